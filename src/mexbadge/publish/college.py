"""What a site is made of, as values: the college, what it awards, and the badges that it issued.

Only what may be public is taken: no address, no reference; a name only where its holder agreed to be shown.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from mexbadge import _json, _moments
from mexbadge.artwork.cleaning import cleaned
from mexbadge.bake import sniff
from mexbadge.credentials.ob3 import Form
from mexbadge.dids.names import split_https
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.issuer.folder.catalogue import in_language
from mexbadge.issuer.register.records import Record, Status
from mexbadge.models.language import Words, french_or
from mexbadge.proofs import jws
from mexbadge.publish.private import page_part
from mexbadge.texts import LANGUAGES, Lang

if TYPE_CHECKING:
    from mexbadge.issuer import Achievement, Issuer

__all__ = [
    "KINDS",
    "AlignedSkill",
    "Assessed",
    "PartnerWord",
    "Picture",
    "ShownAward",
    "ShownBadge",
    "SiteOwner",
    "award_of",
    "awards_of",
    "college_of",
    "fingerprint",
    "issued_awards",
    "shown_of",
]

_LONGEST_NAME: Final = 200
_PICTURES: Final = {"png": "image/png", "svg": "image/svg+xml"}
_WEB: Final = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class AlignedSkill:
    """A skill that an achievement is aligned to: what it is called, where it is described, in which framework."""

    name: str
    url: str | None
    framework: str | None


@dataclass(frozen=True, slots=True)
class Assessed:
    """How an achievement is assessed (a result description): on which scale, and what is needed."""

    name: str
    kind: str | None
    needed: str | None
    least: str | None
    most: str | None


@dataclass(frozen=True, slots=True)
class PartnerWord:
    """What somebody else says of an achievement, in an endorsement that stands inside it."""

    name: str
    url: str | None
    comment: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the site: its path, and its bytes."""

    path: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShownAward:
    """What a college awards; ``criteria`` is Markdown, ``language`` that of its texts, ``kind`` the standard's term.

    ``translations`` are name, description and criteria in other languages: pairs of a member (``name_fr``) and text.
    ``details`` are further members of it: pairs of a code of the catalogue and a text.
    """

    id: str
    slug: str
    name: str
    description: str
    criteria: str
    kind: str | None
    language: str | None
    credits: float | None
    skills: tuple[AlignedSkill, ...]
    image: Picture
    criteria_url: str | None = None
    assessed: tuple[Assessed, ...] = ()
    endorsed: tuple[PartnerWord, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    translations: tuple[tuple[str, str], ...] = ()

    def called(self, lang: Lang) -> str:
        """Return its name in a language."""
        return self.said("name", lang)[0]

    def said(self, member: str, lang: Lang) -> tuple[str, str | None]:
        """Return ``name``, ``description`` or ``criteria`` for a language, and the language that it is really in."""
        return in_language(getattr(self, member), member, dict(self.translations), lang, own=self.language)


@dataclass(frozen=True, slots=True)
class SiteOwner:
    """Who issues; what ends in ``_fr`` is for French pages, ``base`` is where the site will be.

    ``languages`` are those of its pages, the main one first; one of which there is no catalogue is not among them.
    """

    id: str
    name: str
    name_fr: str | None
    url: str
    description: str | None
    base: str
    languages: tuple[str, ...]
    linkedin: str | None = None
    description_fr: str | None = None

    def called(self, language: str) -> str:
        """Return the name in a language."""
        return french_or(self.name, self.name_fr, language)

    def described(self, language: str) -> str | None:
        """Return what it says of itself in a language."""
        return french_or(self.description, self.description_fr, language)

    @property
    def host(self) -> str:
        """The host of the college's own site."""
        return split_https(self.url).origin.removeprefix("https://")


@dataclass(frozen=True, slots=True)
class ShownBadge:
    """One badge as its page shows it; dates as the standard writes them.

    ``holder`` and ``file`` are there only where the holder agreed to be shown: the file
    with its salt tells whoever guesses right who it is. ``ended`` says that its end had come when the page was made,
    which no later day takes back. ``next`` is the page of the badge that replaced it, where both may be shown.
    ``sealed`` is there where nobody agreed: the encrypted part of the page.
    """

    id: str
    page: str
    award: str
    status: Status
    since: str | None
    reasons: Mapping[str, str]
    valid_from: str
    valid_until: str | None
    form: str
    ended: bool = False
    holder: str | None = None
    file: str | None = None
    next: str | None = None
    sealed: str | None = None

    @property
    def shown_id(self) -> str | None:
        """The id where its page may say it: that of a hosted badge of 2.0 leads to its hash and its salt."""
        return None if self.file is None and self.form == Form.OB2_HOSTED else self.id

    @property
    def path(self) -> str:
        """The folder of its page in the site, with ``/`` at the end."""
        return f"b/{self.page}/"


def college_of(issuer: "Issuer") -> SiteOwner:
    """Return who issues."""
    told = issuer.settings
    return SiteOwner(
        id=told.id,
        name=told.name,
        name_fr=told.name_fr,
        url=told.url,
        description=told.description,
        description_fr=told.description_fr,
        base=told.base,
        languages=tuple(dict.fromkeys(lang for lang in told.languages if lang in LANGUAGES)) or LANGUAGES[:1],
        linkedin=told.linkedin,
    )


def awards_of(issuer: "Issuer") -> tuple[ShownAward, ...]:
    """Return what the college awards, as its files have it now."""
    found = (issuer.achievement(slug) for slug in issuer.achievements())
    return tuple(award_of(one, issuer.image(one)) for one in found)


def issued_awards(issuer: "Issuer") -> dict[str, ShownAward]:
    """Return each version of an achievement that was issued, by its id: a badge's page shows what was awarded.

    Only that which its file describes now has its texts in other languages.
    """
    found: dict[str, ShownAward] = {}
    for slug in issuer.achievements():
        image = issuer.image(issuer.achievement(slug))
        for one in issuer.versions(slug):
            found[one.id] = award_of(one, image)
    return found


def award_of(achievement: "Achievement", image: bytes) -> ShownAward:
    """Return one achievement as the site shows it."""
    members = achievement.members
    credits_ = members.get("creditsAvailable")
    criteria = achievement.criteria
    return ShownAward(
        id=achievement.id,
        slug=achievement.slug,
        name=achievement.name,
        description=achievement.description,
        criteria=criteria if isinstance(criteria, str) else str(criteria.get("narrative") or ""),
        kind=_text(members.get("achievementType")),
        language=_text(members.get("inLanguage")),
        credits=float(credits_) if isinstance(credits_, int | float) and not isinstance(credits_, bool) else None,
        skills=tuple(_skills(members.get("alignment"))),
        image=_picture(achievement.slug, image),
        criteria_url=None if isinstance(criteria, str) else _web(criteria.get("id")),
        assessed=tuple(_assessed(members.get("resultDescription"))),
        endorsed=tuple(_endorsed(members)),
        details=tuple(_details(members)),
        translations=tuple(sorted(achievement.translations.items())),
    )


def shown_of(record: Record, key: bytes, at: datetime, following: Record | None = None) -> ShownBadge | None:
    """Return a badge as its page shows it at a moment, or ``None`` for one whose holder was forgotten.

    ``key`` is that of its private link, ``following`` the badge that replaced it.
    """
    if record.forgotten is not None:
        return None
    agreed = record.consent is True
    reasons = {"en": record.reason_en, "fr": record.reason_fr}
    return ShownBadge(
        id=record.id,
        page=record.page,
        award=record.achievement,
        status=record.status,
        since=record.status_since,
        reasons={language: text for language, text in reasons.items() if text},
        valid_from=record.valid_from,
        valid_until=record.valid_until,
        form=record.form,
        ended=record.valid_until is not None and _moments.is_over(datetime.fromisoformat(record.valid_until), at=at),
        holder=record.name[:_LONGEST_NAME] if agreed and record.name else None,
        file=record.file if agreed else None,
        next=following.page if agreed and following is not None and following.consent is True else None,
        sealed=None if agreed else _sealed(record, key),
    )


def _sealed(record: Record, key: bytes) -> str:
    ending = record.file.rpartition(".")[2]
    name = record.name[:_LONGEST_NAME] if record.name else None
    return page_part(key, name=name, file=f"{record.slug}.{ending}", kind=_PICTURES.get(ending, ""))


KINDS: Final[Mapping[str, tuple[str, str]]] = {
    Form.DATA_INTEGRITY.value: ("credential.json", "application/vc+ld+json"),
    Form.VC_JWT.value: ("credential.jwt", "application/vc+jwt"),
    Form.OB2_HOSTED.value: ("credential.json", "application/ld+json"),
    Form.OB2_SIGNED.value: ("credential.jws", "text/plain"),
}
"""The name and the content type of a badge's own document, by its form."""


def _skills(alignments: object) -> Iterator[AlignedSkill]:
    for each in alignments if isinstance(alignments, list | tuple) else ():
        if isinstance(each, Mapping) and (name := _text(each.get("targetName"))):
            yield AlignedSkill(name, _web(each.get("targetUrl")), _text(each.get("targetFramework")))


def _assessed(described: object) -> Iterator[Assessed]:
    for each in _objects(described):
        if name := _text(each.get("name")):
            levels = {level.get("id"): _text(level.get("name")) for level in _objects(each.get("rubricCriterionLevel"))}
            needed = _text(each.get("requiredValue")) or levels.get(each.get("requiredLevel"))
            bounds = (_text(each.get("valueMin")), _text(each.get("valueMax")))
            yield Assessed(name, _text(each.get("resultType")), needed, *bounds)


def _endorsed(members: Mapping[str, Any]) -> Iterator[PartnerWord]:
    """Yield what signed endorsements inside an achievement say: with a proof, or as a compact JWS (3.0, B.1.2)."""
    found = [each for each in _objects(members.get("endorsement")) if each.get("proof")]
    tokens = members.get("endorsementJwt")
    for token in tokens if isinstance(tokens, list | tuple) else (tokens,):
        with suppress(MexBadgeError):
            found.append(_json.loads_object(jws.parse(token).payload) if isinstance(token, str) else {})
    for each in found:
        issuer, subjects = each.get("issuer"), tuple(_objects(each.get("credentialSubject")))
        who = issuer if isinstance(issuer, Mapping) else {"id": issuer}
        name = Words.of(who.get("name")).text() or _text(who.get("id"))
        comment = Words.of(subjects[0].get("endorsementComment")).text() if subjects else None
        if name and comment:
            yield PartnerWord(name, _web(who.get("url")), comment)


_DETAILS: Final = (
    ("fieldOfStudy", "site_field"),
    ("specialization", "site_specialization"),
    ("humanCode", "site_code"),
)


def _details(members: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, code in _DETAILS:
        if text := Words.of(members.get(name)).text():
            yield code, text


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    items = value if isinstance(value, list | tuple) else (value,)
    return (item for item in items if isinstance(item, Mapping))


def _picture(slug: str, image: bytes) -> Picture:
    """Return a picture under a name that changes with it, so that no cache shows an older one; SVG without scripts."""
    if (kind := sniff(image)) not in {"png", "svg"}:
        raise InputError("site_picture", where=slug, slug=slug)
    if kind == "svg":
        image = cleaned(image, where=slug, alt={}).svg
    return Picture(f"media/{slug}-{sha256(image).hexdigest()[:12]}.{kind}", image)


def _web(value: object) -> str | None:
    """Return an address that a page may link to: one of the web, and of nothing that acts."""
    return value if isinstance(value, str) and value.lower().startswith(_WEB) else None


def _text(value: Any) -> str | None:  # noqa: ANN401 - JSON
    return value if isinstance(value, str) and value else None


def fingerprint(*values: object) -> str:
    """Return a digest of values, for the key of the file that is made of them."""
    return sha256(_json.dumps([repr(value) for value in values]).encode("ascii")).hexdigest()
