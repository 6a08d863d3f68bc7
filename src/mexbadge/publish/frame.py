"""What every page of a site shares: its languages, its templates, its links, and how one page is made.

A page is whole without a script, asks nothing of another host, and says nothing that becomes false by time alone; its
script compares dates with today and reads the site's own status lists again. Pages in the main language, the first one
of the settings, lie where their name says, those in another one in a folder of its code beside; every link is relative,
so that a site works in any folder of any host. A college's own templates, of the same names, come before ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

import mexbadge
from mexbadge import texts
from mexbadge.models.language import base_of
from mexbadge.publish.college import SiteOwner, fingerprint
from mexbadge.publish.files import Role, SiteFile, digest
from mexbadge.publish.look import OwnLook, look_of
from mexbadge.publish.template_errors import naming
from mexbadge.texts import LANGUAGES, Lang, shown

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["GROUND", "POLICY", "TEMPLATES", "Frame", "SitePage", "lang_attribute", "locale_of", "number"]

TEMPLATES: Final = Path(__file__).resolve().parent.parent / "_data" / "site"
"""The templates and the style sheet that come with the package."""
GROUND: Final = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What holds for every page (Content Security Policy): of a directive that stands twice only the first one counts."""
POLICY: Final = f"{GROUND}; connect-src 'self'"
"""What a page may load (Content Security Policy): what lies on its own site, and no script that stands in a page."""


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page: its template, its language, the folder in which it lies, and what it says.

    A ``private`` page asks search engines to leave it out. What ``values`` lack, ``more`` gives when the page is made:
    it follows from ``values``, so that whether a page changed is known without it.
    """

    name: str
    lang: Lang
    path: str
    values: Mapping[str, object]
    private: bool = False
    more: Callable[[], Mapping[str, object]] = field(default=dict, repr=False)


@dataclass(frozen=True)
class Frame:
    """What the pages of one college share, in the languages of its settings.

    ``own`` is a folder with templates of the college's own, or ``None``; ``menu`` are the folders to which every page
    leads, each with the code of what it is called.
    """

    college: SiteOwner
    own: Path | None = None
    menu: tuple[tuple[str, str], ...] = (("", "site_awards"), ("verify/", "site_check_badge"))

    @cached_property
    def languages(self) -> tuple[Lang, ...]:
        """The languages of the pages, the main one first, whose pages lie where their names say."""
        return self.college.languages

    @cached_property
    def templates(self) -> str:
        """A digest of all templates and sentences: a page is made again when one of them changes.

        Templates include others, which may lie in folders below.
        """
        places = [TEMPLATES, *([] if self.own is None else [self.own])]
        found = [(path.relative_to(place).as_posix(), path) for place in places for path in sorted(place.rglob("*"))]
        found += [(lang, texts.LOCALE / lang / "mexbadge.mo") for lang in LANGUAGES]
        return digest(*(part for name, path in found if path.is_file() for part in (name, path.read_bytes())))

    def asset(self, name: str) -> bytes:
        """Return a file that is served as it is: the college's own, or ours."""
        own = None if self.own is None else self.own / name
        return (own if own is not None and own.is_file() else TEMPLATES / name).read_bytes()

    def inner(self, lang: Lang) -> str:
        """Return the folder, with ``/``, in which pages in a language lie beside those in the first one."""
        return "" if lang == self.languages[0] else f"{lang}/"

    def say(self, code: str, lang: Lang, **values: object) -> str:
        """Return a sentence in a language, as a page prints it."""
        return texts.printed(code, lang, **values)

    @cached_property
    def look(self) -> OwnLook:
        """The college's own logo and colours."""
        return look_of(self.own)

    def page(self, told: SitePage, path: str | None = None) -> SiteFile:
        """Return the file of one page, at ``path`` or where its folder and language put it."""
        own = (self.look.sheet, None if self.look.logo is None else self.look.logo.path)
        shared = fingerprint(told, self.college, self.languages, own, self.menu)
        key = digest(self.templates, shared, mexbadge.__version__)
        place = path or f"{told.path}{self.inner(told.lang)}index.html"
        return SiteFile(place, key, partial(self._rendered, told), Role.PAGE)

    def _rendered(self, told: SitePage) -> bytes:
        lang, path = told.lang, told.path
        folder = self.inner(lang)
        root = "../" * (path.count("/") + bool(folder)) or "./"
        others = [language for language in self.languages if language != lang]
        other = others[0] if others else lang
        back = "../" if folder else ""
        values = {
            "lang": lang,
            "say": partial(self.say, lang=lang),
            "college": _Named(self.college, lang),
            "policy": POLICY,
            "logo": None if self.look.logo is None else self.look.logo.path,
            "colours": bool(self.look.sheet),
            "private": told.private,
            "root": root,
            "here": "../" if folder else "./",
            "home": f"{root}{folder}",
            "inner": folder,
            "menu": [(path, self.say(code, lang)) for path, code in self.menu],
            "verify": f"{root}verify/{folder}",
            "privacy": f"{root}privacy/{folder}",
            "base": self.college.base,
            "address": f"{self.college.base}/{path}",
            "alternates": [(language, f"{back}{self.inner(language)}") for language in others],
            "main": back or "./",
            "names": {language: self.say("portfolio_language", language) for language in self.languages},
            "other_name": self.say("portfolio_language", other),
            "locales": {language: locale_of(language).replace("-", "_") for language in self.languages},
        }
        given = {**told.values, **told.more()}
        with naming(self.own):
            return self._environment.get_template(f"{told.name}.j2").render(values | given).encode("utf-8")

    @property
    def _environment(self) -> "Environment":
        return _environment(self.own)


@lru_cache(maxsize=8)
def _environment(own: Path | None) -> "Environment":
    """Return where templates are looked for; a template that changed on the disk is read again."""
    return texts.templating.environment(*([] if own is None else [own]), TEMPLATES)


class _Named:
    """A college as templates name it: in one language."""

    def __init__(self, college: SiteOwner, lang: Lang) -> None:
        self.id = college.id
        self.name = shown(college.called(lang))
        self.url = college.url
        self.host = college.host
        said = college.described(lang)
        self.description = None if said is None else shown(said)


def lang_attribute(language: str | None, lang: Lang) -> Any:  # noqa: ANN401 - markup
    """Return the attribute that says that a text is in another language than its page, as markup."""
    base = base_of(language or lang)
    return Markup("") if base == lang or not base.isalpha() else Markup(' lang="{}"').format(base)


def locale_of(lang: Lang) -> str:
    """Return a language as it is written here; of one that has no place here, the language alone."""
    return f"{lang}-CA" if lang in {"en", "fr"} else lang


def number(value: float, lang: Lang) -> str:
    """Return a number as a language writes it."""
    text = f"{value:g}"
    return text.replace(".", ",") if lang == "fr" else text
