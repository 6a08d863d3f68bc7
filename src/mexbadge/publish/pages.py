"""The pages of a site: what a college awards, each badge, how to check one, what is kept. English and French.

A page needs no script, asks nothing of another host, and says nothing that becomes false by time alone. English pages
lie where their name says, French ones in the folder ``fr`` beside; every link is relative, so that a site works in any
folder of any host. A college's own templates, of the same names, come before ours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import mexbadge
from mexbadge import texts
from mexbadge.artwork.codes import code_of, code_png
from mexbadge.credentials.sharing import linkedin_url
from mexbadge.issuer.register.records import Status
from mexbadge.publish.college import KINDS, ShownAward, ShownBadge, SiteOwner, fingerprint
from mexbadge.publish.files import Role, SiteFile, digest, fixed
from mexbadge.publish.markdown import rendered
from mexbadge.texts import LANGUAGES, Lang, shown
from mexbadge.verify.findings import day

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["TEMPLATES", "SitePages"]

TEMPLATES: Final = Path(__file__).resolve().parent.parent / "_data" / "site"
"""The templates and the style sheet that come with the package."""
POLICY: Final = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"
"""What a page may load (Content Security Policy): pictures and the style sheet of its own site."""
_LONGEST: Final = 4000
_STYLE: Final = "style.css"
_FOLDER_OF: Final[Mapping[str, str]] = {"en": "", "fr": "fr/"}
_NAMES: Final[Mapping[str, str]] = {"en": "English", "fr": "Français"}
_STATES: Final[Mapping[Status, str]] = {
    Status.ACTIVE: "issued",
    Status.REVOKED: "revoked",
    Status.SUSPENDED: "suspended",
    Status.SUPERSEDED: "superseded",
}


@dataclass(frozen=True)
class SitePages:
    """The pages of one college, in the languages of its settings.

    ``own`` is a folder with templates of the college's own, or ``None``.
    """

    college: SiteOwner
    own: Path | None = None

    @property
    def languages(self) -> tuple[Lang, ...]:
        """The languages of the pages, the first one first."""
        found = tuple(language for language in LANGUAGES if language in self.college.languages)
        return found or (LANGUAGES[0],)

    @cached_property
    def templates(self) -> str:
        """A digest of all templates: a page is made again when one of them changes."""
        places = [TEMPLATES, *([] if self.own is None else [self.own])]
        paths = [path for place in places for path in sorted(place.iterdir()) if path.is_file()]
        return digest(*(part for path in paths for part in (path.name, path.read_bytes())))

    def media(self) -> Iterator[SiteFile]:
        """Yield the style sheet."""
        own = None if self.own is None else self.own / _STYLE
        path = own if own is not None and own.is_file() else TEMPLATES / _STYLE
        yield fixed(_STYLE, path.read_bytes(), Role.MEDIA)

    def general(self, awards: tuple[ShownAward, ...]) -> Iterator[SiteFile]:
        """Yield what a college awards, each of it, how to check a badge, and what is kept."""
        for lang in self.languages:
            title = self._say("site_awards_of", lang, college=self.college.called(lang))
            listed = [self._award(award, lang) for award in awards]
            yield self._page(_Told("index.html", lang, "", {"title": title, "awards": listed}))
            for award, told in zip(awards, listed, strict=True):
                values = {"title": told["name"], "award": told}
                yield self._page(_Told("award.html", lang, f"catalogue/{award.slug}/", values))
            for name in _PARTS:
                values = {"title": self._say(f"site_{name}", lang), "parts": self._parts(name, lang)}
                yield self._page(_Told("text.html", lang, f"{name}/", values))
        for award in awards:
            yield fixed(award.image.path, award.image.body, Role.MEDIA)

    def badge(self, badge: ShownBadge, award: ShownAward) -> Iterator[SiteFile]:
        """Yield the pages of one badge, and the code that leads there."""
        path, address = badge.path, f"{self.college.base}/{badge.path}"
        yield SiteFile(f"{path}code.png", digest("code", address), lambda: code_png(code_of(address)), Role.MEDIA)
        for lang in self.languages:
            yield self._page(_Told("badge.html", lang, path, self._badge(badge, award, lang), private=True))

    # Making one page

    def _page(self, told: "_Told") -> SiteFile:
        inner = "" if told.lang == self.languages[0] else _FOLDER_OF[told.lang]
        key = digest(self.templates, fingerprint(told, self.college, self.languages), mexbadge.__version__)
        return SiteFile(f"{told.path}{inner}index.html", key, partial(self._rendered, told), Role.PAGE)

    def _rendered(self, told: "_Told") -> bytes:
        lang, path = told.lang, told.path
        inside = lang != self.languages[0]
        root = "../" * (path.count("/") + inside) or "./"
        folder = _FOLDER_OF[lang] if inside else ""
        others = [language for language in self.languages if language != lang]
        other = others[0] if others else lang
        back = "../" if inside else _FOLDER_OF[other]
        values = {
            "lang": lang,
            "say": partial(self._say, lang=lang),
            "college": _Named(self.college, lang),
            "policy": POLICY,
            "private": told.private,
            "root": root,
            "here": "../" if inside else "./",
            "home": f"{root}{folder}",
            "verify": f"{root}verify/{folder}",
            "privacy": f"{root}privacy/{folder}",
            "base": self.college.base,
            "address": f"{self.college.base}/{path}",
            "alternates": [(language, back) for language in others],
            "other_name": _NAMES[other],
        }
        return self._environment.get_template(f"{told.name}.j2").render(values | dict(told.values)).encode("utf-8")

    @cached_property
    def _environment(self) -> "Environment":
        return texts.templating.environment(*([] if self.own is None else [self.own]), TEMPLATES)

    def _say(self, code: str, lang: Lang, **values: object) -> str:
        return texts.message(code, lang, **values)

    # What pages say

    @cached_property
    def _awards(self) -> dict[tuple[str, Lang], dict[str, object]]:
        return {}

    def _award(self, award: ShownAward, lang: Lang) -> dict[str, object]:
        """Return what is said of an award, made once however many have it: its id stands for one version of it."""
        key = (award.id, lang)
        if key not in self._awards:
            self._awards[key] = self._made_of(award, lang)
        return self._awards[key]

    def _made_of(self, award: ShownAward, lang: Lang) -> dict[str, object]:
        inner = "" if lang == self.languages[0] else _FOLDER_OF[lang]
        facts = []
        if award.credits is not None:
            facts.append((self._say("site_credits", lang), _number(award.credits, lang)))
        return {
            "name": shown(award.name),
            "description": shown(award.description, longest=_LONGEST),
            "criteria": rendered(award.criteria) if award.criteria else "",
            "kind": self._kind(award.kind, lang),
            "image": award.image.path,
            "alt": self._say("site_image_of", lang, name=award.name, college=self.college.called(lang)),
            "lang_attribute": _attribute(award.language, lang),
            "facts": facts,
            "skills": award.skills,
            "page": f"{'../' if inner else ''}catalogue/{award.slug}/{inner}",
        }

    def _kind(self, kind: str | None, lang: Lang) -> str:
        try:
            return texts.message(f"site_kind_{(kind or 'Badge').lower()}", lang)
        except LookupError:
            return texts.message("site_kind_badge", lang)

    def _badge(self, badge: ShownBadge, award: ShownAward, lang: Lang) -> dict[str, object]:
        address = f"{self.college.base}/{badge.path}"
        since = day((badge.since or badge.valid_from)[:10], lang)
        state = _STATES[badge.status]
        until = None if badge.valid_until is None else day(badge.valid_until, lang)
        lines = [badge.reasons[lang]] if lang in badge.reasons else list(badge.reasons.values())[:1]
        if badge.status is Status.ACTIVE:
            lines = [self._say("site_issued_check", lang)]
        facts = {
            "name": award.name,
            "organization": self.college.called(lang),
            "page": address,
            "id": badge.id,
        }
        name, kind = KINDS[badge.form]
        told = {
            "state": state,
            "sentence": self._say(f"site_{state}", lang, day=since, college=self.college.called(lang)),
            "lines": [shown(line) for line in lines],
            "holder": None if badge.holder is None else shown(badge.holder),
            "valid_from": badge.valid_from,
            "from_text": day(badge.valid_from[:10], lang),
            "valid_until": badge.valid_until,
            "until_text": until,
            "file": None if badge.file is None else f"badge.{badge.file.rpartition('.')[2]}",
            "credential": name,
            "kind": kind,
        }
        linkedin = linkedin_url(facts, valid_from=badge.valid_from, valid_until=badge.valid_until)
        title = shown(award.name)
        return {"badge": told, "award": self._award(award, lang), "linkedin": linkedin, "title": title}

    def _parts(self, name: str, lang: Lang) -> list[tuple[str, list[str]]]:
        """Return the parts of a page of text: a heading each, and its paragraphs."""
        college = self.college.called(lang)
        return [
            (
                self._say(f"site_{name}_{part}_title", lang) if part else "",
                [self._say(f"site_{name}_{part or 'start'}", lang, college=college)],
            )
            for part in _PARTS[name]
        ]


_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "verify": ("", "file", "paper", "words"),
    "privacy": ("", "pages", "names", "visits", "withdraw"),
}


def _number(value: float, lang: Lang) -> str:
    text = f"{value:g}"
    return text.replace(".", ",") if lang == "fr" else text


@dataclass(frozen=True, slots=True)
class _Told:
    """One page: its template, its language, the folder in which it lies, and what it says."""

    name: str
    lang: Lang
    path: str
    values: Mapping[str, object]
    private: bool = False


class _Named:
    """A college as templates name it: in one language."""

    def __init__(self, college: SiteOwner, lang: Lang) -> None:
        self.name = shown(college.called(lang))
        self.url = college.url
        self.host = college.host
        self.description = None if college.description is None else shown(college.description)


def _attribute(language: str | None, lang: Lang) -> Any:  # noqa: ANN401 - markup
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja2

    base = (language or lang).partition("-")[0].lower()
    return Markup("") if base == lang or not base.isalpha() else Markup(' lang="{}"').format(base)
