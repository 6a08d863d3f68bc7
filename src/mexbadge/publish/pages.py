"""The pages of a site, out of what a college awards and the badges that it issued."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mexbadge.publish.badge_page import BadgePages
from mexbadge.publish.catalogue_pages import CataloguePages
from mexbadge.publish.college import ShownAward, ShownBadge, SiteOwner
from mexbadge.publish.files import Role, SiteFile, fixed
from mexbadge.publish.frame import Frame
from mexbadge.publish.text_pages import TextPages
from mexbadge.publish.verify_page import VerifyPage

__all__ = ["SitePages"]

_ASSETS = ("style.css",)


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
        """Yield the style sheet."""
        for name in _ASSETS:
            yield fixed(name, self.frame.asset(name), Role.MEDIA)
        yield from VerifyPage(self.frame).media()

    def general(self, awards: tuple[ShownAward, ...]) -> Iterator[SiteFile]:
        """Yield what a college awards, each of it, how to check a badge, and what is kept."""
        yield from self._catalogue.pages(awards)
        yield from TextPages(self.frame).pages()
        yield from VerifyPage(self.frame).pages()

    def badge(self, badge: ShownBadge, award: ShownAward) -> Iterator[SiteFile]:
        """Yield the pages of one badge, and the code that leads there."""
        yield from self._badges.pages(badge, award)
