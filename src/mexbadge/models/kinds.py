"""What a document is, by its contexts and types alone: its kind, its versions, and the order of its contexts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple

from mexbadge.errors import Problem

__all__ = [
    "CLR_CONTEXT",
    "EXTENSIONS_CONTEXT",
    "OB_CONTEXT",
    "VC1_CONTEXT",
    "VC2_CONTEXT",
    "Kind",
    "Versions",
    "context_problems",
    "contexts_of",
    "is_only",
    "kind_of",
    "texts_of",
    "types_of",
    "version_of",
]

VC2_CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
VC1_CONTEXT: Final = "https://www.w3.org/2018/credentials/v1"
OB_CONTEXT: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR_CONTEXT: Final = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
EXTENSIONS_CONTEXT: Final = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

_VC: Final = {VC2_CONTEXT: "2.0", VC1_CONTEXT: "1.1"}


class _Family(NamedTuple):
    """The addresses of one context in its versions; ``aliases`` are old names that a reader still takes."""

    current: str
    versions: re.Pattern[str]
    aliases: frozenset[str]
    absent: str

    def has(self, context: object) -> bool:
        """Return whether ``context`` is an address of this family."""
        return isinstance(context, str) and (
            context == self.current or context in self.aliases or self.versions.fullmatch(context) is not None
        )


_OB: Final = _Family(
    OB_CONTEXT,
    re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.[0-9]\.[0-9])*\.json"),
    frozenset(
        {
            "https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld",
            "https://purl.imsglobal.org/spec/ob/v3p0/context/",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.0.json",
        }
    ),
    "models_context_badge",
)
_CLR: Final = _Family(
    CLR_CONTEXT,
    re.compile(r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.[0-9]\.[0-9])*\.json"),
    frozenset({"https://purl.imsglobal.org/spec/clr/v2p0/context/clr_v2p0.jsonld"}),
    "models_context_clr",
)
_OB2: Final = re.compile(r"https?://(www\.)?(w3id\.org/openbadges|openbadgespec\.org)/(v[12])(/context\.json)?")
_EXTENSION_TYPES: Final = frozenset(
    {"1EdTechJsonSchemaValidator2019", "1EdTechRevocationList", "1EdTechCredentialRefresh"}
)
_EXTENDED_MEMBERS: Final = ("credentialSchema", "credentialStatus", "refreshService")
_MOST: Final = 1000
_ARRAYS: Final = (list, tuple)


class Kind(StrEnum):
    """What a document is."""

    ACHIEVEMENT = "achievement_credential"
    ENDORSEMENT = "endorsement_credential"
    CLR = "clr_credential"
    STATUS_LIST = "status_list_credential"
    PRESENTATION = "presentation"
    CREDENTIAL = "credential"
    ASSERTION = "ob2_assertion"
    BADGE_CLASS = "ob2_badge_class"
    PROFILE = "profile"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Versions:
    """Which versions of the standards a document says it follows; ``None`` where it names none that we know."""

    data_model: str | None = None
    """Verifiable Credentials Data Model: ``2.0`` or ``1.1``."""
    open_badges: str | None = None
    """Open Badges: ``3.0``, ``2.0``, ``1.1``, ``1.0`` or ``0.5``."""


def contexts_of(document: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what stands under ``@context``, as a sequence; the first ``1000`` where there are more."""
    return _sequence(document.get("@context"))


def types_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names under ``type`` (or ``@type``), leaving out what is no text."""
    value = document.get("type", document.get("@type"))
    return (value,) if type(value) is str else tuple([name for name in _sequence(value) if isinstance(name, str)])


def texts_of(value: object) -> tuple[str, ...]:
    """Return one string, or the strings of a list, as a tuple; nothing where it is neither."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return ()


def kind_of(document: Mapping[str, Any]) -> Kind:
    """Return what a document says it is. That it says so is all that is known then."""
    named = types_of(document)
    if (usual := _USUAL.get(named)) is not None:
        return usual
    types = frozenset(named)
    if "VerifiableCredential" in types:
        for names, kind in _CREDENTIALS:
            if not names.isdisjoint(types):
                return kind
        return Kind.CREDENTIAL
    if not {"VerifiablePresentation", "EnvelopedVerifiablePresentation"}.isdisjoint(types):
        return Kind.PRESENTATION
    return _kind_of_ob2(document, types)


def is_only(document: Mapping[str, Any], kind: Kind) -> bool:
    """Return whether a credential claims to be of ``kind`` and of no other kind beside it."""
    types = frozenset(types_of(document))
    return {found for names, found in _CREDENTIALS if not names.isdisjoint(types)} == {kind}


_CREDENTIALS: Final = (
    (frozenset({"AchievementCredential", "OpenBadgeCredential"}), Kind.ACHIEVEMENT),
    (frozenset({"EndorsementCredential"}), Kind.ENDORSEMENT),
    (frozenset({"ClrCredential"}), Kind.CLR),
    (frozenset({"BitstringStatusListCredential", "StatusList2021Credential"}), Kind.STATUS_LIST),
)


_USUAL: Final[Mapping[tuple[str, ...], Kind]] = {
    ("VerifiableCredential", name): kind
    for name, kind in (
        ("OpenBadgeCredential", Kind.ACHIEVEMENT),
        ("AchievementCredential", Kind.ACHIEVEMENT),
        ("EndorsementCredential", Kind.ENDORSEMENT),
    )
}
"""What the types of nearly every badge say."""


def _kind_of_ob2(document: Mapping[str, Any], types: frozenset[str]) -> Kind:
    old = _version_of_ob2(document)
    if "Assertion" in types and old:
        return Kind.ASSERTION
    if "BadgeClass" in types and old:
        return Kind.BADGE_CLASS
    if not types.isdisjoint({"Profile", "Issuer", "IssuerOrg"}):
        return Kind.PROFILE
    if not types and old and "recipient" in document and "badge" in document:
        return Kind.ASSERTION
    return Kind.UNKNOWN


def version_of(document: Mapping[str, Any]) -> Versions:
    """Return the versions that a document's contexts, and for old badges its shape, say.

    Where both contexts of the Verifiable Credentials Data Model stand there, the first one counts.
    """
    if document.get("@context") == _TODAYS_CONTEXTS:
        return _TODAYS
    names = [context for context in contexts_of(document) if isinstance(context, str)]
    data_model = next((_VC[name] for name in names if name in _VC), None)
    if data_model is None:
        return Versions(None, _version_of_ob2(document))
    badge = any(_OB.has(name) or _CLR.has(name) for name in names)
    return Versions(data_model, "3.0" if badge else None)


_TODAYS_CONTEXTS: Final = [VC2_CONTEXT, OB_CONTEXT]
_TODAYS: Final = Versions("2.0", "3.0")
"""What nearly every badge of today is."""


def _version_of_ob2(document: Mapping[str, Any]) -> str | None:
    """Return 2.0 or 1.1 by the context, 1.0 or 0.5 by the shape where there is none."""
    for context in contexts_of(document):
        if isinstance(context, str) and (match := _OB2.fullmatch(context)):
            return "2.0" if match.group(3) == "v2" else "1.1"
    if "@context" in document or "badge" not in document:
        return None
    recipient = document.get("recipient")
    if isinstance(recipient, str):
        return "0.5"
    return "1.0" if isinstance(recipient, Mapping) else None


def context_problems(document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong with the contexts of a credential: which, and in which order (verification, step 3).

    First the one of the Verifiable Credentials Data Model; then, for a comprehensive learner record, that of CLR 2.0;
    then that of Open Badges 3.0; more may follow. Where a type of 1EdTech's extensions is used, their context is
    needed. Codes: ``models_missing``, ``models_context_first``, ``models_context_badge``, ``models_context_clr``,
    ``models_context_order``, ``models_context_alias``, ``models_context_extensions``.
    """
    contexts = contexts_of(document)
    if not contexts:
        return (Problem("models_missing", "/@context", {"name": "@context"}),)
    kind = kind_of(document)
    found = []
    if not (isinstance(contexts[0], str) and contexts[0] in _VC):
        values = {"first": VC2_CONTEXT, "older": VC1_CONTEXT}
        found.append(Problem("models_context_first", "/@context/0", values))
    place = 1
    if kind is Kind.CLR:
        found += _at(contexts, place, _CLR)
        place = 2
    if kind in {Kind.CLR, Kind.ACHIEVEMENT, Kind.ENDORSEMENT}:
        found += _at(contexts, place, _OB)
    if EXTENSIONS_CONTEXT not in contexts and (used := _extension_type(document)):
        found.append(Problem("models_context_extensions", "/@context", {"type": used, "context": EXTENSIONS_CONTEXT}))
    if isinstance(document["@context"], list | tuple):
        return tuple(found)
    return tuple(replace(problem, where="/@context") for problem in found)


def _at(contexts: Sequence[object], place: int, family: _Family) -> list[Problem]:
    """Check that a context of ``family`` stands at ``place``."""
    where = f"/@context/{place}"
    here = contexts[place] if place < len(contexts) else None
    if family.has(here):
        if here in family.aliases:
            return [Problem("models_context_alias", where, {"alias": here, "context": family.current})]
        return []
    elsewhere = next((index for index, context in enumerate(contexts) if family.has(context)), None)
    if elsewhere is None:
        return [Problem(family.absent, where, {"context": family.current})]
    values = {"context": contexts[elsewhere], "found": elsewhere + 1, "place": place + 1}
    return [Problem("models_context_order", f"/@context/{elsewhere}", values)]


def _extension_type(document: Mapping[str, Any]) -> str | None:
    for member in _EXTENDED_MEMBERS:
        for value in _sequence(document.get(member)):
            if isinstance(value, Mapping):
                for name in types_of(value):
                    if name in _EXTENSION_TYPES:
                        return name
    return None


def _sequence(value: object) -> tuple[object, ...]:
    if value is None:
        return ()
    return tuple(value[:_MOST]) if isinstance(value, _ARRAYS) else (value,)
