"""Courses that were completed are awarded out of issuing folders: what an exchange is handed in for that."""

from collections.abc import Callable, Mapping
from datetime import datetime
from os import PathLike
from pathlib import Path

from mexbadge.errors import InputError
from mexbadge.issuer import Issuer
from mexbadge.keys import Passphrase
from mexbadge.match.exchange.awarding import Award, Completed

__all__ = ["award_from"]


def award_from(
    folders: Mapping[str, str | PathLike[str]],
    *,
    passphrase: Passphrase = None,
    clock: Callable[[], datetime] | None = None,
) -> Award:
    """Return what issues the badges of completed courses; ``folders`` names the issuing folder by the issuer's id.

    Asked again for the same seat it gives the badge that was issued. What a folder hosts is then to be published, as
    after any badge. The function raises :class:`InputError` ``exchange_award_folder`` for a folder of another issuer,
    ``exchange_award_unknown`` for an achievement that the folder does not hold, and as :meth:`Issuer.issue`.
    """

    def award(one: Completed) -> bytes | None:
        place = folders.get(one.issuer) or folders.get(one.college)
        if place is None:
            return None
        issuer = Issuer.open(Path(place), passphrase=passphrase, clock=clock)
        if issuer.settings.id != one.issuer:
            raise InputError("exchange_award_folder", path=str(place), issuer=one.issuer)
        slugs = [slug for slug in issuer.achievements() if issuer.achievement(slug).id == one.achievement]
        if not slugs:
            raise InputError("exchange_award_unknown", path=str(place), achievement=one.achievement)
        ref = f"exchange {one.seat}"
        return issuer.issue(slugs[0], to=one.address, name=one.name, ref=ref, language=one.language).credential

    return award
