"""The pages of a site, out of what a college awards and the badges that it issued."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from mexbadge.publish.around import Around
from mexbadge.publish.badge_facts import IssuedFacts
from mexbadge.publish.badge_page import BadgePages
from mexbadge.publish.beside_pages import BesidePages
from mexbadge.publish.catalogue_pages import CataloguePages
from mexbadge.publish.college import ShownAward, ShownBadge, SiteOwner
from mexbadge.publish.files import Role, SiteFile, fixed
from mexbadge.publish.frame import Frame
from mexbadge.publish.leading import Leading
from mexbadge.publish.pathway_pages import PathwayPages
from mexbadge.publish.text_pages import TextPages
from mexbadge.publish.verify_page import VerifyPage

__all__ = ["SitePages"]

_ASSETS: Final = ("style.css", "site.js", "private.js")


@dataclass(frozen=True)
class SitePages:
    """The pages of one college; ``own`` is a folder with templates of the college's own, or ``None``.

    ``around`` is what lies around its badges, ``today`` the day on which the site is made: what had its day before is
    left out.
    """

    college: SiteOwner
    own: Path | None
    around: Around
    today: date

    @cached_property
    def frame(self) -> Frame:
        """What all pages share."""
        return Frame(self.college, self.own)

    @cached_property
    def _catalogue(self) -> CataloguePages:
        return CataloguePages(self.frame, self._leading)

    @cached_property
    def _leading(self) -> Leading:
        return Leading(self.frame, self.around, self.today)

    @cached_property
    def _badges(self) -> BadgePages:
        return BadgePages(self.frame, self._catalogue)

    def media(self) -> Iterator[SiteFile]:
        """Yield the style sheet and the scripts, the lists that vouch for the college, its logo and its colours."""
        for name in _ASSETS:
            yield fixed(name, self.frame.asset(name), Role.MEDIA)
        yield from VerifyPage(self.frame).media()
        for one in self.around.vouched:
            yield fixed(one.path, one.body, Role.MEDIA)
        look = self.frame.look
        if look.logo is not None:
            yield fixed(look.logo.path, look.logo.body, Role.MEDIA)
        if look.sheet:
            yield fixed("colours.css", look.sheet.encode("ascii"), Role.MEDIA)

    def general(self, awards: tuple[ShownAward, ...], issued: Mapping[str, ShownAward]) -> Iterator[SiteFile]:
        """Yield what a college awards, each of it and its pathways, how to check a badge, and what is kept.

        ``issued`` are the versions that were issued, by their ids.
        """
        found = list(self._general(awards, issued))
        yield from found
        yield from BesidePages(self.frame).files(found)

    def _general(self, awards: tuple[ShownAward, ...], issued: Mapping[str, ShownAward]) -> Iterator[SiteFile]:
        yield from self._catalogue.pages(awards)
        listed = {award.slug for award in awards}
        known = {name: award for name, award in issued.items() if award.slug in listed}
        yield from PathwayPages(self.frame, self._leading).pages({**known, **{award.id: award for award in awards}})
        yield from TextPages(self.frame).pages()
        yield from VerifyPage(self.frame).pages()

    def pictures(self, awards: Iterable[ShownAward]) -> Iterator[SiteFile]:
        """Yield the pictures of awards, and their cards, each once."""
        yield from self._catalogue.pictures(awards)

    def badge(self, badge: ShownBadge, award: ShownAward, facts: Callable[[], IssuedFacts]) -> Iterator[SiteFile]:
        """Yield the pages of one badge, and the code that leads there; ``facts`` are those of its document."""
        yield from self._badges.pages(badge, award, facts)
