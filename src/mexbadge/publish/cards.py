"""The picture that a network shows beside a link to a page: no name of a person, and nothing of how a badge stands."""

from functools import lru_cache
from hashlib import sha256

from mexbadge.artwork.design import palette_for
from mexbadge.artwork.letters import problem_of
from mexbadge.artwork.sheets import Card, card
from mexbadge.bake import sniff
from mexbadge.publish.college import ShownAward, SiteOwner
from mexbadge.publish.files import Role, SiteFile, digest
from mexbadge.texts import shown

__all__ = ["card_file", "card_path"]

_EDITION = "1"
"""Changes when cards are drawn otherwise."""


def card_path(award: ShownAward, college: SiteOwner, lang: str) -> str:
    """Return where the card of an award lies; its name changes with what it shows: networks keep what they saw."""
    return f"media/{award.slug}-card-{_key(award, college, lang)[:12]}.png"


def card_file(award: ShownAward, college: SiteOwner, lang: str) -> SiteFile:
    """Return the card of an award as a file of the site."""
    return SiteFile(
        card_path(award, college, lang),
        _key(award, college, lang),
        lambda: _drawn(award, college, lang),
        Role.MEDIA,
    )


def _key(award: ShownAward, college: SiteOwner, lang: str) -> str:
    return digest(_EDITION, award.called(lang), college.called(lang), college.host, sha256(award.image.body).digest())


def _drawn(award: ShownAward, college: SiteOwner, lang: str) -> bytes:
    picture = award.image.body if sniff(award.image.body) == "png" else None
    texts = (_writable(award.called(lang)), _writable(college.called(lang)))
    return _of(Card(*texts, palette_for(college.name), note=_writable(college.host), picture=picture))


_of = lru_cache(maxsize=16)(card)
"""Draw a card, or return the same one again: colleges write several sites, and one again with all its files."""


def _writable(text: str) -> str:
    """Return a text, or nothing where the letters at hand cannot write it."""
    said = shown(text)
    return said if problem_of(said) is None else ""
