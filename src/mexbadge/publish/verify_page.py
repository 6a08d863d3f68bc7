"""The page that checks a badge in the browser: its frame, its sentences as data, and its scripts.

The scripts are plain modules that hold no text; the sentences stand in the page, out of the catalogues. Nothing is
uploaded: a script reads the file, and asks the host that the badge names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from mexbadge import _json, texts
from mexbadge.issuer.folder.ob2 import ISSUER
from mexbadge.publish.files import Role, SiteFile, fixed
from mexbadge.publish.frame import GROUND, TEMPLATES, Frame, SitePage, locale_of
from mexbadge.texts import Lang, shown

__all__ = ["SCRIPTS", "VERIFY_POLICY", "ApprovedIssuer", "VerifyPage"]

SCRIPTS: Final = TEMPLATES / "verify"
"""The folder with the scripts; they lie in the folder ``verify`` of a site as they are."""
VERIFY_POLICY: Final = f"{GROUND}; connect-src 'self' https:"
"""What this page alone may: run the scripts of its own site, and ask any host over https."""
_PREFIX: Final = "browser_"


@dataclass(frozen=True, slots=True)
class ApprovedIssuer:
    """An issuer that somebody approves: the id in its badges, since which day, and on which day it holds no more."""

    id: str
    since: str
    until: str | None = None


@dataclass(frozen=True)
class VerifyPage:
    """How to check a badge, in the browser and without.

    ``approved`` are the issuers on the list of whoever publishes the site, each with the days of its approval; ``None``
    where it is an issuer's own site.
    """

    frame: Frame
    approved: tuple[ApprovedIssuer, ...] | None = None

    def media(self) -> Iterator[SiteFile]:
        """Yield the scripts."""
        for path in sorted(SCRIPTS.glob("*.js")):
            yield fixed(f"verify/{path.name}", path.read_bytes(), Role.MEDIA)

    def pages(self) -> Iterator[SiteFile]:
        """Yield the page in each language."""
        for lang in self.frame.languages:
            values = {
                "title": self.frame.say("browser_title", lang),
                "texts": self._texts(lang),
                "policy": VERIFY_POLICY,
            }
            yield self.frame.page(SitePage("verify.html", lang, "verify/", values))

    def _texts(self, lang: Lang) -> "Markup":
        """Return what the scripts say and know of the site, as JSON that ends no element."""
        college = self.frame.college
        told: dict[str, object] = {
            "say": self._sentences(lang),
            "locale": locale_of(lang),
            "college": shown(college.called(lang)),
            "own": [college.id, f"{college.base}/{ISSUER}"],
        }
        if self.approved is not None:
            told["approved"] = [{"id": one.id, "since": one.since, "until": one.until} for one in self.approved]
        return Markup(_json.dumps(told).replace("<", "\\u003c"))  # noqa: S704 - escaped for this place

    def _sentences(self, lang: Lang) -> dict[str, str]:
        found = {code: one.text for code, one in texts.all_sentences(lang).items() if code.startswith(_PREFIX)}
        return {code.removeprefix(_PREFIX): texts.typeset(text, lang) for code, text in found.items()}
