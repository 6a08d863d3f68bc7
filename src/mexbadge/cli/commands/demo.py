"""``mexbadge demo``: the whole story on the example programme, from new keys to a vacancy that is filled."""

import shutil
from argparse import Namespace
from pathlib import Path
from typing import Final

import mexbadge
from mexbadge import publish
from mexbadge.cli.console import Console
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.workflows.demo_programme import Story

EXAMPLES: Final = ("mexbadge demo", "mexbadge demo --out /tmp/demo --lang fr")
_MARK: Final = "demo.txt"
_COLLEGE: Final = "lakeshore"
_KEPT: Final = ("achievements", "images", "issuer.toml", "programme", "winter-2026.csv")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--out", default="demo", metavar="DIR", text="cli_help_demo_out")
    parser.option("--examples", metavar="DIR", text="cli_help_examples")


def run(arguments: Namespace, console: Console) -> int:
    """Tell the story, and say where everything lies."""
    out = Path(arguments.out)
    examples = _examples(arguments.examples)
    _fresh(out)
    _copy(examples, out / "examples")
    story = Story(examples / "programme", out, console.lang, _ignored if console.look.quiet else console.say)
    for step in (story.issue, story.verify, story.ledger, story.pathway, story.match, story.exchange):
        step()
    _site(story, examples / "programme", out, console)
    story.end()
    console.done("cli_demo_next", command=f"mexbadge verify --resources {out} {story.badge_to_try}")
    return 0


def _ignored(_: str) -> None:
    """Say nothing."""


def _site(story: Story, programme: Path, out: Path, console: Console) -> None:
    """Publish the site of the hero's college, with what lies around its badges, and say where to look."""
    issuer = story.issuers[_COLLEGE]
    shutil.copyfile(programme / "courses.csv", issuer.folder / "courses.csv")
    shutil.copytree(programme / "vacancies", issuer.folder / "vacancies")
    (issuer.folder / "pathways").mkdir()
    shutil.copyfile(programme / "pathway.toml", issuer.folder / "pathways" / "pathway.toml")
    publish.publish(issuer, out / "site")
    console.done("story_site", path=str(out / "site" / "index.html"))


def _examples(given: str | None) -> Path:
    """Return the folder of the examples: the one given, the one inside the package, or the one of the checkout."""
    package = Path(mexbadge.__file__).parent
    places = [Path(given)] if given else [package / "_data" / "examples", package.parents[1] / "examples"]
    for place in places:
        if (place / "programme" / "awards.csv").is_file():
            return place
    raise InputError("cli_no_examples")


def _copy(examples: Path, to: Path) -> None:
    """Leave what the story reads, and what the pages of the docs use, beside what it makes."""
    to.mkdir()
    for name in _KEPT:
        part = examples / name
        if part.is_dir():
            shutil.copytree(part, to / name)
        else:
            shutil.copyfile(part, to / name)


def _fresh(out: Path) -> None:
    """Empty the folder of an earlier demonstration; touch no folder that is something else."""
    if out.exists() and any(out.iterdir()):
        if not (out / _MARK).is_file():
            raise InputError("cli_exists", path=str(out))
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARK).write_text("mexbadge demo\n", "utf-8")
