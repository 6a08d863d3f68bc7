"""Decision 7: every statement has one way to be written, or readers of JSON would look where it is not."""

import copy
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from ld_documents import OB, VC, endorsement, full, plain
from mexbadge import ld
from mexbadge.ld import spelling
from mexbadge.ld.active_contexts import ContextState
from mexbadge.ld.contexts import ContextSet, entries
from mexbadge.ld.expand import active_contexts

DI = "https://w3id.org/security/data-integrity/v2"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
CRED = "https://www.w3.org/2018/credentials#"
XSD = "http://www.w3.org/2001/XMLSchema#"
CONTEXTS = [entry for entry in entries() if entry.kind == "context"]
STANDARD = [entry for entry in CONTEXTS if not entry.file.startswith(("ob-v1", "ob-v2", "ob-legacy", "ob2-"))]
SUBJECT = {"id": "did:example:ada", "type": ["AchievementSubject"]}
ROOT = "urn:uuid:a63a60be-f4af-491c-87fc-2c8fd3007a58"
ACHIEVEMENT = "urn:uuid:bd6d9316-f7ae-4073-a1e5-2f7f5bd22922"


def _lost(document: Mapping[str, Any], *contexts: ld.ExtraContext) -> list[tuple[str, Any]]:
    return [(problem.code, problem.where) for problem in ld.lost(document, contexts=contexts)]


def _whole() -> dict[str, Any]:
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-01T00:00:00Z",
        "expires": "2027-01-01T00:00:00Z",
        "verificationMethod": "did:web:college.example#key",
        "proofPurpose": "assertionMethod",
    }
    return full() | {"proof": proof}


def _nodes(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], ContextState]]:
    """Yield each object of a document with the state in which its members are read."""
    from mexbadge.ld.conservation import Walk  # noqa: PLC0415 - as in the library

    walk, found = Walk(active_contexts(ContextSet.of(None))), []
    enter = walk._enter

    class Seen(Walk):
        def _enter(self, state: ContextState, name: str | None, element: Mapping[str, Any], where: str) -> Any:
            node = enter(state, name, element, where)
            found.append((element, node.state))
            return node

    Seen(walk.contexts).document(document)
    yield from found  # type: ignore[misc]


def _terms(state: ContextState) -> dict[str, str]:
    terms = state.active["mappings"].items()
    return {name: term["@id"] for name, term in terms if term and not term.get("reverse")}


@pytest.mark.parametrize("entry", CONTEXTS, ids=lambda entry: entry.file)
def test_no_member_can_be_renamed_by_adding_a_bundled_context(entry: ld.contexts.BundledFile) -> None:
    document = _whole()
    document["@context"] = [*document["@context"], (*entry.urls, *entry.edition_of)[0]]
    if ld.lost(document):
        return
    for element, state in _nodes(document):
        terms = _terms(state)
        for member in [name for name in element if not name.startswith("@")]:
            others = {name for name, iri in terms.items() if iri == state.term(member).iri} - {*element}
            for other in {*others, terms[member]}:
                value = element.pop(member)
                element[other] = value
                assert ld.lost(document), (member, other)
                del element[other]
                element[member] = value


@pytest.mark.parametrize("entry", STANDARD, ids=lambda entry: entry.file)
def test_every_term_of_a_standard_context_is_known_under_its_name(entry: ld.contexts.BundledFile) -> None:
    url = (*entry.urls, *entry.edition_of)[0]
    automaton = active_contexts(ContextSet({}, {} if entry.urls else {url: entry}))
    outer = automaton.named(automaton.initial, [url])
    states = [outer, *(automaton.typed(outer, [name]) for name in _terms(outer) if name[0].isupper())]
    states += [automaton.property(state, name) for state in states for name in _terms(state)]
    for state in states:
        for name, iri in _terms(state).items():
            if iri.startswith("@"):
                assert {"id": "@id", "type": "@type"}[name] == iri
                continue
            names = spelling.known()[iri]
            assert name == names.member or name in names.types or name == "expiration"


def _renamed(document: dict[str, Any], old: str, new: str, **wrapped: Any) -> dict[str, Any]:
    value = document.pop(old)
    return document | {new: {"@value": value, **wrapped} if wrapped else value}


def _inside(path: str, **more: Any) -> dict[str, Any]:
    document = copy.deepcopy(plain())
    target = document
    for step in path.split("/"):
        target = target[step]
    target.update(more)
    return document


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(
            _renamed(plain(validUntil="2026-02-01T00:00:00Z"), "validUntil", f"{CRED}validUntil"),
            [("ld_name_not_term", "/https:~1~1www.w3.org~12018~1credentials#validUntil")],
            id="address",
        ),
        pytest.param(plain(**{"urn:x:p": "v"}), [("ld_name_not_term", "/urn:x:p")], id="address of no standard"),
        pytest.param(
            _inside("credentialSubject/achievement", Criteria={"narrative": "n"}),
            [("ld_name_not_term", "/credentialSubject/achievement/Criteria")],
            id="class as a property",
        ),
        pytest.param(
            plain(image={"id": "urn:x:i", "type": "image"}) | {"@context": [VC, OB.replace("3.0.3", "3.0.2")]},
            [("ld_value_not_term", "/image/type")],
            id="property as a class",
        ),
        pytest.param(_renamed(plain(), "id", "@id"), [("ld_name_not_term", "/@id")], id="@id"),
        pytest.param(_renamed(plain(), "type", "@type"), [("ld_name_not_term", "/@type")], id="@type"),
        pytest.param(
            plain(
                type=["VerifiableCredential", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"]
            ),
            [("ld_value_not_term", "/type/1")],
            id="address of a type",
        ),
        pytest.param(
            plain(validUntil={"@value": "2026-02-01T00:00:00Z", "@type": f"{XSD}dateTime"}),
            [("ld_value_object", "/validUntil")],
            id="date as an object",
        ),
        pytest.param(plain(name={"@value": "n"}), [("ld_value_object", "/name")], id="text as an object"),
        pytest.param(
            plain(name={"@value": "1.5E0", "@type": f"{XSD}double"}), [("ld_value_object", "/name")], id="number"
        ),
        pytest.param(plain(evidence={"@set": [{"name": "n"}]}), [("ld_value_object", "/evidence")], id="@set"),
        pytest.param(plain(name={"@list": ["n"]}), [("ld_value_object", "/name")], id="@list"),
        pytest.param(plain(evidence=[[{"name": "n"}]]), [("ld_value_object", "/evidence/0")], id="list in a list"),
        pytest.param(plain(**{"@graph": {}}), [("ld_value_object", "/@graph")], id="empty @graph"),
        pytest.param(plain(**{"@graph": [{}]}), [("ld_value_object", "/@graph")], id="empty node in @graph"),
        pytest.param({"@context": VC, "@graph": [plain()]}, [("ld_value_object", "/@graph")], id="whole in @graph"),
        pytest.param(
            _inside("credentialSubject", creditsEarned="3"),
            [("ld_value_kind", "/credentialSubject/creditsEarned")],
            id="number as a text",
        ),
        pytest.param(
            _inside("credentialSubject", identifier=[{"type": "IdentityObject", "hashed": "true"}]),
            [("ld_value_kind", "/credentialSubject/identifier/0/hashed")],
            id="truth as a text",
        ),
        pytest.param(plain(validUntil=2026), [("ld_value_kind", "/validUntil")], id="number as a date"),
        pytest.param(plain(proof={"proofPurpose": "x"}), [("ld_lost_term", "/proof/proofPurpose")], id="no purpose"),
        pytest.param(
            plain(proof={"type": "DataIntegrityProof", "proofPurpose": "https://w3id.org/security#assertionMethod"}),
            [("ld_value_not_term", "/proof/proofPurpose")],
            id="address of a purpose",
        ),
    ],
)
def test_what_is_written_in_another_way_is_refused(document: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert _lost(document) == expected


def test_an_address_in_short_form_is_refused() -> None:
    body = b'{"@context":{"c":{"@id":"https://college.example/","@prefix":true}}}'
    extra = ld.ExtraContext("https://college.example/c", body, hashlib.sha256(body).hexdigest())
    document = plain(evidence={"id": "c:1", "type": ["Evidence"]}) | {"@context": [VC, OB, extra.url]}
    assert _lost(document, extra) == [("ld_value_not_term", "/evidence/id")]


def test_an_alias_from_a_context_of_the_caller_is_refused() -> None:
    body = b'{"@context":{"until":{"@id":"%bvalidUntil","@type":"%bdateTime"},"uri":"@id"}}' % (
        CRED.encode(),
        XSD.encode(),
    )
    extra = ld.ExtraContext("https://college.example/c", body, hashlib.sha256(body).hexdigest())
    document = plain(until="2026-02-01T00:00:00Z", evidence={"uri": "urn:x:2", "type": ["Evidence"]})
    expected = [("ld_name_not_term", "/evidence/uri"), ("ld_name_not_term", "/until")]
    assert _lost(document | {"@context": [VC, OB, extra.url]}, extra) == expected


@pytest.mark.parametrize("name", ["validUntil", "Wound care"])
def test_a_text_may_name_its_language(name: str) -> None:
    assert _lost(plain(name={"@value": name, "@language": "en"})) == []


PAGE = {"id": ROOT, "type": ["Evidence"]}
ISSUER = {"id": "did:web:college.example", "type": ["Profile"]}


@pytest.mark.parametrize(
    ("document", "where"),
    [
        pytest.param(
            plain(
                evidence=[{**PAGE, "type": ["Evidence", "VerifiableCredential"], "validUntil": "2026-02-01T00:00:00Z"}]
            ),
            "/evidence/0",
            id="end date with the evidence",
        ),
        pytest.param(
            plain(evidence=[{"id": ROOT, "type": "VerifiableCredential", "credentialStatus": {"id": "urn:x:s"}}]),
            "/evidence/0",
            id="status with the evidence",
        ),
        pytest.param(plain(evidence=[{**PAGE, "name": "Other"}]), "/evidence/0", id="another name"),
        pytest.param(
            plain(
                endorsement=[
                    endorsement(1) | {"credentialSubject": {"id": ROOT, "type": "EndorsementSubject", "name": "x"}}
                ]
            ),
            "/endorsement/0/credentialSubject",
            id="even what another proof holds, for the credential itself",
        ),
        pytest.param(
            plain(
                evidence=[
                    {"id": "urn:x:e", "genre": "a", "type": ["Evidence"]},
                    {"id": "urn:x:e", "type": ["Evidence"], "audience": "b"},
                ]
            ),
            "/evidence/1",
            id="two halves",
        ),
        pytest.param(
            plain(evidence=[{"id": "urn:x:e", "type": ["Evidence"], "name": n} for n in "ab"]),
            "/evidence/1",
            id="values",
        ),
        pytest.param(
            plain(evidence=[{"id": "urn:x:e", "type": ["Evidence", f"urn:x:{n}"]} for n in "ab"]),
            "/evidence/1",
            id="types",
        ),
        pytest.param(
            plain(evidence=[{"id": "urn:x:e", "type": [f"urn:x:{n}"]} for n in range(40)]),
            "/evidence/33",
            id="too many",
        ),
    ],
)
def test_a_node_in_two_unlike_places_is_refused(document: dict[str, Any], where: str) -> None:
    assert _lost(document) == [("ld_node_split", where)]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(plain(evidence=[PAGE]), id="a page that has the credential's address"),
        pytest.param(
            plain(refreshService={"id": ROOT, "type": "1EdTechCredentialRefresh"})
            | {"@context": [VC, OB, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]},
            id="a credential refreshed at its address",
        ),
        pytest.param(_inside("credentialSubject/achievement", creator=ISSUER), id="a mere mention"),
        pytest.param(
            _inside("credentialSubject/achievement", creator=ISSUER | {"name": "College"}), id="the same again"
        ),
        pytest.param(
            _inside("credentialSubject/achievement", creator=ISSUER | {"name": "The College", "phone": "5"}),
            id="a profile at greater length",
        ),
        pytest.param(
            _inside("credentialSubject/achievement/criteria", id=ACHIEVEMENT), id="an achievement with its criteria"
        ),
        pytest.param(plain(issuer=ISSUER | {"id": SUBJECT["id"], "name": "Ada"}), id="a learner who is the issuer"),
        pytest.param(
            plain(
                endorsement=[
                    endorsement(1),
                    endorsement(2)
                    | {"credentialSubject": {"id": ROOT, "type": ["EndorsementSubject"], "endorsementComment": "c"}},
                ]
            ),
            id="endorsements of the achievement and of the credential",
        ),
        pytest.param(
            plain(
                evidence=[
                    {"id": "urn:x:e", "type": ["Evidence"], "genre": ["a", "b"]},
                    {"genre": ["b", "a"], "type": "Evidence", "id": "urn:x:e"},
                ]
            ),
            id="the same in another order",
        ),
    ],
)
def test_a_node_may_be_described_alike_or_elsewhere_in_other_words(document: dict[str, Any]) -> None:
    assert _lost(document) == []


def _record(*inner: dict[str, Any]) -> dict[str, Any]:
    return plain(type=["VerifiableCredential", "ClrCredential"]) | {
        "@context": [VC, CLR, OB],
        "credentialSubject": {"id": SUBJECT["id"], "type": ["ClrSubject"], "verifiableCredential": list(inner)},
    }


def _badge(number: int, **more: Any) -> dict[str, Any]:
    achievement = {"id": f"urn:x:a{number}", "type": ["Achievement"], "name": f"A{number}"}
    subject = SUBJECT | {"achievement": achievement}
    return plain(id=f"urn:x:b{number}", credentialSubject=subject, **more)


def test_in_a_record_badges_of_one_learner_keep_apart_if_each_has_its_proof() -> None:
    proof = endorsement(1)["proof"]
    assert _lost(_record(*(_badge(number, proof=proof) for number in range(40)))) == []
    assert _lost(_record(_badge(1, proof=proof), _badge(2))) == []
    assert _lost(_record(_badge(1))) == []


def test_in_a_record_unsigned_badges_of_one_learner_could_be_mixed_up() -> None:
    assert [code for code, _ in _lost(_record(_badge(1), _badge(2)))] == ["ld_node_split"]
