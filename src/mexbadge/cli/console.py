"""Where the command line speaks: results on stdout, everything else on stderr, in the reader's language."""

import os
import sys
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, Final, TextIO

from mexbadge import texts
from mexbadge._json import dumps
from mexbadge.errors import MexBadgeError, Problem, Where
from mexbadge.texts import Lang
from mexbadge.texts.look import Look

__all__ = ["Console", "language", "writable"]

_PROBE: Final = "✓✗–→é"  # noqa: RUF001 - signs that a terminal may lack
_PLAIN: Final = {
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{CHECK MARK}": "+",
    "\N{BALLOT X}": "x",
    "\N{MINUS SIGN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{MIDDLE DOT}": ".",
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{LATIN SMALL LETTER L WITH STROKE}": "l",
    "\N{LATIN CAPITAL LETTER L WITH STROKE}": "L",
    "\N{LATIN SMALL LIGATURE OE}": "oe",
    "\N{LATIN CAPITAL LIGATURE OE}": "OE",
}
"""How what a console may lack is written in plain signs."""


@dataclass(frozen=True, slots=True)
class Console:
    """One run of the command line: its streams, its language and how much it says."""

    out: TextIO
    err: TextIO
    stdin: BinaryIO
    lang: Lang
    look: Look
    json: bool = False

    @classmethod
    def of(cls, options: Mapping[str, object], environment: Mapping[str, str] | None = None) -> "Console":
        """Make the console that the options and the environment ask for."""
        environment = os.environ if environment is None else environment
        look = Look(
            colour=_colour(str(options.get("color") or "auto"), environment),
            ascii=not _carries(sys.stdout),
            verbose=bool(options.get("verbose")),
            quiet=bool(options.get("quiet")),
            width=_width(environment),
        )
        lang = language(options.get("lang"), environment)
        return cls(sys.stdout, sys.stderr, sys.stdin.buffer, lang, look, bool(options.get("json")))

    def say(self, text: str) -> None:
        """Write one result to stdout."""
        print(writable(text, self.out), file=self.out)

    def note(self, text: str) -> None:
        """Write one remark to stderr, unless quiet was asked for."""
        if not self.look.quiet:
            print(writable(text, self.err), file=self.err)

    def text(self, code: str, /, **values: object) -> str:
        """Return a sentence in the reader's language."""
        return texts.message(code, self.lang, **values)

    def tell(self, code: str, /, **values: object) -> None:
        """Write a sentence to stdout."""
        self.say(self.text(code, **values))

    def done(self, code: str, /, **values: object) -> None:
        """Write to stdout what was done, unless quiet was asked for."""
        self.remark(self.text(code, **values))

    def remark(self, text: str) -> None:
        """Write one line beside what was done to stdout, unless quiet was asked for."""
        if not self.look.quiet:
            self.say(text)

    def insist(self, text: str, *, end: str = "\n") -> None:
        """Write to stderr what has to be read or answered, however quiet."""
        print(writable(text, self.err), file=self.err, end=end, flush=True)

    def fail(self, problem: Problem | MexBadgeError) -> None:
        """Say on stderr what was wrong and what to do next, each problem by itself; with ``--json``, as data on stdout.

        Where it was found in a file, the file and the place in it come first.
        """
        if isinstance(problem, MexBadgeError):
            for one in problem.all_problems:
                self._fail(one, problem.source)
        else:
            self._fail(problem, None)

    def _fail(self, problem: Problem, source: str | None) -> None:
        message, hint = problem.message(self.lang), problem.hint(self.lang)
        if self.json:
            error = {"code": problem.code, "message": message, "hint": hint, "where": problem.where}
            if source is not None:
                error["source"] = source
            print(dumps({"error": error}), file=self.out)
            return
        where = problem.where
        if isinstance(where, str) and message.startswith(where):  # which says it once
            where = None
        place = "" if source is None or source in message else self._place(source, where)
        lines = self.look.wrapped(f"mexbadge{' :' if self.lang == 'fr' else ':'} ", f"{place}{message}", indent=2)
        if hint:
            lines += self.look.wrapped(f"  {self.look.arrow} ", hint, indent=4)
        print(writable("\n".join(lines), self.err), file=self.err)

    def _place(self, source: str, where: Where) -> str:
        if where is None or where == "":
            return self.text("cli_place", source=source)
        return self.text("cli_place_line" if isinstance(where, int) else "cli_place_at", source=source, where=where)


def language(asked: object, environment: Mapping[str, str]) -> Lang:
    """Return the language that was asked for, or that of the environment; English where there is no catalogue of it."""
    named = asked or environment.get("MEXBADGE_LANG")
    if not named:
        names = ("LC_ALL", "LC_MESSAGES", "LANG")
        named = next((environment[name] for name in names if environment.get(name)), "en")
    return texts.nearest(named)


def _colour(asked: str, environment: Mapping[str, str]) -> bool:
    if asked in {"always", "never"}:
        return asked == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and environment.get("TERM") != "dumb"


def _width(environment: Mapping[str, str]) -> int | None:
    """Return the columns of the terminal, or those that ``COLUMNS`` names; ``None`` where there is neither."""
    named = environment.get("COLUMNS", "")
    if named.isascii() and named.isdigit() and int(named) > 0:
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None


def _carries(stream: TextIO) -> bool:
    try:
        _PROBE.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def writable(text: str, stream: TextIO) -> str:
    """Return ``text`` as the stream's encoding can carry it, so that no letter stops the program.

    Signs that have a plain spelling get it, letters lose an accent that there is not, and the rest is ``?``: what is
    ``?`` on a console of Windows-1252 is whole in JSON and in every file.
    """
    encoding = stream.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_carried(character, encoding) for character in text)
    return text


def _carried(character: str, encoding: str) -> str:
    for one in (character, _PLAIN.get(character, character), unicodedata.normalize("NFKD", character)[0]):
        with suppress(UnicodeEncodeError):
            one.encode(encoding)
            return one
    return "" if unicodedata.combining(character) else "?"
