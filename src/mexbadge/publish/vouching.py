"""Who says that a college may award: lists that others keep, as files in the folder ``trust`` of its folder.

Each list is read as ``--trust`` reads it. One that cannot be read, or whose proof does not hold, stops the site; one
that does not name the college, or not on that day, says nothing. The documents of those who signed are not asked for on
the network: ``trust/resources.json`` says where they lie (what ``--resources`` takes).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from mexbadge.fetch import Fetch, ResourceSet
from mexbadge.fetch.types import nothing
from mexbadge.issuer.folder.catalogue import slug_of
from mexbadge.models.language import Words
from mexbadge.trust import ListedState, TrustList

__all__ = ["FOLDER", "Vouched", "vouched_in"]

FOLDER: Final = "trust"
"""The folder in a college's folder, and in its site, where such lists lie."""
_RESOURCES: Final = "resources.json"


@dataclass(frozen=True, slots=True)
class Vouched:
    """A list that names the college: what it calls it, in which roles, until when, and who signed the list.

    ``path`` is where the list lies in the site, ``body`` what it holds.
    """

    by: str
    names: Words
    roles: tuple[str, ...]
    until: str | None
    signers: tuple[str, ...]
    path: str
    body: bytes


def vouched_in(folder: Path, issuer: str, at: datetime) -> Iterator[Vouched]:
    """Yield the lists in a college's folder that name it at a moment.

    Raises as :meth:`mexbadge.trust.TrustList.load`, with the file's name.
    """
    place = folder / FOLDER
    fetch: Fetch = ResourceSet.load(place) if (place / _RESOURCES).is_file() else nothing
    for path in sorted(place.glob("*.json")):
        if path.name == _RESOURCES:
            continue
        body = path.read_bytes()
        found = TrustList.load(body, name=str(path), fetch=fetch, at=at)
        listing = found.find(issuer, at=at)
        if listing.entry is None or listing.state is not ListedState.ON:
            continue
        ends = [end for end in (found.valid_until, listing.entry.valid_until) if end is not None]
        until = min(ends, key=datetime.fromisoformat) if ends else None
        site = f"{FOLDER}/{slug_of(path.stem)}.json"
        yield Vouched(found.name, listing.entry.words, listing.entry.roles, until, found.signers, site, body)
