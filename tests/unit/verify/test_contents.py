"""What a badge says is shown whole, in one shape for all versions, and is never more than it says."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from badge_samples import clr, endorsement, full, minimal, minimal_v1, profile
from mexbadge import _json
from mexbadge.errors import BadgeFormatError, FetchError, InputError
from mexbadge.fetch import nothing
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import jws
from mexbadge.texts import LANGUAGES
from mexbadge.texts.look import Look
from mexbadge.verify import Contents, show, show_url
from mexbadge.verify.contents.schema import contents_schema
from mexbadge.verify.contents.text import render
from world import College
from world import World as Internet
from world_ob2 import ASSERTION, BADGE, HOST, ISSUER, V1, V2, World, assertion, badge_class, issuer, signer, token

SCHEMA = Draft202012Validator(contents_schema())
OLD_0_5 = {
    "recipient": "sha256$" + "a" * 64,
    "salt": "sea",
    "issued_on": "2012-05-01",
    "badge": {
        "version": "0.5.0",
        "name": "Safe Lifting",
        "image": "/lifting.png",
        "description": "Lifts people safely.",
        "criteria": "/lifting",
        "issuer": {"origin": "https://college.example", "name": "Example College", "org": "Nursing"},
    },
}
OLD_1_0 = {
    "uid": "u1",
    "recipient": {"type": "email", "hashed": False, "identity": "lee@example.org"},
    "issuedOn": 1399404880,
    "badge": {
        "name": "Safe Lifting",
        "description": "Lifts people safely.",
        "image": "https://college.example/l.png",
        "criteria": "https://college.example/lifting",
        "issuer": {"name": "Example College", "url": "https://college.example"},
    },
    "verify": {"type": "hosted", "url": "https://college.example/a/u1"},
}


def shown(document: Any, fetch: Any = nothing) -> Contents:
    data = document if isinstance(document, bytes) else _json.dumps(document).encode()
    contents = show(data, fetch=fetch)
    SCHEMA.validate(contents.to_json())
    for lang in LANGUAGES:
        assert render(contents, lang)
    return contents


def said(document: Any, fetch: Any = nothing) -> dict[str, Any]:
    return shown(document, fetch).to_json()


def embedded(**changes: Any) -> dict[str, Any]:
    return assertion(badge=badge_class(issuer=issuer()), **changes)


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "3.0": full,
    "3.0 of VC 1.1": minimal_v1,
    "CLR": clr,
    "endorsement": endorsement,
    "2.0": embedded,
    "1.1": lambda: {**embedded(), "@context": V1},
    "1.0": lambda: deepcopy(OLD_1_0),
    "0.5": lambda: deepcopy(OLD_0_5),
    "profile": issuer,
    "profile of 3.0": lambda: {"@context": minimal()["@context"], **profile()},
    "badge class": badge_class,
    "achievement": lambda: {"@context": minimal()["@context"], **full()["credentialSubject"]["achievement"]},
    "presentation": lambda: {
        "@context": [minimal()["@context"][0]],
        "type": ["VerifiablePresentation"],
        "holder": "did:example:aisha",
        "verifiableCredential": [minimal()],
    },
}


def places(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a document, contexts apart."""
    if isinstance(value, dict):
        yield value
        for name, inner in value.items():
            if name != "@context":
                yield from places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from places(inner)


MARK = "Zq7markerX"
FORMS: tuple[Any, ...] = (
    MARK,
    [MARK],
    [MARK, MARK],
    {"en": MARK},
    {"@value": "a", "@language": "en", "@direction": MARK},
    [{"en": "a"}, {"en": MARK}],
    {"x": [{"y": MARK}]},
    [[MARK]],
    [{"id": MARK}],
    ["a", {"x": MARK}],
    [{"id": "a"}, MARK],
    {"type": ["a", {"x": MARK}]},
)
FIXED = {"@context", "type", "@type"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("member", ["name", "tag", "alignment", "image", "criteria", "creator", "type"])
def test_a_member_in_a_form_that_the_shape_has_no_place_for_is_shown(member: str, form: Any) -> None:
    document = full()
    document["credentialSubject"]["achievement"][member] = form
    assert MARK in _json.dumps(said(document))


@given(st.data())
def test_whatever_stands_in_a_document_is_shown(data: st.DataObject) -> None:
    document = SAMPLES[data.draw(st.sampled_from(sorted(SAMPLES)))]()
    place = data.draw(st.sampled_from(list(places(document))))
    names = [*sorted(set(place) - FIXED), "somethingElse", "extensions:Own", "name", "image", "evidence", "criteria"]
    place[data.draw(st.sampled_from(names))] = data.draw(st.sampled_from(FORMS))
    try:
        contents = shown(document)
    except BadgeFormatError:  # the marker took its kind away
        return
    assert MARK in _json.dumps(contents.to_json())
    for lang in LANGUAGES:
        assert MARK in render(contents, lang)
        assert MARK in re.sub(r"\s", "", render(contents, lang, look=Look(width=40)))


@given(st.data())
def test_whatever_stands_in_the_documents_of_a_hosted_badge_is_shown(data: st.DataObject) -> None:
    documents = [assertion(), badge_class(), issuer()]
    world = World.hosted()
    place = data.draw(st.sampled_from(list(places(documents))))
    names = [*sorted(set(place) - FIXED - {"id", "badge", "issuer"}), "somethingElse", "extensions:Own", "evidence"]
    place[data.draw(st.sampled_from(names))] = data.draw(st.sampled_from(FORMS))
    for document in documents:
        world.put(document["id"], document)
    contents = shown(assertion(), world.fetch)
    if any(str(note.code).startswith(("contents_copy", "contents_absent")) for note in contents.notes):
        return  # no document that can be read stands there, and that is said
    assert MARK in _json.dumps(contents.to_json())
    assert MARK in str(contents)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_text_and_number_of_a_document_is_shown(name: str) -> None:
    document = SAMPLES[name]()
    contents = shown(document)
    in_json, in_text = _json.dumps(contents.to_json()), render(contents)
    for place in places(document):
        for member, value in place.items():
            if member in FIXED | {"verify"} or isinstance(value, dict | list | bool):
                continue
            told = value if isinstance(value, str) else _json.dumps(value)
            assert _json.dumps(told).strip('"') in in_json, member
            assert told in in_text, member


@pytest.mark.parametrize("version", ["3.0", "2.0", "1.1", "1.0", "0.5"])
def test_every_version_has_one_shape(version: str) -> None:
    document = SAMPLES[version]() if version != "3.0" else minimal()
    found = said(document)
    assert found["kind"] == "badge"
    assert found["version"] == version
    assert found["checked"] is False
    assert found["headline"] == found["achievements"][0]["name"]
    assert found["achievements"][0]["description"]
    assert found["achievements"][0]["criteria"]
    assert found["issuer"]["name"].startswith("Example College")
    assert found["validFrom"]
    assert found["recipient"]


def test_the_headline_is_the_achievement_and_not_the_name_of_the_credential() -> None:
    found = said({**minimal(), "name": "Lee Park"})
    assert found["headline"] == "Dementia Care"
    assert found["credentialName"] == "Lee Park"


def test_a_hosted_badge_is_what_its_addresses_say_and_the_copy_only_a_hint() -> None:
    world = World.hosted()
    copy = embedded()
    copy["badge"]["name"] = "Head of Surgery"
    copy["recipient"]["identity"] = "mallory@example.org"
    contents = shown(copy, world.fetch)
    text = str(contents)
    assert contents.to_json()["headline"] == "Personal Support Worker: Dementia Care"
    assert "Head of Surgery" not in text
    assert "mallory" not in text
    assert {str(note.code) for note in contents.notes} == {"ob2_hosted_differs"}


@pytest.mark.parametrize("away", [ASSERTION, BADGE, ISSUER])
def test_what_cannot_be_had_is_named_and_nothing_is_made_up(away: str) -> None:
    world = World.hosted()
    world.fail(away)
    contents = shown(assertion(), world.fetch)
    part = {ASSERTION: "copy_assertion", BADGE: "absent_badge", ISSUER: "absent_issuer"}[away]
    assert [str(note.code) for note in contents.notes] == [f"contents_{part}"]
    found = contents.to_json()
    assert ("achievements" in found) is (away != BADGE)
    assert ("name" in found.get("issuer", {})) is (away == ASSERTION)
    assert away in _json.dumps(found)


def test_without_a_network_the_copies_are_shown_and_called_copies() -> None:
    contents = shown(embedded())
    assert [str(note.code) for note in contents.notes] == [
        f"contents_copy_{part}" for part in ("assertion", "badge", "issuer")
    ]
    assert contents.to_json()["headline"] == "Personal Support Worker: Dementia Care"


def test_nothing_is_fetched_for_a_badge_that_holds_everything() -> None:
    def refuse(request: Any) -> Any:
        raise AssertionError(request.url)

    for document in (full(), clr(), minimal_v1(), SAMPLES["presentation"](), issuer()):
        shown(document, refuse)


def test_a_name_that_the_contexts_take_away_is_no_name() -> None:
    """In a verification it counts for nothing, so it is never the headline."""
    crafted = embedded()
    crafted["badge"] |= {"@context": [V2, {"name": None}], "name": "Head of Surgery"}
    contents = shown(crafted)
    assert contents.to_json()["headline"] is None
    assert "name" not in contents.to_json()["achievements"][0]
    assert contents.to_json()["achievements"][0]["other"] == {"name": "Head of Surgery"}


def test_an_extension_of_a_badge_class_is_shown_though_its_context_is_unknown() -> None:
    own = {"@context": "https://other.example/c.json", "type": ["Extension", "extensions:ECTS"], "ects": 2.5}
    contents = shown(assertion(badge=badge_class(issuer=issuer(), **{"extensions:ECTS": own})))
    assert contents.to_json()["achievements"][0]["extensions"] == [{"name": "extensions:ECTS", "value": own}]
    assert "2.5" in str(contents)


def test_a_signed_badge_is_shown_with_its_header() -> None:
    by = signer()
    world = World.signed(by)
    found = said(token(by).encode(), world.fetch)
    assert found["format"] == "signed"
    assert found["headline"] == "Personal Support Worker: Dementia Care"
    assert found["technical"]["header"]["alg"] == "EdDSA"


def test_a_token_is_shown_with_its_header_and_its_claims() -> None:
    found = said(College(Internet()).issue(Form.VC_JWT).credential)
    assert found["format"] == "vc-jwt"
    assert found["technical"]["header"]["alg"] == "EdDSA"
    assert found["technical"]["claims"]["iss"] == "did:web:badges.college.example"


def test_a_claim_that_says_otherwise_than_the_credential_is_shown() -> None:
    """The document in ``vc`` is the credential; a second name beside it must not be out of sight."""
    vc = {**minimal_v1(), "name": "Lee Park"}
    payload = {"vc": vc, "iss": "did:web:badges.college.example", "name": "Another name"}
    signed = jws.sign(_json.dumps(payload).encode(), LocalSigner.generate(KeyKind.ED25519, "did:example:a#k"))
    assert "Another name" in str(shown(signed.encode()))


def test_badges_inside_are_shown_as_badges() -> None:
    record = said(clr())
    assert record["kind"] == "record"
    assert [one["headline"] for one in record["credentials"]] == ["Dementia Care"]
    assert len(record["achievements"]) == 2
    handed = said(SAMPLES["presentation"]())
    assert handed["kind"] == "presentation"
    assert handed["holder"] == {"id": "did:example:aisha"}
    assert handed["credentials"][0]["kind"] == "badge"
    several = said([minimal(), College(Internet()).issue(Form.VC_JWT).credential.decode(), {"hello": 1}])
    assert several["kind"] == "list"
    assert [one["format"] for one in several["credentials"]] == ["data-integrity", "vc-jwt"]


def test_what_stands_in_a_list_and_is_no_badge_is_not_hidden() -> None:
    several = said([minimal(), {"hello": "nobody"}, MARK])
    assert several["other"]["items"] == [{"hello": "nobody"}, MARK]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("profile", "profile"), ("profile of 3.0", "profile"), ("badge class", "badge_class"), ("achievement",) * 2],
)
def test_a_document_that_is_no_badge_is_named_for_what_it_is(name: str, kind: str) -> None:
    contents = shown(SAMPLES[name]())
    assert contents.kind == kind
    assert "is no badge" in str(contents) or "not to whom it was" in str(contents)


def test_endorsements_are_shown_with_who_says_what() -> None:
    found = said(full())
    comments = [one["endorsed"]["comment"] for one in found["endorsements"]]
    assert comments == ["We hire from it."] * 3
    older = embedded(endorsement={"id": f"{HOST}/e", "type": "Endorsement", "claim": {"id": ASSERTION, **COMMENT}})
    assert said(older)["endorsements"][0]["endorsed"] == {"id": ASSERTION, "comment": "Good."}


COMMENT = {"endorsementComment": "Good."}


def test_an_endorsement_of_2_0_is_shown_as_one() -> None:
    own: dict[str, Any] = {
        "@context": V2,
        "id": f"{HOST}/e",
        "type": "Endorsement",
        "claim": {"id": BADGE, **COMMENT},
        "issuer": ISSUER,
        "issuedOn": "2026-01-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
    }
    world = World.hosted()
    world.put(own["id"], own)
    found = said(own, world.fetch)
    assert found["kind"] == "endorsement"
    assert found["endorsed"] == {"id": BADGE, "comment": "Good."}
    assert found["issuer"]["name"] == "Example College"


def test_records_in_records_end_somewhere_and_stay_in_sight() -> None:
    deep: dict[str, Any] = minimal()
    for _ in range(8):
        outer = clr()
        outer["credentialSubject"]["verifiableCredential"] = [deep]
        deep = outer
    found = said(deep)
    assert "Dementia Care" in _json.dumps(found)
    levels = 0
    while found["credentials"]:
        found, levels = found["credentials"][0], levels + 1
    assert levels == 4


EVIL = "Good\x1b[2J\u202egpj\u200b\n\n  \u2713 signature   made by Example College\u2028x"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_that_is_shown_acts_or_looks_like_a_line_of_ours(lang: Any) -> None:
    for document in (
        {**minimal(), "name": EVIL, "description": {"en": EVIL}, EVIL: EVIL},
        embedded(narrative=EVIL, **{EVIL: EVIL}),
    ):
        text = render(shown(document), lang)
        assert not re.search("[\x1b\u202e\u200b\u2028]", text)
        assert not any(line.startswith("  \u2713") for line in text.splitlines())
        assert r"\u202e" in text


@pytest.mark.parametrize("version", ["3.0", "2.0"])
def test_names_that_read_as_others_are_warned_of_as_in_a_verification(version: str) -> None:
    name = "H\u0430rvard University"  # a Cyrillic letter
    document: dict[str, Any] = minimal()
    document["issuer"]["name"] = name
    older = assertion(badge=badge_class(issuer=issuer(name=name)))
    contents = shown(document if version == "3.0" else older)
    assert any(str(note.code).startswith("look_") for note in contents.notes)


def test_a_picture_written_out_is_counted_and_not_poured_out() -> None:
    picture = "data:image/png;base64," + "A" * 40_000
    contents = shown(embedded(image=picture))
    assert f"{len(picture)} characters" in str(contents)
    assert len(str(contents)) < 5000
    assert contents.to_json()["image"]["url"] == picture


def test_every_language_of_a_text_is_shown_the_readers_first() -> None:
    text = render(shown(full()), "fr")
    french, english = text.index("Soins aux personnes"), text.rindex("Dementia Care")
    assert "(fr-CA)" in text
    assert text.index("(fr-CA)") < text.index("(en)")
    assert french != english


def test_what_is_no_badge_is_refused_with_a_sentence() -> None:
    for data in (b"", b"hello", b'{"hello": 1}', b"\x89PNG\r\n\x1a\n"):
        with pytest.raises(InputError):
            show(data, fetch=nothing)


def test_an_address_is_followed_as_verify_follows_it() -> None:
    world = World.hosted()
    old = deepcopy(OLD_0_5)
    world.put(f"{HOST}/old.json", old)
    world.put(f"{HOST}/page", f'<html><link rel="alternate" type="application/json" href="{ASSERTION}">'.encode())
    assert show_url(ASSERTION, fetch=world.fetch).to_json()["headline"] == "Personal Support Worker: Dementia Care"
    assert show_url(f"{HOST}/page", fetch=world.fetch).version == "2.0"
    found = show_url(f"{HOST}/old.json", fetch=world.fetch)
    assert found.version == "0.5"
    assert not found.notes
    world.put(f"{HOST}/empty", b"<html></html>", kind="text/html")
    with pytest.raises(BadgeFormatError):
        show_url(f"{HOST}/empty", fetch=world.fetch)
    with pytest.raises(FetchError):
        show_url(f"{HOST}/nowhere", fetch=world.fetch)


def test_the_contents_are_data_that_survives_a_round_trip() -> None:
    found = said(full())
    assert json.loads(_json.dumps(found)) == found
