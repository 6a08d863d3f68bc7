"""What a site has beside its pages: the page for addresses that lead nowhere, and what search engines are told.

Only general pages are listed for search engines; nothing of a person's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from mexbadge.publish.files import Role, SiteFile, fixed
from mexbadge.publish.frame import Frame, SitePage

__all__ = ["BesidePages"]

_PERSONAL: Final = ("b/", "p/")
_INDEX: Final = "index.html"


@dataclass(frozen=True)
class BesidePages:
    """The page ``404.html``, ``robots.txt`` and ``sitemap.xml``."""

    frame: Frame

    def files(self, general: Iterable[SiteFile]) -> Iterator[SiteFile]:
        """Yield them; ``general`` are files of the site of which the pages are listed."""
        base = self.frame.college.base
        yield self._missing()
        robots = f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n"
        yield fixed("robots.txt", robots.encode("ascii"), Role.MEDIA)
        paths = sorted(
            file.path.removesuffix(_INDEX)
            for file in general
            if file.path.endswith(_INDEX) and not file.path.startswith(_PERSONAL)
        )
        lines = "".join(f"<url><loc>{escape(f'{base}/{path}')}</loc></url>\n" for path in paths)
        sitemap = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
        )
        yield fixed("sitemap.xml", sitemap.encode("utf-8"), Role.MEDIA)

    def _missing(self) -> SiteFile:
        """Return the page for what is not there: a host shows it at any address, so its links begin at the root."""
        lang = self.frame.languages[0]
        root = f"{urlsplit(self.frame.college.base).path.rstrip('/')}/"
        values = {
            "title": self.frame.say("site_missing", lang),
            "paragraphs": [
                (
                    one,
                    self.frame.say("site_missing", one),
                    self.frame.say("site_missing_why", one),
                    f"{root}{self.frame.inner(one)}",
                    self.frame.say("site_awards", one),
                )
                for one in self.frame.languages
            ],
            "root": root,
            "home": root,
            "verify": f"{root}verify/",
            "privacy": f"{root}privacy/",
            "alternates": [],
        }
        return self.frame.page(SitePage("404.html", lang, "", values, private=True), "404.html")
