"""The open redirect of a college's site, used to speak in its name: over real servers with TLS, live and replayed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from fetch_servers import Authority
from mexbadge._json import dumps
from mexbadge.fetch import Cache, Fetch, Recorder, ResourceSet
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import jws
from mexbadge.verify import Policy, Report, verify, verify_url
from mexbadge.verify.api import Verifier
from mexbadge.verify.findings import Verdict
from sites import Page, over_tls
from world_ob2 import (
    ASSERTION,
    AT,
    BADGE,
    HOST,
    IMAGE,
    ISSUER,
    KEY,
    LIST,
    PNG,
    V2,
    assertion,
    badge_class,
    issuer,
    key_document,
    signed_assertion,
)  # fmt: skip

EVIL = "https://evil.example"
COLLEGE = LocalSigner.generate(KeyKind.ED25519, KEY)
ATTACKER = LocalSigner.generate(KeyKind.ED25519, KEY)


def door(path: str) -> str:
    """Return an address on the college's site that sends its visitors to the attacker's."""
    return f"{HOST}/login?next={quote(f'{EVIL}{path}', safe=':/')}"


def page(document: Mapping[str, Any]) -> Page:
    return Page(dumps(dict(document)).encode(), kind="application/ld+json")


def college(**documents: Page) -> dict[str, Page]:
    """Return the genuine site, and what the attacker adds on theirs: each reachable through the college's door."""
    pages = {
        ISSUER: page(issuer(publicKey=KEY, revocationList=LIST)),
        BADGE: page(badge_class()),
        KEY: page(key_document(COLLEGE)),
        ASSERTION: page(assertion()),
        LIST: page({"@context": V2, "id": LIST, "type": "RevocationList", "issuer": ISSUER, "revokedAssertions": []}),
        IMAGE: Page(PNG, kind="image/png"),
    }
    for name, document in documents.items():
        pages[f"{EVIL}/{name}"] = document
        pages[door(f"/{name}")] = Page(to=f"{EVIL}/{name}")
    return pages


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("authority"))


WAYS = ("live", "cached", "replayed", "with the issuer named", "by its address")


@contextmanager
def _judged(badge: bytes, pages: Mapping[str, Page], authority: Authority, way: str, folder: Path) -> Iterator[Report]:
    with over_tls(pages, authority) as fetcher:
        fetch: Fetch = fetcher()
        policy = Policy(issuers=frozenset({ISSUER})) if way == "with the issuer named" else Policy()
        if way == "replayed":
            recorder = Recorder(fetch)
            verify(badge, fetch=recorder, at=AT)
            recorder.write(folder / "record.zip")
            fetch = ResourceSet.load(folder / "record.zip")
        if way == "cached":
            verifier = Verifier(policy, fetch, cache=Cache(folder / "cache"))
            verifier.verify(badge, at=AT)
            yield verifier.verify(badge, at=AT)
        elif way == "by its address":
            named = assertion_address(badge)
            yield verify_url(named, fetch=fetch, at=AT) if named else verify(badge, fetch=fetch, at=AT)
        else:
            yield verify(badge, policy=policy, fetch=fetch, at=AT)


def assertion_address(badge: bytes) -> str | None:
    return door("/a") if door("/a").encode() in badge else None


def codes(report: Report) -> set[str]:
    return {str(found.code) for found in report.findings}


@pytest.mark.parametrize("way", WAYS)
def test_the_genuine_badge_of_the_same_site_is_valid(authority: Authority, way: str, tmp_path: Path) -> None:
    with _judged(dumps(assertion()).encode(), college(), authority, way, tmp_path) as report:
        assert report.verdict is Verdict.VALID
    (tmp_path / "signed").mkdir()
    signed = jws.sign(dumps(signed_assertion()).encode(), COLLEGE).encode()
    with _judged(signed, college(), authority, way, tmp_path / "signed") as report:
        assert report.verdict is Verdict.VALID


@pytest.mark.parametrize("way", WAYS)
def test_an_assertion_through_the_colleges_door_is_not_valid(authority: Authority, way: str, tmp_path: Path) -> None:
    forged = assertion(id=door("/a"))
    with _judged(dumps(forged).encode(), college(a=page(forged)), authority, way, tmp_path) as report:
        assert report.verdict is Verdict.INVALID
        assert "ob2_moved_out" in codes(report)


@pytest.mark.parametrize("way", WAYS)
def test_assertion_badge_class_and_issuer_through_the_door_are_never_valid(
    authority: Authority, way: str, tmp_path: Path
) -> None:
    forged = assertion(id=door("/a"), badge=door("/b"))
    attack = college(
        a=page(forged), b=page(badge_class(id=door("/b"), issuer=door("/i"))), i=page(issuer(id=door("/i")))
    )
    with _judged(dumps(forged).encode(), attack, authority, way, tmp_path) as report:
        assert report.verdict in {Verdict.INVALID, Verdict.UNKNOWN}


@pytest.mark.parametrize("way", WAYS)
def test_a_badge_class_through_the_door_is_at_best_told(authority: Authority, way: str, tmp_path: Path) -> None:
    forged = assertion(id=door("/a"), badge=door("/b"))
    attack = college(a=page(forged), b=page(badge_class(id=door("/b"), name="Doctor of Medicine")))
    with _judged(dumps(forged).encode(), attack, authority, way, tmp_path) as report:
        assert report.verdict is Verdict.INVALID
    genuine = assertion(badge=door("/b"))
    attack[ASSERTION] = page(genuine)
    (tmp_path / "2").mkdir()
    with _judged(dumps(genuine).encode(), attack, authority, way, tmp_path / "2") as report:
        assert report.verdict is Verdict.WARNING
        assert "ob2_redirected_host" in codes(report)


@pytest.mark.parametrize("way", WAYS)
def test_an_issuer_through_the_door_cannot_lend_its_key(authority: Authority, way: str, tmp_path: Path) -> None:
    """The attacker signs; badge class and issuer, with the attacker's key inside, answer through the door."""
    own = key_document(ATTACKER, **{"id": door("/i"), "@context": ...})
    attack = college(
        b=page(badge_class(id=door("/b"), issuer=door("/i"))), i=page(issuer(id=door("/i"), publicKey=[own]))
    )
    forged = signed_assertion(badge=door("/b"), verification={"type": "SignedBadge"})
    token = jws.sign(dumps(forged).encode(), ATTACKER).encode()
    with _judged(token, attack, authority, way, tmp_path) as report:
        assert report.verdict in {Verdict.UNKNOWN, Verdict.INVALID}


@pytest.mark.parametrize("way", WAYS)
def test_a_key_through_the_door_counts_for_nothing(authority: Authority, way: str, tmp_path: Path) -> None:
    """The college lists a key by an address that once was its own page and now is a door."""
    attack = college(k=page(key_document(ATTACKER, id=door("/k"))))
    attack[ISSUER] = page(issuer(publicKey=door("/k"), revocationList=LIST))
    forged = signed_assertion(verification={"type": "SignedBadge", "creator": door("/k")})
    token = jws.sign(dumps(forged).encode(), ATTACKER).encode()
    with _judged(token, attack, authority, way, tmp_path) as report:
        assert report.verdict in {Verdict.UNKNOWN, Verdict.INVALID}
        assert "ob2_signature" not in codes(report)


@pytest.mark.parametrize("way", WAYS)
def test_an_endorsement_through_the_door_is_not_said_to_hold(authority: Authority, way: str, tmp_path: Path) -> None:
    praise = {
        "@context": V2, "id": door("/e"), "type": "Endorsement", "claim": {"id": BADGE}, "issuer": ISSUER,
        "verification": {"type": "HostedBadge"}, "issuedOn": "2026-03-01T00:00:00Z",
    }  # fmt: skip
    attack = college(e=page(praise))
    attack[BADGE] = page(badge_class(endorsement=door("/e")))
    with _judged(dumps(assertion()).encode(), attack, authority, way, tmp_path) as report:
        assert "ob2_endorsement" not in codes(report)
        assert "ob2_endorsement_unknown" in codes(report)
