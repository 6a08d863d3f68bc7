"""``mexbadge vacancy template``: the table of a vacancy to fill in, empty or with what a posting says."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.cli.parser import Parser
from mexbadge.cli.vacancies import draft_of, hinted, lookup_of, source_options, tell
from mexbadge.match.drafts import Draft, template_csv, template_workbook

EXAMPLES: Final = (
    "mexbadge vacancy template --out vacancy.csv",
    "mexbadge vacancy template --noc 33102 --taxonomy ESCO.zip --crosswalk noc-esco.csv --out vacancy.csv",
    "mexbadge vacancy template posting.txt --taxonomy skills.csv --out vacancy.xlsx",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("source", nargs="?", metavar="FILE|URL", text="vacancy_help_template_source")
    parser.option("--out", default="vacancy.csv", metavar="FILE", text="vacancy_help_template_out")
    source_options(parser)
    parser.option("--force", action="store_true", text="cli_help_force")


def run(arguments: Namespace, console: Console) -> int:
    """Write the table."""
    draft = None
    if arguments.source or arguments.noc:
        lookup = lookup_of(arguments)
        read = draft_of(arguments.source, arguments, console, lookup) if arguments.source else Draft()
        draft = hinted(read, arguments, console, lookup)
        tell((*draft.problems, *draft.notes), console)
    book = Path(arguments.out).suffix.lower() == ".xlsx"
    data = template_workbook(console.lang, draft) if book else template_csv(console.lang, draft)
    write(arguments.out, data, console, force=arguments.force)
    if arguments.out != "-":
        console.note(console.text("cli_written", path=arguments.out))
        console.note(console.text("vacancy_says_fill", path=arguments.out))
        if draft is not None and any(one.options for one in draft.asked):
            console.note(console.text("vacancy_says_suggestions"))
    return 0
