"""Badge: what a person holds, seen the same way whichever version of the standard it follows. Person: who holds it.

A badge is read-only and takes any document: what is missing or has an odd shape is ``None`` or left out. That something
is shown here says nothing of whether it is true; that is for :mod:`mexbadge.verify`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self

from mexbadge._json import JsonObject
from mexbadge.errors import InputError
from mexbadge.models.dates import instant, instant_ob2
from mexbadge.models.identity import AwardedIdentity, Identity
from mexbadge.models.kinds import Kind, is_only, kind_of
from mexbadge.models.language import Words
from mexbadge.models.mentions import Named, named, names_of
from mexbadge.models.results import Reach, reach_of

__all__ = ["Alignment", "Badge", "Evidence", "Person", "Result"]

_FORMATS: Final[Mapping[str, str]] = {
    "vc-jwt": "VC-JWT",
    "data-integrity": "Data Integrity",
    "hosted": "HostedBadge",
    "signed": "SignedBadge",
}

_EVIDENCE_TEXTS: Final = ("name", "narrative", "description", "genre")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A skill, standard or other target that an achievement or a result aligns to."""

    name: str | None = None
    url: str | None = None
    type: str | None = None
    code: str | None = None
    framework: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the recipient reached; ``name`` and ``level_name`` come from the achievement's own description of it.

    ``required`` is the value that the description requires, ``required_name`` the name of the level that it does;
    ``reach`` says whether all of it was reached.
    """

    value: str | None = None
    status: str | None = None
    level: str | None = None
    level_name: str | None = None
    description: str | None = None
    name: str | None = None
    type: str | None = None
    alignments: tuple[Alignment, ...] = ()
    required: str | None = None
    required_name: str | None = None
    reach: Reach = Reach.REACHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What shows that the achievement was earned; it is listed, never fetched."""

    url: str | None = None
    name: str | None = None
    narrative: str | None = None
    description: str | None = None
    genre: str | None = None


class _ReadLater:
    """What has a part that is read when somebody first looks at it: until then its attributes are not set."""

    __slots__ = ("_later",)
    _later: Callable[[], Mapping[str, object]]

    if not TYPE_CHECKING:  # for a type checker every attribute would be there

        def __getattr__(self, name: str) -> object:
            """Read the rest when an attribute is asked for that is not set."""
            try:
                rest = object.__getattribute__(self, "_later")
            except AttributeError:
                return object.__getattribute__(self, name)  # another thread was faster; or there is none such
            for one, value in rest().items():
                object.__setattr__(self, one, value)
            with suppress(AttributeError):
                object.__delattr__(self, "_later")
            return object.__getattribute__(self, name)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Badge(_ReadLater):
    """One badge, of Open Badges 2.0 or 3.0.

    Texts are in ``lang`` where the badge has them in several languages; the methods that end in ``_in`` take another
    language. ``valid_from``, ``valid_until`` and ``awarded`` are as the badge writes them (``issuedOn`` and ``expires``
    of 2.0 are the first two), ``starts`` and ``ends`` the moments in UTC that they name, or ``None``. ``names`` are
    those of the achievement, else of the credential: ``credential_names`` are often the holder's.

    What is said of an achievement is there for exactly one (``achieves``): a learner record only lists some, in no
    order that was signed, and an endorsement awards none. ``creators`` made the achievement, as far as it says.
    """

    version: str
    format: str
    lang: str = "en"
    kind: Kind = Kind.UNKNOWN
    id: str | None = None
    names: Words = field(default_factory=Words, repr=False)
    credential_names: Words = field(default_factory=Words, repr=False)
    descriptions: Words = field(default_factory=Words, repr=False)
    criteria_texts: Words = field(default_factory=Words, repr=False)
    criteria_url: str | None = None
    narratives: Words = field(default_factory=Words, repr=False)
    achievement_id: str | None = None
    achievement_names: Words = field(default_factory=Words, repr=False)
    achievement_type: str | None = None
    achieves: bool = True
    creators: tuple[str, ...] = ()
    issuer_id: str | None = None
    issuer_names: Words = field(default_factory=Words, repr=False)
    issuer_url: str | None = None
    awarded: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    subject_id: str | None = None
    identities: tuple[AwardedIdentity, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    results: tuple[Result, ...] = ()
    tags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    image: str | None = None
    credits_available: float | None = None
    credits_earned: float | None = None
    language: str | None = None

    def __repr__(self) -> str:
        return f"<Badge {self.id!r}: {self.name!r} by {self.issuer_id!r}>"

    @classmethod
    def of_ob3(cls, document: object, *, format: str, lang: str = "en") -> Self:  # noqa: A002 - the word of the report
        """View a credential of Open Badges 3.0 or CLR 2.0, in the VC 2.0 or the VC 1.1 form. Never raises.

        A learner record has many achievements, whose order nobody signs: none of them is what the record says; nor is
        "the first" of any other array. Names are what all mentions of an id say (:mod:`mexbadge.models.mentions`).
        """
        credential = _object(document)
        first, rest = _of_ob3(credential, named(credential), format, lang)
        return cls(**first, **rest())

    @classmethod
    def later(cls, document: JsonObject, mentions: Sequence[Named], *, format: str) -> Self:  # noqa: A002 - as above
        """View a credential as :meth:`of_ob3`; what no check needs is read when somebody looks at it.

        ``mentions`` are the :func:`~mexbadge.models.mentions.named` of ``document``, in which nothing changes any more.
        """
        first, rest = _of_ob3(document, mentions, format, "en")
        badge = object.__new__(cls)
        for name, value in first.items():
            object.__setattr__(badge, name, value)
        object.__setattr__(badge, "_later", rest)
        return badge

    @classmethod
    def of_ob2(
        cls,
        assertion: object,
        badge_class: object = None,
        issuer: object = None,
        *,
        format: str,  # noqa: A002 - the word of the report
        version: str = "2.0",
        lang: str = "en",
    ) -> Self:
        """View an Assertion, its BadgeClass and its issuer, in the terms of the 2.0 context. Never raises.

        A BadgeClass or an issuer that is not given is taken from where it is embedded.
        """
        award = _object(assertion)
        achievement = _object(award.get("badge") if badge_class is None else badge_class)
        who = achievement.get("issuer") if issuer is None else issuer
        criteria = achievement.get("criteria")
        start, end = award.get("issuedOn"), award.get("expires")
        names = Words.of(achievement.get("name"))
        return cls(
            version=version,
            format=format,
            lang=lang,
            kind=kind_of(award) if award else Kind.UNKNOWN,
            achieves=bool(achievement),
            id=_string(award.get("id")),
            names=names,
            descriptions=Words.of(achievement.get("description")),
            criteria_texts=Words.of(_object(criteria).get("narrative")),
            criteria_url=_reference(criteria),
            narratives=Words.of(award.get("narrative")),
            achievement_id=_string(achievement.get("id")) or _reference(award.get("badge")),
            achievement_names=names,
            issuer_id=_reference(who),
            issuer_names=Words.of(_object(who).get("name")),
            issuer_url=_string(_object(who).get("url")),
            valid_from=_written(start),
            valid_until=_written(end),
            starts=instant_ob2(start),
            ends=instant_ob2(end),
            identities=_identities(award.get("recipient"), _reference(who)),
            alignments=_aligned(achievement, lang),
            tags=_texts(achievement.get("tags"), lang),
            evidence=_evidence(award.get("evidence"), lang),
            image=_first_image(award.get("image"), achievement.get("image")),
        )

    @property
    def name(self) -> str | None:
        """What the badge is called."""
        return self.name_in(self.lang)

    @property
    def description(self) -> str | None:
        """What was achieved."""
        return self.descriptions.text(self.lang)

    @property
    def criteria(self) -> str | None:
        """What had to be done to earn it."""
        return self.criteria_texts.text(self.lang)

    @property
    def narrative(self) -> str | None:
        """How this recipient earned it."""
        return self.narratives.text(self.lang)

    @property
    def achievement_name(self) -> str | None:
        """What the achievement is called."""
        return self.achievement_names.text(self.lang)

    @property
    def issuer_name(self) -> str | None:
        """What the issuer calls itself."""
        return self.issuer_name_in(self.lang)

    @property
    def issued(self) -> str | None:
        """When it was awarded, as the badge writes it: its own date for that, else the start of its validity."""
        return self.awarded or self.valid_from

    @property
    def recipients(self) -> tuple[AwardedIdentity, ...]:
        """By what the recipient is named: the id of the subject first, then the identities."""
        subject = () if self.subject_id is None else (AwardedIdentity.of_subject(self.subject_id),)
        return (*subject, *self.identities)

    @property
    def identities_hashed(self) -> bool:
        """Whether an identity is hashed, so that it cannot be shown."""
        return any(identity.hashed for identity in self.identities)

    @property
    def label(self) -> str:
        """The version of the standard and the format: ``Open Badges 3.0, VC-JWT``."""
        standard = "CLR 2.0" if self.kind is Kind.CLR else f"Open Badges {self.version}"
        return f"{standard}, {_FORMATS.get(self.format, self.format)}"

    def name_in(self, lang: str) -> str | None:
        """Return the name in ``lang``, or in the language that comes nearest."""
        return self.names.text(lang)

    def description_in(self, lang: str) -> str | None:
        """Return the description in ``lang``, or in the language that comes nearest."""
        return self.descriptions.text(lang)

    def criteria_in(self, lang: str) -> str | None:
        """Return the criteria in ``lang``, or in the language that comes nearest."""
        return self.criteria_texts.text(lang)

    def issuer_name_in(self, lang: str) -> str | None:
        """Return the issuer's name in ``lang``, or in the language that comes nearest."""
        return self.issuer_names.text(lang)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is known by one or several identities; raises :class:`InputError` ``badge_nobody`` for none."""

    identities: tuple[Identity, ...]

    def __post_init__(self) -> None:
        if not self.identities:
            raise InputError("badge_nobody")

    @classmethod
    def of(cls, *identities: str | Identity) -> Self:
        """Make a person of identities, or of texts that :meth:`Identity.parse` reads."""
        return cls(tuple(one if isinstance(one, Identity) else Identity.parse(one) for one in identities))

    def __str__(self) -> str:
        return ", ".join(map(str, self.identities))

    def matches(self, badge: Badge) -> Identity | None:
        """Return the first identity to which ``badge`` was awarded, or ``None`` where it was awarded to none."""
        for identity in self.identities:
            if any(recipient.matches(identity) for recipient in badge.recipients):
                return identity
        return None


def _of_ob3(
    credential: Mapping[str, Any], mentions: Sequence[Named], form: str, lang: str
) -> tuple[dict[str, Any], Callable[[], dict[str, Any]]]:
    """Return the attributes of a badge of 3.0 that checks ask for, and a function that reads all others."""
    kind = kind_of(credential)
    subject, one = _only(credential.get("credentialSubject"))
    achievement, single = _only(subject.get("achievement"))
    achieves = one and single and kind is Kind.ACHIEVEMENT and is_only(credential, kind)
    achievement = achievement if achieves else {}
    issuer = credential.get("issuer")
    issuer_id = _reference(issuer)
    start = _string(credential.get("validFrom", credential.get("issuanceDate")))
    end = _string(credential.get("validUntil", credential.get("expirationDate")))
    ident, achievement_id = _string(credential.get("id")), _string(achievement.get("id"))
    names = names_of(mentions, achievement_id, achievement.get("name"))
    own_names = names_of(mentions, ident, credential.get("name"))
    results = subject.get("result") if achieves else None
    first = {
        "version": "3.0",
        "format": form,
        "lang": lang,
        "kind": kind,
        "id": ident,
        "names": names or own_names,
        "credential_names": own_names,
        "achievement_id": achievement_id,
        "achievement_names": names,
        "achieves": achieves,
        "creators": _references(achievement.get("creator")),
        "issuer_id": issuer_id,
        "issuer_names": names_of(mentions, issuer_id, _object(issuer).get("name")),
        "awarded": _string(credential.get("awardedDate")),
        "valid_from": start,
        "valid_until": end,
        "starts": _instant(start),
        "ends": _instant(end),
        "subject_id": _string(subject.get("id")),
        "results": _results(results, achievement.get("resultDescription"), lang, form == "vc-jwt") if results else (),
    }
    return first, partial(_rest_of_ob3, credential, subject, achievement, lang)


def _rest_of_ob3(
    credential: Mapping[str, Any], subject: Mapping[str, Any], achievement: Mapping[str, Any], lang: str
) -> dict[str, Any]:
    criteria, issuer = achievement.get("criteria"), credential.get("issuer")
    return {
        "descriptions": Words.of(achievement.get("description")) or Words.of(credential.get("description")),
        "criteria_texts": Words.of(_object(criteria).get("narrative")),
        "criteria_url": _reference(criteria),
        "narratives": Words.of(subject.get("narrative")),
        "achievement_type": _string(achievement.get("achievementType")),
        "issuer_url": _string(_object(issuer).get("url")),
        "identities": _identities(subject.get("identifier"), _reference(issuer)),
        "alignments": _aligned(achievement, lang),
        "tags": _texts(achievement.get("tag"), lang),
        "evidence": _evidence(credential.get("evidence"), lang),
        "image": _first_image(credential.get("image"), subject.get("image"), achievement.get("image")),
        "credits_available": _number(achievement.get("creditsAvailable")),
        "credits_earned": _number(subject.get("creditsEarned")),
        "language": _string(achievement.get("inLanguage")),
    }


def _object(value: object) -> Mapping[str, Any]:
    """Return an object, or the only one of an array; anything else is an empty object."""
    return _only(value)[0]


def _only(value: object) -> tuple[Mapping[str, Any], bool]:
    """Return the object that stands alone, or alone in an array, and whether there is exactly one.

    Of several the first one is no more than the others: nobody signed their order.
    """
    if type(value) is dict:
        return value, True
    found = tuple(_objects(value))
    return (found[0], True) if len(found) == 1 else ({}, False)


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    items = value if isinstance(value, list | tuple) else (value,)
    return (item for item in items if isinstance(item, Mapping))


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _written(value: object) -> str | None:
    """Return a date of OB 2.0 as it is written; before 2.0 it may be a number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _string(value)


def _reference(value: object) -> str | None:
    """Return an address that stands alone, or the id of an object; of an array, if it holds one alone."""
    if value is None or type(value) is str:
        return value
    items = value if isinstance(value, list | tuple) else (value,)
    found = (item.get("id") if isinstance(item, Mapping) else item for item in items)
    texts = list(dict.fromkeys(text for text in found if isinstance(text, str)))
    return texts[0] if len(texts) == 1 else None


def _references(value: object) -> tuple[str, ...]:
    """Return every address, or id of an object, that stands there."""
    if value is None:
        return ()
    items = value if isinstance(value, list | tuple) else (value,)
    return tuple(found for item in items if (found := _reference(item)) is not None)


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _texts(value: object, lang: str) -> tuple[str, ...]:
    items = value if isinstance(value, list | tuple) else (value,)
    return tuple(text for item in items if (text := Words.of(item).text(lang)) is not None)


def _instant(text: str | None) -> datetime | None:
    try:
        return None if text is None else instant(text)
    except InputError:
        return None


def _identities(value: object, issuer: str | None) -> tuple[AwardedIdentity, ...]:
    found = (AwardedIdentity.of(item) for item in _objects(value))
    return tuple(one.given_by(issuer) for one in found if one is not None)


def _first_image(*values: object) -> str | None:
    return next((found for value in values if (found := _reference(value)) is not None), None)


def _aligned(achievement: Mapping[str, Any], lang: str) -> tuple[Alignment, ...]:
    """Return the alignments of an achievement, also where they stand under the plural."""
    found = (_alignments(achievement.get(name), lang) for name in ("alignment", "alignments"))
    return tuple(dict.fromkeys(one for several in found for one in several))


def _alignments(value: object, lang: str) -> tuple[Alignment, ...]:
    """Read alignments in the words of 2.0 and 3.0, or of 1.1 (``name``, ``url``)."""
    return tuple(
        Alignment(
            name=Words.of(item.get("targetName", item.get("name"))).text(lang),
            url=_reference(item.get("targetUrl", item.get("url"))),
            type=_string(item.get("targetType")),
            code=Words.of(item.get("targetCode")).text(lang),
            framework=Words.of(item.get("targetFramework")).text(lang),
            description=Words.of(item.get("targetDescription", item.get("description"))).text(lang),
        )
        for item in _objects(value)
    )


def _results(value: object, descriptions: object, lang: str, ordered: bool) -> tuple[Result, ...]:  # noqa: FBT001
    described = tuple(_objects(descriptions))
    levels = {
        found: Words.of(level.get("name"))
        for item in described
        for level in _objects(item.get("rubricCriterionLevel"))
        if (found := _string(level.get("id"))) is not None
    }
    return tuple(_result(item, described, levels, lang, ordered) for item in _objects(value))


def _result(
    item: Mapping[str, Any],
    described: tuple[Mapping[str, Any], ...],
    levels: Mapping[str, Words],
    lang: str,
    ordered: bool,  # noqa: FBT001 - whether the order of levels was signed
) -> Result:
    named, level = _string(item.get("resultDescription")), _string(item.get("achievedLevel"))
    about = next((one for one in described if named is not None and one.get("id") == named), {})
    return Result(
        value=Words.of(item.get("value")).text(lang),
        status=_string(item.get("status")),
        level=level,
        level_name=levels.get(level or "", Words()).text(lang),
        description=named,
        name=Words.of(about.get("name")).text(lang),
        type=_string(about.get("resultType")),
        alignments=_alignments(item.get("alignment"), lang),
        required=Words.of(about.get("requiredValue")).text(lang),
        required_name=levels.get(_string(about.get("requiredLevel")) or "", Words()).text(lang),
        reach=reach_of(item, described, ordered=ordered),
    )


def _evidence(value: object, lang: str) -> tuple[Evidence, ...]:
    items = value if isinstance(value, list | tuple) else (value,)
    found = []
    for item in items:
        if isinstance(item, str):
            found.append(Evidence(url=item))
        elif isinstance(item, Mapping):
            texts = {name: Words.of(item.get(name)).text(lang) for name in _EVIDENCE_TEXTS}
            found.append(Evidence(url=_string(item.get("id")), **texts))
    return tuple(found)
