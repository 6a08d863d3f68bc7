"""What must fit beside skills: a no only where codes say so; another spelling is unknown, and said."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from mexbadge.match.places import is_within, language_of, place_of, takes_in
from mexbadge.match.vacancy import Constraints

__all__ = ["Comparison", "constrained"]


class Comparison(StrEnum):
    """Whether a constraint fits; ``UNKNOWN`` where nothing was declared, or nothing that can be compared."""

    FITS = "fits"
    DOES_NOT = "does_not"
    UNKNOWN = "unknown"


def constrained(asked: Constraints, given: Constraints | None) -> dict[str, Comparison]:
    """Compare what a vacancy asks beside skills with what somebody declared."""
    mine = given or Constraints()
    found: dict[str, Comparison] = {}
    if asked.regions and not asked.remote:
        found["regions"] = _regions(asked.regions, mine.regions)
    if asked.languages:
        found["languages"] = _worst(_language(one, mine.languages) for one in asked.languages)
    if asked.licences:
        known = {one.strip().casefold() for one in mine.licences}
        fits = all(one.strip().casefold() in known for one in asked.licences)
        found["licences"] = Comparison.FITS if fits else Comparison.UNKNOWN
    if asked.hours is not None:
        fits = mine.hours is not None and mine.hours >= asked.hours
        found["hours"] = Comparison.UNKNOWN if mine.hours is None else Comparison.FITS if fits else Comparison.DOES_NOT
    return found


def _regions(asked: Sequence[str], mine: Sequence[str]) -> Comparison:
    """Return whether one of the places lies in one of the others, or takes it in."""
    if {one.strip().casefold() for one in asked} & {one.strip().casefold() for one in mine}:
        return Comparison.FITS
    theirs, ours = [place_of(one) for one in asked], [place_of(one) for one in mine]
    pairs = [(one, other) for one in theirs for other in ours if one is not None and other is not None]
    if any(is_within(one, other) or is_within(other, one) for one, other in pairs):
        return Comparison.FITS
    return Comparison.UNKNOWN if not mine or None in (*theirs, *ours) else Comparison.DOES_NOT


def _language(asked: str, mine: Sequence[str]) -> Comparison:
    """Return whether a language that is asked is spoken; one that is declared less closely leaves it open."""
    if asked.strip().casefold() in {one.strip().casefold() for one in mine}:
        return Comparison.FITS
    wanted, tags = language_of(asked), [language_of(one) for one in mine]
    if wanted is None:
        return Comparison.UNKNOWN
    if any(tag is not None and takes_in(wanted, tag) for tag in tags):
        return Comparison.FITS
    open_ = not tags or any(tag is None or takes_in(tag, wanted) for tag in tags)
    return Comparison.UNKNOWN if open_ else Comparison.DOES_NOT


def _worst(outcomes: Iterable[Comparison]) -> Comparison:
    found = set(outcomes)
    return next(one for one in (Comparison.DOES_NOT, Comparison.UNKNOWN, Comparison.FITS) if one in found)
