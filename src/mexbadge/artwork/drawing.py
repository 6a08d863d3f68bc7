"""A badge image for who has none: drawn from the achievement's name and the issuer's, always the same."""

from dataclasses import replace
from typing import Final

from mexbadge.artwork import letters
from mexbadge.artwork.design import palette_for
from mexbadge.artwork.families import FAMILIES, BadgeLook, compose
from mexbadge.artwork.making import png_of
from mexbadge.artwork.scene import Scene, drawn
from mexbadge.errors import InputError

__all__ = ["draw", "family_of"]

_LONGEST: Final = 300
_OF_TYPES: Final = {
    "Certificate": "certificate",
    "CertificateOfCompletion": "certificate",
    "Diploma": "certificate",
    "Degree": "certificate",
    "AssociateDegree": "certificate",
    "BachelorDegree": "certificate",
    "MasterDegree": "certificate",
    "License": "certificate",
    "Competency": "skill",
    "Assessment": "skill",
    "Achievement": "milestone",
    "Award": "milestone",
    "CommunityService": "participation",
    "CoCurricular": "participation",
    "Membership": "participation",
    "Fieldwork": "participation",
}
"""What is drawn for a type of achievement (Open Badges 3.0, section B.2.1) that is no course."""


def family_of(achievement_type: object) -> str:
    """Return the family of badges that a type of achievement belongs to."""
    return _OF_TYPES.get(achievement_type, "course") if isinstance(achievement_type, str) else "course"


def draw(name: str, issuer_name: str, *, size: int = 600, seed: str | bytes = b"", family: str = "course") -> bytes:
    """Draw a PNG of ``size`` by ``size`` pixels with a transparent ground.

    The colours go with ``seed``, or with the issuer's name where there is none; the same arguments give the same
    picture. A name that is too long is cut at a word; one in letters that cannot be drawn is left out.
    """
    text = seed if isinstance(seed, str) else seed.decode("utf-8", "replace")
    look = BadgeLook(
        shape=FAMILIES[family],
        sign=family,
        title=_drawable(name),
        college=_drawable(issuer_name),
        palette=palette_for(text) if text else palette_for(issuer_name),
    )
    return png_of(drawn(_composed(look), size))


def _drawable(text: str) -> str:
    plain = " ".join(text[:_LONGEST].split())
    try:
        plain.encode("utf-8")
    except UnicodeEncodeError:
        return ""
    return "" if letters.problem_of(plain) is not None else plain


def _composed(look: BadgeLook) -> Scene:
    """Compose a picture, with what is too long cut, the issuer's name first."""
    title, college = look.title.split(), look.college.split()
    while True:
        try:
            return compose(replace(look, title=_cut(title, look.title), college=_cut(college, look.college)))
        except InputError as error:
            words = college if error.where == "/college" else title
            words.pop()


def _cut(words: list[str], whole: str) -> str:
    text = " ".join(words)
    return text if text == whole or not text else f"{text} …"
