"""The achievements of an issuer's folder: their files, their versions and pictures."""

from contextlib import suppress
from typing import TYPE_CHECKING

from mexbadge.credentials.ob3 import Form
from mexbadge.errors import InputError
from mexbadge.issuer import opening, pipeline
from mexbadge.issuer.doors.opened import OpenFolder
from mexbadge.issuer.folder.catalogue import Achievement

if TYPE_CHECKING:
    from mexbadge.issuer.pipeline.planned import Lot
    from mexbadge.issuer.register.records import Record


__all__ = ["WithAchievements"]


class WithAchievements(OpenFolder):
    """An open folder, and what it can issue."""

    def add(self, achievement: Achievement, *, replace: bool = False) -> Achievement:
        """Write an achievement's file and return the achievement with slug, id and version.

        Raises :class:`SchemaError` with all that is wrong, :class:`InputError` ``issuer_placeholder``, and
        ``register_achievement_exists`` where a file says something else and not ``replace``. A version that was issued
        stays as it is: the file then describes the next one.
        """
        slug = opening.checked_slug(self._desk, achievement)
        self._shelf.write(slug, achievement, replace=replace)
        return self.achievement(slug)

    def achievement(self, slug: str) -> Achievement:
        """Return an achievement as its file has it now; raise :class:`InputError` ``register_no_achievement``."""
        with self.register.read() as connection:
            frozen = self.register.achievements(connection, slug)
        return self._shelf.read(slug, frozen)

    def achievements(self) -> list[str]:
        """Return the slugs of all achievements."""
        return self._shelf.slugs()

    def versions(self, slug: str) -> tuple[Achievement, ...]:
        """Return the versions of an achievement that were issued, as they were, the first one first.

        That which its file describes now has the translations that stand there; a file that cannot be read, none.
        """
        with self.register.read() as connection:
            frozen = self.register.achievements(connection, slug)
        now = None
        with suppress(InputError):
            now = self._shelf.read(slug, frozen)
        return tuple(now if now and now.id == one.id else one for one in self._shelf.issued(slug, frozen))

    def version_of(self, record: "Record") -> Achievement | None:
        """Return what a badge was issued for: the version of then; ``None`` where the register does not know it."""
        return next((one for one in self.versions(record.slug) if one.id == record.achievement), None)

    def image(self, achievement: Achievement) -> bytes:
        """Return the picture of an achievement: ``images/SLUG.png`` or ``.svg``, drawn once where there is none."""
        return opening.image(self._desk, achievement)

    def _lot(
        self,
        achievement: Achievement | str,
        image: bytes | None,
        *,
        form: Form | None = None,
        batch: str | None = None,
        again: bool = False,
    ) -> "Lot":
        given = self.achievement(achievement) if isinstance(achievement, str) else achievement
        if not given.id or not given.slug:
            given = self.add(given)
        picture = image or self.image(given)
        return pipeline.planned.lot_of(self.settings, given, picture, form=form, batch=batch, again=again)
