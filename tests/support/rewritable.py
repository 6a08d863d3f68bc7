"""Signed documents that can be written otherwise: badges with a member of every kind, records, endorsements, lists."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

from mexbadge import _json
from mexbadge.keys import KeyKind
from mexbadge.proofs import add_proof
from mexbadge.status.bitstring import Bitstring
from mexbadge.verify import Policy, Verdict, verify
from world import ACHIEVEMENT, AT, ISSUED, College, World

VC: Final = "https://www.w3.org/ns/credentials/v2"
OB: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR: Final = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
LIST: Final = "https://badges.college.example/status/1"
ROOT: Final = "urn:uuid:8a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b11"
LEARNER: Final = "did:example:aisha"
LATER: Final = "2027-01-01T00:00:00Z"
PAST: Final = "2026-04-01T00:00:00Z"
DEFAULT: Final = Policy()
GOOD: Final = {Verdict.VALID, Verdict.WARNING}
WORLD: Final = World()
COLLEGES: Final = {
    "rdfc": College(WORLD),
    "ecdsa": College(WORLD, id="did:web:curve.college.example", kind=KeyKind.P256),
}
SUITES: Final = {"rdfc": "eddsa-rdfc-2022", "ecdsa": "ecdsa-rdfc-2019"}


def signed(name: str, document: dict[str, Any], **more: Any) -> dict[str, Any]:
    return add_proof(document, COLLEGES[name].signer, cryptosuite=SUITES[name], created=ISSUED, **more)


def status(index: int) -> dict[str, Any]:
    return {
        "id": f"{LIST}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": LIST,
    }


def status_list(name: str, **more: Any) -> dict[str, Any]:
    subject = {"id": f"{LIST}#list", "type": "BitstringStatusList", "statusPurpose": "revocation"}
    return signed(
        name,
        {
            "@context": [VC],
            "id": LIST,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": COLLEGES[name].id,
            "validFrom": "2026-03-01T00:00:00Z",
            "credentialSubject": subject | {"encodedList": Bitstring.new().with_entry(5).encoded()},
            **more,
        },
    )


def endorsement(name: str, number: int, endorsed: str, **more: Any) -> dict[str, Any]:
    return signed(
        name,
        {
            "@context": [VC, OB],
            "id": f"urn:x:endorsement:{number}",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Endorsement",
            "issuer": COLLEGES[name].profile,
            "validFrom": "2026-03-01T00:00:00Z",
            "credentialSubject": {
                "id": endorsed,
                "type": ["EndorsementSubject"],
                "endorsementComment": "Needed on the ward.",
            },
            **more,
        },
    )


def badge(name: str, number: int = 0, **more: Any) -> dict[str, Any]:
    """A badge with a member of every kind, in which several nodes are named more than once."""
    college = COLLEGES[name]
    told = {"type": ["ResultDescription"], "id": "urn:x:level", "name": "Level", "resultType": "Percent"}
    achievement = dict(ACHIEVEMENT) | {
        "creator": {"id": college.id, "type": ["Profile"]},
        "alignment": [{"type": ["Alignment"], "targetName": "Care", "targetUrl": "https://frame.example/1"}],
        "resultDescription": [told],
        "endorsement": [endorsement(name, 1, str(ACHIEVEMENT["id"]))],
    }
    return {
        "@context": [VC, OB],
        "id": ROOT if number == 0 else f"urn:x:badge:{number}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Dementia Care",
        "issuer": college.profile,
        "validFrom": "2026-03-01T00:00:00Z",
        "validUntil": LATER,
        "credentialStatus": status(6),
        "credentialSubject": {
            "id": LEARNER,
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityHash": "x", "identityType": "name", "hashed": False, "salt": "sea"}
            ],
            "achievement": achievement,
            "result": [{"type": ["Result"], "resultDescription": "urn:x:level", "value": "80"}],
        },
        "evidence": [
            {"id": ROOT if number == 0 else "urn:x:page", "type": ["Evidence"], "narrative": "Seen."},
            {"id": "https://badges.college.example/e/2", "type": ["Evidence"], "name": "Film"},
        ],
        "endorsement": [endorsement(name, 2, ROOT)],
        **more,
    }


def lean(name: str, **more: Any) -> dict[str, Any]:
    """A badge in which no node is named twice, so that nothing but names is in the way."""
    subject = {"id": LEARNER, "type": ["AchievementSubject"], "achievement": ACHIEVEMENT}
    whole_badge = badge(name, credentialSubject=subject, **more)
    return {member: value for member, value in whole_badge.items() if member not in {"evidence", "endorsement"}}


def record(name: str, inner: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@context": [VC, CLR, OB],
        "id": ROOT,
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Record",
        "issuer": COLLEGES[name].profile,
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {"id": LEARNER, "type": ["ClrSubject"], "verifiableCredential": inner},
    }


@cache
def whole(name: str) -> dict[str, Any]:
    return signed(name, badge(name), expires=datetime(2027, 1, 1, tzinfo=UTC))


@cache
def bad(name: str, why: str) -> dict[str, Any]:
    """A badge that its issuer signed and that is no longer good, or never was, for one reason alone."""
    return _BAD[why](name)


_BAD: Final[dict[str, Callable[[str], dict[str, Any]]]] = {
    "expired": lambda name: signed(name, badge(name, validUntil=PAST)),
    "revoked": lambda name: signed(name, badge(name, credentialStatus=status(5))),
    "expired, lean": lambda name: signed(name, lean(name, validUntil=PAST)),
    "revoked, lean": lambda name: signed(name, lean(name, credentialStatus=status(5))),
    "proof expired": lambda name: signed(name, badge(name), expires=ISSUED + timedelta(days=7)),
}


SHARED: Final = ("expired", "revoked", "proof expired")
WHYS: Final = (*SHARED, "expired, lean", "revoked, lean")


@cache
def world(name: str, *, is_old: bool = False) -> World:
    found = World(dict(WORLD.pages))
    found.put(LIST, status_list(name, **({"validUntil": PAST} if is_old else {"validUntil": LATER})))
    return found


def verdict(name: str, document: dict[str, Any], policy: Policy = DEFAULT) -> Verdict:
    return verify(_json.dumps(document).encode(), fetch=world(name).fetch, at=AT, policy=policy).verdict


@cache
def signed_badge(name: str, index: int) -> dict[str, Any]:
    return signed(name, badge(name, credentialStatus=status(index), endorsement=[endorsement(name, 2, ROOT)]))


def told(name: str) -> dict[str, Any]:
    """A badge whose issuer, holder and credential are named in several places and by several names."""
    college, document = COLLEGES[name], badge(name)
    creator = {"id": college.id, "type": ["Profile"], "name": "Ministry, curriculum team"}
    identity = {"type": "IdentityObject", "hashed": False, "identityType": "name", "salt": "sea"}
    subject = document["credentialSubject"]
    subject["achievement"] = subject["achievement"] | {"creator": creator}
    subject["identifier"] = [identity | {"identityHash": text} for text in ("Aisha", "Learner 7")]
    return document


@cache
def named_twice(name: str) -> dict[str, Any]:
    return signed(name, told(name))
