"""The arguments: argparse underneath, errors of our own that suggest the nearest word."""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NoReturn

from mexbadge import texts
from mexbadge.cli.console import writable
from mexbadge.errors import InputError
from mexbadge.texts import Lang
from mexbadge.texts.look import Look

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

__all__ = ["Parser", "common_options", "nearest", "nearest_of"]

_UNRECOGNIZED: Final = re.compile(r"unrecognized arguments: (\S+)")
_REQUIRED: Final = re.compile(r"arguments are required: (.+)")
_NEEDS_VALUE: Final = re.compile(r"argument (\S+?)(?:/\S+)?: expected")
_HEADINGS: Final = ("cli_heading_usage", "cli_heading_arguments", "cli_heading_options")
"""What argparse says of itself, in English as it stands there."""
_CHOICE: Final = re.compile(r"argument (\S+?)(?:/\S+)?: invalid choice: '?(.*?)'? \(choose from")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help whose words are not broken: ``vc-jwt`` is one."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return Look(width=width).wrapped("", text, indent=0)


class Parser(argparse.ArgumentParser):
    """An argument parser that raises :class:`InputError` instead of ending the program."""

    def __init__(self, program: str, lang: Lang, *, purpose: str, examples: Sequence[str] = ()) -> None:
        self.lang: Lang = lang
        self.examples = tuple(examples)
        lines = [f"  {example}" for example in examples]
        heading = texts.message("cli_examples", lang)
        super().__init__(
            prog=program,
            description=texts.message(purpose, lang),
            epilog="\n".join([heading, *lines]) if lines else None,
            formatter_class=_Formatter,
            allow_abbrev=False,
            add_help=False,
        )
        self.add_argument("-h", "--help", action="help", help=texts.message("cli_help_help", lang))

    def format_help(self) -> str:
        """Return the help, its headings in the reader's language."""
        text = f"\n{super().format_help()}"
        for code in _HEADINGS:
            text = text.replace(f"\n{texts.message(code)}", f"\n{texts.message(code, self.lang)}", 1)
        return text[1:]

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        super()._print_message(writable(message, sys.stdout), file)

    def option(self, *names: str, text: str, **settings: object) -> None:
        """Add an option or argument whose help is the sentence ``text``; choices are written ``a|b``."""
        choices = settings.get("choices")
        if names[0].startswith("-") and isinstance(choices, Sequence):
            settings.setdefault("metavar", "|".join(map(str, choices)))
        self.add_argument(*names, help=texts.message(text, self.lang).replace("%", "%%"), **settings)  # type: ignore[arg-type]

    def arguments(self) -> Iterator[tuple[str, str]]:
        """Yield each argument as it is written, and what it does."""
        for action in self._actions:
            value = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
            if action.choices is not None:
                value = "|".join(str(choice) for choice in action.choices)
            takes = action.nargs != 0
            names = [f"{name} {value}" if takes else name for name in action.option_strings] or [value]
            yield ", ".join(names), (action.help or "").replace("%%", "%")

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the arguments, in our words."""
        if found := _UNRECOGNIZED.search(message):
            raise self._unknown(found[1])
        if found := _REQUIRED.search(message):
            raise InputError("cli_missing_argument", names=found[1], command=self.prog)
        if found := _CHOICE.search(message):
            raise InputError("cli_bad_choice", option=found[1], value=found[2], choices=self._choices(found[1]))
        if found := _NEEDS_VALUE.search(message):
            raise InputError("cli_needs_value", option=found[1])
        raise InputError("cli_bad_arguments", command=self.prog)

    def _choices(self, name: str) -> str:
        named = (action for action in self._actions if name in {*action.option_strings, action.metavar, action.dest})
        return " | ".join(str(choice) for action in named for choice in action.choices or ())

    def _unknown(self, word: str) -> InputError:
        if not word.startswith("-"):
            return InputError("cli_too_many_arguments", word=word, command=self.prog)
        known = [name for action in self._actions for name in action.option_strings]
        similar = nearest(word.partition("=")[0], known)
        if similar:
            return InputError("cli_unknown_option_near", word=word, similar=similar)
        return InputError("cli_unknown_option", word=word, command=self.prog)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like ``word``, or ``None`` where nothing does."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def nearest_of(word: str, known: Iterable[str], *, count: int = 5) -> list[str]:
    """Return the known words that look most like ``word``, or the first of them where none does."""
    words = sorted(known)
    return get_close_matches(word, words, n=count, cutoff=0.5) or words[:count]


def common_options(parser: Parser) -> None:
    """Add what every command understands."""
    parser.option("--json", action="store_true", text="cli_help_json")
    parser.option("--lang", choices=texts.LANGUAGES, text="cli_help_lang")
    parser.option("--color", choices=("auto", "always", "never"), default="auto", text="cli_help_color")
    parser.option("-q", "--quiet", action="store_true", text="cli_help_quiet")
    parser.option("-v", "--verbose", action="store_true", text="cli_help_verbose")
