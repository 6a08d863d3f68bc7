"""A badge whose statements stay signed but are written in another way is never good where it was not before.

A holder can rewrite a file without a new signature: members under other names, values wrapped, parts of a node moved to
another object with the same id. Nothing of it may bring an expired, revoked or failed badge back to life.
"""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge import _json
from mexbadge.keys import KeyKind
from mexbadge.ld.contexts import FOLDER, entries
from mexbadge.proofs import add_proof
from mexbadge.status.bitstring import Bitstring
from mexbadge.texts import LANGUAGES
from mexbadge.verify import Policy, Verdict, verify
from mexbadge.verify.text import badge_facts, title_of
from world import ACHIEVEMENT, AT, ISSUED, College, World

VC: Final = "https://www.w3.org/ns/credentials/v2"
OB: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR: Final = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
LIST: Final = "https://badges.college.example/status/1"
ROOT: Final = "urn:uuid:8a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b11"
LEARNER: Final = "did:example:aisha"
LATER: Final = "2027-01-01T00:00:00Z"
PAST: Final = "2026-04-01T00:00:00Z"
_DEFAULT: Final = Policy()
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


def verdict(name: str, document: dict[str, Any], policy: Policy = _DEFAULT) -> Verdict:
    return verify(_json.dumps(document).encode(), fetch=world(name).fetch, at=AT, policy=policy).verdict


@cache
def addresses() -> dict[str, frozenset[str]]:
    """All that the bundled contexts map each name to, read from their files with nothing but prefixes resolved."""
    found: dict[str, set[str]] = {}

    def walk(context: Any, scope: dict[str, Any]) -> None:
        for part in context if isinstance(context, list) else [context]:
            if isinstance(part, dict):
                inner = scope | part
                for name, definition in part.items():
                    given = definition.get("@id", name) if isinstance(definition, dict) else definition
                    prefix, _, rest = str(given).partition(":")
                    known = inner.get(prefix, prefix) if not rest.startswith("//") and rest else None
                    start = known.get("@id", "") if isinstance(known, dict) else known
                    found.setdefault(name, set()).add(f"{start}{rest}" if start not in {None, prefix} else str(given))
                    walk(definition.get("@context") if isinstance(definition, dict) else None, inner)

    for entry in entries():
        if entry.kind == "context":
            walk(json.loads((FOLDER / entry.file).read_bytes()).get("@context"), {})
    return {name: frozenset(iris) for name, iris in found.items()}


def names_for(name: str) -> list[str]:
    """Every other way to write a member's name: its addresses, short forms, and other terms for the same."""
    mine = addresses().get(name, frozenset())
    others = {other for other, iris in addresses().items() if iris & mine}
    short = {
        f"{p}:{iri.removeprefix(b)}"
        for iri in mine
        for p, bs in addresses().items()
        for b in bs
        if b and b != iri and iri.startswith(b)
    }
    return sorted((mine | others | short) - {name})


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for name, inner in value.items():
            if name != "@context":
                yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def draw_place(data: st.DataObject, document: dict[str, Any]) -> tuple[dict[str, Any], str]:
    holders = list(objects(document))
    holder = holders[data.draw(st.integers(0, len(holders) - 1))]
    return holder, data.draw(st.sampled_from(sorted(set(holder) - {"@context"})))


def rename(data: st.DataObject, document: dict[str, Any]) -> None:
    holder, member = draw_place(data, document)
    name = data.draw(st.sampled_from(names_for(member) or [f"x{member}"]))
    value = holder.pop(member)
    types = ["http://www.w3.org/2001/XMLSchema#dateTime", "http://www.w3.org/2001/XMLSchema#boolean", "@id", None]
    kind = data.draw(st.sampled_from(types))
    is_plain = kind is None or isinstance(value, dict | list)
    holder[name] = value if is_plain else {"id": value} if kind == "@id" else {"@type": kind, "@value": value}
    if data.draw(st.booleans()):
        urls = [entry.urls[0] for entry in entries() if entry.kind == "context" and entry.urls]
        target = document if data.draw(st.booleans()) else holder
        old = target.get("@context", [])
        target["@context"] = [*(old if isinstance(old, list) else [old]), data.draw(st.sampled_from(urls))]


def wrap(data: st.DataObject, document: dict[str, Any]) -> None:
    holder, member = draw_place(data, document)
    value = holder[member]
    forms = [
        [value],
        [[value]],
        {"@set": value},
        {"@list": [value]},
        {"@graph": value},
        {"@value": value},
        {"id": value},
    ]
    forms += [{"@value": value, "@type": f"http://www.w3.org/2001/XMLSchema#{t}"} for t in ("dateTime", "boolean")]
    forms += [value[0]] if isinstance(value, list) and len(value) == 1 else []
    holder[member] = data.draw(st.sampled_from(forms))


def pairs_of(document: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each two objects with the same id, both ways."""
    holders = [document, *(inner for name, value in document.items() if name != "proof" for inner in objects(value))]
    return [(a, b) for a in holders for b in holders if a is not b and "id" in a and a["id"] == b.get("id")]


def movable(source: dict[str, Any]) -> list[str]:
    return sorted(set(source) - {"id", "type", "@context", "proof"})


def move(data: st.DataObject, document: dict[str, Any]) -> None:
    """Move members of one object to another with the same id; its types may go along."""
    source, target = data.draw(st.sampled_from(pairs_of(document)))
    members = movable(source)
    for member in data.draw(st.lists(st.sampled_from(members or ["name"]), min_size=1, max_size=3, unique=True)):
        if member in source:
            target[member] = source.pop(member)
    if data.draw(st.booleans()):
        target["type"] = types_of(target, source)


def types_of(*several: dict[str, Any]) -> list[str]:
    found = [one.get("type", []) for one in several]
    return list(dict.fromkeys(kind for kinds in found for kind in (kinds if isinstance(kinds, list) else [kinds])))


@pytest.mark.parametrize("name", COLLEGES)
def test_the_badge_with_every_member_is_good(name: str) -> None:
    assert verdict(name, whole(name)) in GOOD


@pytest.mark.parametrize("why", WHYS)
@pytest.mark.parametrize("name", COLLEGES)
def test_the_others_are_not(name: str, why: str) -> None:
    assert verdict(name, bad(name, why)) not in GOOD


@pytest.mark.parametrize("name", COLLEGES)
@given(data=st.data())
@settings(max_examples=examples(150), deadline=None)
def test_no_renamed_member_is_ever_good(name: str, data: st.DataObject) -> None:
    document = copy.deepcopy(whole(name))
    rename(data, document)
    assert verdict(name, document) not in GOOD


CASES: Final = [(why, way) for way in (rename, wrap, move) for why in (SHARED if way is move else WHYS)]


@pytest.mark.parametrize(("why", "way"), CASES, ids=[f"{way.__name__}, {why}" for why, way in CASES])
@given(data=st.data(), name=st.sampled_from(sorted(COLLEGES)))
@settings(max_examples=examples(40), deadline=None)
def test_no_badge_is_brought_back_to_life(why: str, way: Any, data: st.DataObject, name: str) -> None:
    document = copy.deepcopy(bad(name, why))
    way(data, document)
    assert verdict(name, document) not in GOOD


@pytest.mark.parametrize("name", COLLEGES)
@pytest.mark.parametrize("member", ["validUntil", "credentialStatus", "validFrom", "credentialSubject", "issuer"])
def test_the_members_that_matter_count_under_no_other_name(name: str, member: str) -> None:
    why = "revoked, lean" if member == "credentialStatus" else "expired, lean"
    for other in names_for(member):
        document = copy.deepcopy(bad(name, why))
        value = document.pop(member)
        for form in (value, {"@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": value}, {"id": value}):
            assert verdict(name, document | {other: form}) not in GOOD, other


@pytest.mark.parametrize(
    ("why", "policy"),
    [
        *((why, _DEFAULT) for why in SHARED),
        ("expired", Policy(endorsements="warn")),
        ("revoked", Policy(endorsements="warn")),
    ],
)
def test_no_member_counts_in_another_place(why: str, policy: Policy) -> None:
    original = bad("rdfc", why)
    for number, (source, _) in enumerate(pairs_of(original)):
        for member in movable(source):
            document = copy.deepcopy(original)
            giver, taker = pairs_of(document)[number]
            taker["type"] = types_of(taker, giver)
            if member not in taker:
                taker[member] = giver.pop(member)
                assert verdict("rdfc", document, policy) not in GOOD, (member, taker)


@pytest.mark.parametrize("name", COLLEGES)
@given(data=st.data())
@settings(max_examples=examples(40), deadline=None)
def test_no_old_status_list_is_brought_back_to_life(name: str, data: st.DataObject) -> None:
    old = World(dict(world(name, is_old=True).pages))
    document = _json.loads(old.pages[LIST].body)
    data.draw(st.sampled_from([rename, wrap]))(data, document)
    old.put(LIST, document)
    for index in (5, 6):
        text = _json.dumps(signed_badge(name, index)).encode()
        assert verify(text, fetch=old.fetch, at=AT).verdict not in GOOD


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


def swap(data: st.DataObject, document: dict[str, Any]) -> None:
    """Let two objects with one id exchange what both, or one of them, have under one name."""
    one, other = data.draw(st.sampled_from(pairs_of(document)))
    member = data.draw(st.sampled_from(sorted({*movable(one), *movable(other)}) or ["name"]))
    first, second = one.pop(member, None), other.pop(member, None)
    for holder, value in ((one, second), (other, first)):
        if value is not None:
            holder[member] = value


def turn(data: st.DataObject, document: dict[str, Any]) -> None:
    """Turn an array round."""
    arrays = [value for holder in objects(document) for value in holder.values() if isinstance(value, list)]
    data.draw(st.sampled_from(arrays)).reverse()


def seen(document: dict[str, Any], name: str) -> tuple[object, ...] | None:
    """What a reader is shown of issuer, title and holder in both languages; nothing of a badge that is not good."""
    report = verify(_json.dumps(document).encode(), fetch=world(name).fetch, at=AT)
    if not report or report.badge is None:
        return None
    pages = [(title_of(report.badge, lang), dict(badge_facts(report.badge, lang))) for lang in LANGUAGES]
    labels = ("text_issued_by", "text_issuer_name", "text_issued_to")
    return tuple((title, *(facts.get(label) for label in labels)) for title, facts in pages)


@pytest.mark.parametrize("make", [named_twice, whole])
@given(data=st.data(), ways=st.lists(st.sampled_from([swap, swap, move, turn, wrap, rename]), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_who_issued_what_to_whom_is_shown_the_same_however_a_signed_badge_is_written(
    make: Any, data: st.DataObject, ways: list[Any]
) -> None:
    document = copy.deepcopy(make("rdfc"))
    for way in ways:
        way(data, document)
    assert seen(document, "rdfc") in {None, originally(make)}


@cache
def originally(make: Any) -> tuple[object, ...] | None:
    return seen(make("rdfc"), "rdfc")


def test_names_that_two_mentions_exchanged_are_both_shown_and_warned_of() -> None:
    original = named_twice("rdfc")
    document = copy.deepcopy(original)
    creator = document["credentialSubject"]["achievement"]["creator"]
    creator["name"], document["issuer"]["name"] = document["issuer"]["name"], creator["name"]
    report = verify(_json.dumps(document).encode(), fetch=world("rdfc").fetch, at=AT)
    assert report.verdict is Verdict.WARNING
    assert "look_names_differ" in report.codes()
    assert report.badge is not None
    assert report.badge.issuer_name == "Example College / Ministry, curriculum team"
    assert seen(document, "rdfc") == seen(original, "rdfc") is not None


def test_a_name_that_went_to_another_mention_is_still_shown() -> None:
    document = copy.deepcopy(whole("rdfc"))
    document["credentialSubject"]["achievement"]["creator"]["name"] = document["issuer"].pop("name")
    assert seen(document, "rdfc") == seen(whole("rdfc"), "rdfc") is not None
