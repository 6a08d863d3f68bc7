"""Templates of messages: a subject and a text with fields, which a college may write anew.

A template is one text file: ``Subject: …``, an empty line, and a text in Markdown. The plain text of a message is that
text; its HTML is made of it (raw HTML off). Fields are put in as they are in the one and made harmless in the other. A
template is sandboxed and checked before anything is sent: a field that is not known is named, with its line.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mexbadge.deliver import libraries
from mexbadge.errors import InputError
from mexbadge.texts import Lang

if TYPE_CHECKING:
    from jinja2 import Template as JinjaTemplate
    from jinja2.sandbox import SandboxedEnvironment

__all__ = ["Link", "Rendered", "Template", "bundled"]

_SUBJECT: Final = re.compile(r"\s*(?:Subject|Objet)[ \u00a0\u202f]?:[ \t]*(\S[^\n]*)\n(?:[ \t]*\n|$)", re.IGNORECASE)
_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
_BLANKS: Final = re.compile(r"\n{3,}")
_BUTTON: Final = "button"
_MOST: Final = 512
"""Texts of which it is remembered what they are made of: every message in every language, several times over."""
_STRONG: Final = "**"
"""What Markdown writes around a word that stands out; in plain text it would only disturb."""
_URL: Final = re.compile(r"(?:https?://|mailto:)[^\s<>\"'()\[\]\\`{}|^]+")


class Link(str):
    """An address that we made ourselves: it may stand in a text as a link."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a template became: subject, plain text, and the Markdown of which HTML is made."""

    subject: str
    text: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read and checked; made by :meth:`read`. ``source`` is the file that it came from."""

    source: str
    subject: str
    body: str

    @classmethod
    def read(cls, text: str, *, source: str, fields: Collection[str], subject: bool = True) -> "Template":
        """Read a template that may use ``fields``, and ``button(LINK, "label")``; a part of one has no ``subject``.

        Raises :class:`InputError`: ``deliver_template_subject`` without a first line ``Subject:``,
        ``deliver_template_syntax``, ``deliver_template_field`` for a field that is not known (``where`` is the line).
        """
        plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
        found = _SUBJECT.match(plain)
        if not subject:
            made = cls(source, "", plain)
            made._check(made.body, 0, fields)
            return made
        if found is None:
            error = InputError("deliver_template_subject", where=1, path=source)
            error.source = source
            raise error
        made = cls(source, found[1].strip(), plain[found.end() :])
        first = plain[: found.end()].count("\n")
        made._check(made.subject, 0, fields)
        made._check(made.body, first, fields)
        return made

    def fill(self, values: Mapping[str, object]) -> Rendered:
        """Put ``values`` in; raise :class:`InputError` ``deliver_template_field`` or ``deliver_template_fails``."""
        subject = " ".join(self._filled(self.subject, values, markdown=False).split(" "))
        text = self._filled(self.body.replace(_STRONG, ""), values, markdown=False)
        markdown = self._filled(self.body, values, markdown=True)
        return Rendered(subject.strip(), _BLANKS.sub("\n\n", text).strip() + "\n", markdown)

    def _filled(self, text: str, values: Mapping[str, object], *, markdown: bool) -> str:
        try:
            return _compiled(text, markdown=markdown).render(values)
        except libraries.UndefinedError as error:
            raise self._wrong("deliver_template_field", None, field=str(error.message), known=values) from None
        except (libraries.TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise self._wrong("deliver_template_fails", None, reason=str(error)) from None

    def _check(self, text: str, above: int, fields: Collection[str]) -> None:
        try:
            used = _used(text)
        except libraries.TemplateSyntaxError as error:
            raise self._wrong("deliver_template_syntax", above + error.lineno, reason=error.message or "") from None
        known = {*fields, _BUTTON}
        for line, name in used:
            if name not in known:
                raise self._wrong("deliver_template_field", above + line, field=name, known=fields)

    def _wrong(self, code: str, line: int | None, **values: Any) -> InputError:  # noqa: ANN401 - values of a sentence
        if "known" in values:
            values["known"] = ", ".join(sorted(values["known"]))
        error = InputError(code, where=line, path=self.source, line="?" if line is None else line, **values)
        error.source = self.source
        return error


@lru_cache(maxsize=_MOST)
def _used(text: str) -> tuple[tuple[int, str], ...]:
    """Return the fields that a text uses, each with its line, in order; raise where it is no template."""
    _compiled(text, markdown=False)  # a filter that is not known shows here
    tree = _environment(markdown=False).parse(text)
    undeclared = libraries.meta.find_undeclared_variables(tree)
    return tuple(
        sorted((one.lineno, one.name) for one in tree.find_all(libraries.nodes.Name) if one.name in undeclared)
    )


@lru_cache(maxsize=_MOST)
def _compiled(text: str, *, markdown: bool) -> "JinjaTemplate":
    return _environment(markdown=markdown).from_string(text)


@cache
def _environment(*, markdown: bool) -> "SandboxedEnvironment":
    made = libraries.SandboxedEnvironment(
        autoescape=False,  # no HTML is written here: Markdown is, and its own signs are escaped
        undefined=libraries.StrictUndefined,
        finalize=_harmless if markdown else _as_it_is,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals = {_BUTTON: _button_markdown if markdown else _button_text}
    return made


@cache
def bundled(folder: Path, kind: str, language: Lang) -> str:
    """Return the text of a template that comes along; the English one where a language has none."""
    path = folder / f"{kind}.{language}.md"
    return (path if path.is_file() else folder / f"{kind}.en.md").read_text(encoding="utf-8")


def _as_it_is(value: object) -> object:
    return value


def _harmless(value: object) -> object:
    """Write a value so that Markdown reads nothing into it; a link of ours stays one."""
    text = str(value)
    if isinstance(value, Link) and (not text or _URL.fullmatch(text) or text.startswith("[")):
        return value
    return _escaped(text)


def _button_text(link: str, label: str) -> Link:
    return Link(f"{label}: {link}")


def _button_markdown(link: str, label: str) -> Link:
    if not _URL.fullmatch(link):
        return Link("")
    return Link(f"[{_escaped(label)}]({link})")


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))
