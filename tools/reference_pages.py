"""``make schemas`` runs this (``python tools/reference_pages.py FOLDER``): the pages that the program itself gives."""

import sys
from pathlib import Path
from typing import Final

from mexbadge import texts
from mexbadge.cli.explanations import explained, explanation
from mexbadge.cli.parser import Parser, common_options
from mexbadge.cli.table import COMMANDS, GROUPS, in_group
from mexbadge.texts import Lang

__all__ = ["cli_page", "codes_page", "pages"]

_SUFFIX: Final = {"en": ".md", "fr": ".fr.md"}
"""The languages whose pages the docs have, each with its ending; a further catalogue alone makes no pages."""


def codes_page(lang: Lang) -> str:
    """Return the page of all codes, as Markdown: a heading for each, the sentence, what it means, what to do."""
    lines = [f"# {texts.message('page_codes_title', lang)}", "", texts.message("page_codes_intro", lang), ""]
    for code in explained():
        found = explanation(code, lang)
        lines += [f"## {code}", "", f"> {_plain(found.said)}", "", _plain(found.about), ""]
        if found.step is not None:
            lines += [f"{texts.message('page_codes_step', lang)} {_plain(found.step)}", ""]
        if found.remedy is not None:
            lines += [f"{texts.message('page_codes_remedy', lang)} {_plain(found.remedy)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def cli_page(lang: Lang) -> str:
    """Return the page of all commands, as Markdown, by group: purpose, arguments, examples."""
    common = {name for name, _ in _parser(lang).arguments()}
    lines = [f"# {texts.message('page_cli_title', lang)}", "", texts.message("page_cli_intro", lang), ""]
    for group in GROUPS:
        heading = texts.message(f"cli_group_{group}", lang).rstrip(" :\u00a0")
        lines += [f"## {heading}", ""]
        for command in in_group(group):
            parser = command.parser(lang)
            lines += [f"### mexbadge {command.name}", "", _plain(texts.message(command.purpose, lang)), ""]
            rows = [(name, help_) for name, help_ in parser.arguments() if name not in common]
            if rows:
                head = (texts.message("page_cli_option", lang), texts.message("page_cli_meaning", lang))
                lines += [f"| {head[0]} | {head[1]} |", "|---|---|"]
                lines += [f"| `{name.replace('|', chr(92) + '|')}` | {_cell(help_)} |" for name, help_ in rows]
                lines += [""]
            lines += ["```text", *parser.examples, "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    made: dict[str, str] = {}
    for lang, suffix in _SUFFIX.items():
        made[f"codes{suffix}"] = codes_page(lang)
        made[f"cli{suffix}"] = cli_page(lang)
    return made


def _parser(lang: Lang) -> Parser:
    parser = Parser("mexbadge", lang, purpose=COMMANDS[0].purpose)
    common_options(parser)
    return parser


def _plain(text: str) -> str:
    """Return a sentence in which Markdown reads no markup."""
    for sign in ("\\", "*", "<", ">", "`"):
        text = text.replace(sign, f"\\{sign}")
    return text


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for file, page in pages().items():
        (folder / file).write_text(page, encoding="utf-8")
