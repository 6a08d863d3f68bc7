"""Every exception of mexbadge, in one tree.

::

    MexBadgeError                .code .hint   the one to catch
    ├── InputError (ValueError)  what you gave is wrong; .where is a JSON pointer, an offset or a CSV line
    │   ├── BadgeFormatError     not an Open Badge that we know
    │   ├── BakeError            the image cannot hold, or holds no, badge
    │   ├── SchemaError          a document breaks its model (.problems: all of them)
    │   ├── RosterError          a list holds mistakes (.problems: all of them, by line)
    │   └── PathwayError         a pathway with a cycle or a dangling step (.problems: all of them)
    ├── SigningKeyError          cannot load, unlock or use a key
    ├── FetchError               .url .reason .status (a retry may help)
    ├── SignatureError           signature bytes do not verify
    ├── LedgerError              a log, a receipt or a witness contradicts itself (.position)
    ├── RegisterError            the register cannot be read or written
    ├── DeliveryError            nothing can be handed over: no server, no TLS, not let in (a retry may help)
    └── InvalidBadge             raised only by Report.raise_if_invalid()  (.report)

An error is a code and named values; the sentence, in English and French, stands in :mod:`mexbadge.texts`. A bad badge
is no exception but a result: :func:`mexbadge.verify.verify` never raises because a badge is bad.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import PathLike
from typing import Any

from mexbadge import texts
from mexbadge.texts import Lang

__all__ = [
    "BadgeFormatError",
    "BakeError",
    "DeliveryError",
    "FetchError",
    "InputError",
    "InvalidBadge",
    "LedgerError",
    "MexBadgeError",
    "PathwayError",
    "Problem",
    "RegisterError",
    "RosterError",
    "SchemaError",
    "SignatureError",
    "SigningKeyError",
    "Where",
    "within",
]

Where = str | int | None
"""A place: a JSON pointer (RFC 6901), a byte offset or a line number; ``None`` for the whole."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, as data: its code, its place and the values of its sentence."""

    code: str
    where: Where = None
    values: Mapping[str, object] = field(default_factory=dict)

    def message(self, lang: Lang = "en") -> str:
        """Say what is wrong."""
        return texts.message(self.code, lang, **self.values)

    def hint(self, lang: Lang = "en") -> str | None:
        """Say what to do next, if something can be done, to whoever made what is wrong."""
        return texts.remedy(self.code, lang, **self.values)


class MexBadgeError(Exception):
    """Whatever mexbadge raises on purpose. ``code`` is stable; ``str()`` is the English sentence.

    ``source`` is the file in which it was found, where it was found in one; ``where`` is a place within it.
    """

    source: str | None = None

    def __init__(self, code: str, /, *, where: Where = None, **values: object) -> None:
        self.problem = Problem(code, where, values)
        super().__init__(self.problem.message())

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong: one problem, or those of a document or list."""
        found: tuple[Problem, ...] = getattr(self, "problems", (self.problem,))
        return found

    @property
    def code(self) -> str:
        """The stable name of what went wrong; ``mexbadge explain CODE`` says more."""
        return self.problem.code

    @property
    def where(self) -> Where:
        """Where it went wrong: a JSON pointer, a byte offset, a line number, or ``None``."""
        return self.problem.where

    @property
    def hint(self) -> str | None:
        """What to do next, in English."""
        return self.problem.hint()

    def message(self, lang: Lang = "en") -> str:
        """Say what went wrong in ``lang``."""
        return self.problem.message(lang)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (type(self), self.__dict__.copy(), self.args))


class InputError(MexBadgeError, ValueError):
    """What was given is wrong; ``where`` says in which place."""


class BadgeFormatError(InputError):
    """It is no Open Badge of a kind that mexbadge knows."""


class BakeError(InputError):
    """The image cannot hold a badge, or holds none; ``where`` is the byte offset."""


class SchemaError(InputError):
    """A document breaks its model. ``problems`` holds all that is wrong, each with its JSON pointer."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        values: Mapping[str, Any] = first.values
        super().__init__(first.code, where=first.where, **values)


class RosterError(InputError):
    """A list of recipients holds mistakes, and nothing was issued. ``problems`` holds all, each with its line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        values: Mapping[str, Any] = first.values
        super().__init__(first.code, where=first.where, **values)


class PathwayError(SchemaError):
    """A pathway cannot be: a cycle, a dangling step, a number out of reach. ``problems`` holds all that is wrong."""


class SigningKeyError(MexBadgeError):
    """A key cannot be loaded, unlocked or used."""


class FetchError(MexBadgeError):
    """A document could not be fetched; trying again later may help.

    ``url`` is the address that was asked, ``reason`` the code, ``status`` the HTTP status where a server answered.
    """

    def __init__(self, code: str, /, *, url: str, status: int | None = None, **values: object) -> None:
        self.url = url
        self.status = status
        super().__init__(code, where=None, url=url, status=status, **values)

    @property
    def reason(self) -> str:
        """Why it could not be fetched, as a code."""
        return self.code


class SignatureError(MexBadgeError):
    """A signature does not verify, or is not one that may be trusted."""


class LedgerError(MexBadgeError):
    """A log contradicts itself, or is not the one that it should be.

    ``position`` is the entry, or the size of the log, at which it shows; ``None`` for the whole.
    """

    def __init__(self, code: str, /, *, position: int | None = None, **values: object) -> None:
        self.position = position
        super().__init__(code, where=position, position=position, **values)


class RegisterError(MexBadgeError):
    """The register cannot be read or written, or does not hold what was asked for."""


class DeliveryError(MexBadgeError):
    """Messages cannot be handed over now: the server is not there, speaks no TLS, or does not let us in.

    Nothing is lost: what was to go out waits.
    """


class InvalidBadge(MexBadgeError):  # noqa: N818 - the name says what the badge is
    """The badge was judged and is not valid; ``report`` says why."""

    def __init__(self, code: str, report: object, /, *, where: Where = None, **values: object) -> None:
        self.report = report
        super().__init__(code, where=where, **values)

    @property
    def hint(self) -> str | None:
        """What whoever holds the badge does next, in English."""
        return texts.hint(self.code, "en", **self.problem.values)


def _rebuilt(kind: type[MexBadgeError], state: dict[str, object], args: tuple[object, ...]) -> MexBadgeError:
    """Make an error again from its parts, so that it crosses a process boundary whole."""
    error = kind.__new__(kind)
    error.__dict__.update(state)
    error.args = args
    return error


@contextmanager
def within(source: str | PathLike[str]) -> Iterator[None]:
    """Say of each error raised inside that it was found in the file ``source``, unless a nearer one is known."""
    try:
        yield
    except MexBadgeError as error:
        error.source = error.source or str(source)
        raise
