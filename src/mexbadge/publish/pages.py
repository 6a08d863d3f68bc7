"""The pages of a site, out of what a college awards and the badges that it issued."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from mexbadge.publish.badge_facts import IssuedFacts
from mexbadge.publish.badge_page import BadgePages
from mexbadge.publish.catalogue_pages import CataloguePages
from mexbadge.publish.college import ShownAward, ShownBadge, SiteOwner
from mexbadge.publish.files import Role, SiteFile, fixed
from mexbadge.publish.frame import Frame
from mexbadge.publish.text_pages import TextPages
from mexbadge.publish.verify_page import VerifyPage

__all__ = ["SitePages"]

_ASSETS: Final = ("style.css", "site.js")


@dataclass(frozen=True)
class SitePages:
    """The pages of one college; ``own`` is a folder with templates of the college's own, or ``None``."""

    college: SiteOwner
    own: Path | None = None

    @cached_property
    def frame(self) -> Frame:
        """What all pages share."""
        return Frame(self.college, self.own)

    @cached_property
    def _catalogue(self) -> CataloguePages:
        return CataloguePages(self.frame)

    @cached_property
    def _badges(self) -> BadgePages:
        return BadgePages(self.frame, self._catalogue)

    def media(self) -> Iterator[SiteFile]:
        """Yield the style sheet and the script."""
        for name in _ASSETS:
            yield fixed(name, self.frame.asset(name), Role.MEDIA)
        yield from VerifyPage(self.frame).media()

    def general(self, awards: tuple[ShownAward, ...]) -> Iterator[SiteFile]:
        """Yield what a college awards, each of it, how to check a badge, and what is kept."""
        yield from self._catalogue.pages(awards)
        yield from TextPages(self.frame).pages()
        yield from VerifyPage(self.frame).pages()

    def pictures(self, awards: Iterable[ShownAward]) -> Iterator[SiteFile]:
        """Yield the pictures of awards, and their cards, each once."""
        yield from self._catalogue.pictures(awards)

    def badge(self, badge: ShownBadge, award: ShownAward, facts: Callable[[], IssuedFacts]) -> Iterator[SiteFile]:
        """Yield the pages of one badge, and the code that leads there; ``facts`` are those of its document."""
        yield from self._badges.pages(badge, award, facts)
