"""The page at the top of a site that several colleges share: it leads to each of them, and speaks for none.

It is in every language at once, the first college's main one first, since a folder for a language could be a
college's; it holds no key and no document.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import mexbadge
from mexbadge import texts
from mexbadge.publish.college import SiteOwner, fingerprint
from mexbadge.publish.files import Role, SiteFile, digest, fixed
from mexbadge.publish.frame import TEMPLATES
from mexbadge.texts import LANGUAGES, Lang, shown

__all__ = ["colleges_files"]

_TEMPLATE: Final = "colleges.html.j2"
_STYLE: Final = "style.css"
_POLICY: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"


def colleges_files(colleges: Sequence[tuple[SiteOwner, str]]) -> Iterator[SiteFile]:
    """Yield the page and its style sheet; each college comes with its folder in the site, ``/`` at the end."""
    yield fixed(_STYLE, (TEMPLATES / _STYLE).read_bytes(), Role.MEDIA)
    order = dict.fromkeys([*(lang for college, _ in colleges for lang in college.languages), *LANGUAGES])
    parts = [_part(lang, colleges) for lang in order]
    key = digest(_TEMPLATE, fingerprint(parts), mexbadge.__version__)
    yield SiteFile("index.html", key, partial(_page, parts), Role.PAGE)


def _page(parts: Sequence[dict[str, object]]) -> bytes:
    return texts.templating.template(_TEMPLATE).render(parts=parts, policy=_POLICY).encode("utf-8")


def _part(lang: Lang, colleges: Sequence[tuple[SiteOwner, str]]) -> dict[str, object]:
    """Return what the page says in a language: colleges by name, each with its own page in it where there is one."""
    listed = [
        {
            "name": shown(college.called(lang)),
            "link": f"./{folder}{_inner(college, lang)}",
            "lang": _only(college, lang),
        }
        for college, folder in colleges
    ]
    return {
        "lang": lang,
        "title": texts.printed("site_colleges_title", lang),
        "colleges_title": texts.printed("site_colleges", lang),
        "each": texts.printed("site_colleges_each", lang),
        "colleges": sorted(listed, key=lambda one: (str(one["name"]).casefold(), str(one["link"]))),
    }


def _inner(college: SiteOwner, lang: Lang) -> str:
    """Return the folder of a college's first page in a language: the first one's is the college's own."""
    return f"{lang}/" if lang in college.languages[1:] else ""


def _only(college: SiteOwner, lang: Lang) -> str | None:
    """Return the language of a college's page where it has none in ``lang``."""
    return None if lang in college.languages else college.languages[0]
