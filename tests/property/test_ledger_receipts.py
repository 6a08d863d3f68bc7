"""Whatever somebody makes of receipts: only a badge that witnesses saw before its key was stolen outlives that key."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from ledger_world import LOG, WITNESS, log_key, log_policy, new_log, signer, witness_key
from mexbadge.credentials.published_keys import key_documents
from mexbadge.issuer import Form
from mexbadge.ledger import EntryKind, LogPolicy, Note, Proof, WitnessPolicy, commit, secured_bytes, sign_checkpoint
from mexbadge.ledger.checkpoint import Checkpoint
from mexbadge.ledger.cosignature import cosign_text
from mexbadge.verify import Policy, Report, Verdict, Verifier
from mexbadge.verify.intake import take
from world import AT, College, World

STOLEN = "2026-04-01T00:00:00Z"
EARLY = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp())
LATE = int(datetime(2026, 4, 2, tzinfo=UTC).timestamp())
GOOD = {Verdict.VALID, Verdict.WARNING}

WORLD = World()
COLLEGE = College(WORLD)
FORMS = {"token": Form.VC_JWT, "document": Form.DATA_INTEGRITY}
SUITES = {"token": None, "document": "eddsa-jcs-2022"}
BADGES = {name: COLLEGE.issue(form, suite=SUITES[name]).credential for name, form in FORMS.items()}
FORGED = {
    name: COLLEGE.issue(form, suite=SUITES[name], to="thief@example.ca").credential for name, form in FORMS.items()
}
"""What a thief signed with the stolen key."""
MINE = "thief.example/log"


def _first(given: bytes, size: int) -> bytes:
    return given[:size]


def logged(badges: Sequence[bytes], *, time: int, origin: str = LOG, log: int = 1, witness: int = 2) -> list[bytes]:
    """Enter badges into a log of its own, let a witness cosign it, and return their receipts."""
    with tempfile.TemporaryDirectory() as folder:
        made = new_log(Path(folder) / "log.db", origin=origin, seed=log)
        entries = []
        for number, badge in enumerate(badges):
            subject = take(badge).subject
            assert subject is not None
            given = bytes([number]) * 32
            entries.append(
                commit(EntryKind.ISSUE, secured_bytes(subject.raw), subject="urn:x", at=AT, rng=partial(_first, given))
            )
        with made.database.transaction() as connection:
            made.append(connection, [b"before", *entries, b"after"])
        note = made.checkpoint(signer(log))
        made.add_lines(len(badges) + 2, [cosign_text(note.text, WITNESS, signer(witness), time=time)])
        with made.database.read() as connection:
            return [made.receipt(connection, number + 1) for number in range(len(badges))]


NAMES = sorted(BADGES)
RECEIPTS = dict(zip(NAMES, logged([BADGES[name] for name in NAMES], time=EARLY), strict=True))
COMPROMISED = World(dict(WORLD.pages))
for url, document in key_documents(
    COLLEGE.id,
    [],
    ended=[(COLLEGE.signer.verification_method, COLLEGE.signer.public_key)],
    revoked={COLLEGE.signer.verification_method: STOLEN},
    logs=[log_key(7, MINE).vkey],
).items():
    COMPROMISED.put(url, document)


def judged(badge: bytes, receipt: bytes | None, *, world: World = COMPROMISED, policy: Policy | None = None) -> Report:
    verifier = Verifier(policy or Policy(logs=(log_policy(),), require_ledger=True), fetch=world.fetch)
    return verifier.verify(badge, at=AT, receipt=receipt)


@pytest.mark.parametrize("name", NAMES)
def test_a_witnessed_badge_outlives_its_key_and_without_its_receipt_it_does_not(name: str) -> None:
    assert judged(BADGES[name], RECEIPTS[name]).verdict in GOOD
    assert judged(BADGES[name], None).verdict is Verdict.INVALID
    assert judged(BADGES[name], None, policy=Policy()).verdict is Verdict.INVALID
    assert judged(BADGES[name], RECEIPTS[name], world=WORLD).verdict in GOOD


def thefts() -> dict[str, tuple[bytes | None, Policy]]:
    """What a thief may bring along, and what the verifier believes."""
    asked = Policy(logs=(log_policy(),))
    forged = [FORGED[name] for name in NAMES]
    late, mine = logged(forged, time=LATE), logged(forged, time=EARLY, origin=MINE, log=7, witness=8)
    same_name = logged(forged, time=EARLY, log=7)
    beyond = logged(forged, time=2**62)
    own_witness = logged(forged, time=EARLY, witness=8)
    two = LogPolicy(LOG, (log_key(),), WitnessPolicy((witness_key(), witness_key(5, "witness.example/w2")), 2))
    found: dict[str, tuple[bytes | None, Policy]] = {"nothing": (None, asked), "nonsense": (b"\x89PNG", asked)}
    for place, name in enumerate(NAMES):
        found |= {
            f"{name}: another badge's": (RECEIPTS[name], asked),
            f"{name}: witnessed after the theft": (late[place], asked),
            f"{name}: a time beyond the calendar": (beyond[place], asked),
            f"{name}: a log of the thief's": (mine[place], asked),
            f"{name}: a log of the thief's, which the issuer's document names": (mine[place], Policy()),
            f"{name}: a log of the same name": (same_name[place], asked),
            f"{name}: a witness of the thief's": (own_witness[place], asked),
            f"{name}: no witness is asked": (own_witness[place], Policy(logs=(LogPolicy(LOG, (log_key(),)),))),
            f"{name}: one of two witnesses, twice": (twice(RECEIPTS[name]), Policy(logs=(two,))),
        }
    return found


def twice(receipt: bytes) -> bytes:
    proof = Proof.parse(receipt)
    return replace(proof, note=Note(proof.note.text, (*proof.note.lines, proof.note.lines[-1]))).to_bytes()


@pytest.mark.parametrize("what", sorted(thefts()))
def test_nothing_that_a_thief_brings_makes_a_stolen_key_good(what: str) -> None:
    receipt, policy = thefts()[what]
    for forged in FORGED.values():
        for required in (False, True):
            report = judged(forged, receipt, policy=replace(policy, require_ledger=required))
            assert report.verdict is Verdict.INVALID, report


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=examples(150), deadline=None)
@given(data=st.data())
def test_no_flipped_bit_of_a_receipt_is_accepted(name: str, data: st.DataObject) -> None:
    good = RECEIPTS[name]
    place = data.draw(st.integers(0, len(good) * 8 - 1))
    flipped = bytearray(good)
    flipped[place // 8] ^= 1 << place % 8
    assert judged(BADGES[name], bytes(flipped)).verdict is Verdict.INVALID
    report = judged(BADGES[name], bytes(flipped), world=WORLD)
    assert report.verdict is Verdict.INVALID, "a receipt that is wrong makes a badge invalid"


@settings(max_examples=examples(150), deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_bytes_that_are_no_receipt_are_refused_and_never_crash(content: bytes) -> None:
    report = judged(BADGES["token"], content, world=WORLD)
    assert report.verdict is Verdict.INVALID


FOREIGN = dict(zip(NAMES, logged([FORGED[name] for name in NAMES], time=EARLY, origin=MINE, log=7), strict=True))
PROOFS = [Proof.parse(one) for one in (*RECEIPTS.values(), *FOREIGN.values())]


def signed_anew(proof: Proof, seed: int) -> Note:
    """Sign a checkpoint's text with another key under its own name, keeping the witness's line."""
    head = Checkpoint.parse(proof.note.text)
    return Note(proof.note.text, (*sign_checkpoint(head, signer(seed)).lines, *proof.note.lines[1:]))


NOTES = [*(proof.note for proof in PROOFS), *(signed_anew(proof, seed) for proof in PROOFS for seed in (1, 7))]


@settings(max_examples=examples(300), deadline=None)
@given(
    st.sampled_from([*BADGES.values(), *FORGED.values()]),
    st.integers(0, 4),
    st.sampled_from(PROOFS),
    st.sampled_from(NOTES),
    st.sampled_from(PROOFS),
)
def test_pieces_of_receipts_put_together_prove_only_what_was_there(
    badge: bytes, index: int, path: Proof, note: Note, extra: Proof
) -> None:
    made = Proof(index, path.path, note, extra.extra).to_bytes()
    report = judged(badge, made)
    if report.verdict in GOOD:
        (name,) = (name for name in NAMES if BADGES[name] == badge)
        assert Proof.parse(made) == Proof.parse(RECEIPTS[name])


def test_the_thief_has_what_it_takes_where_everything_is_believed() -> None:
    """The properties above can fail: with the thief's log and witness pinned, a forged badge stands."""
    pinned = LogPolicy(MINE, (log_key(7, MINE),), log_policy().witnesses)
    for name in NAMES:
        assert judged(FORGED[name], FOREIGN[name], policy=Policy(logs=(pinned,))).verdict in GOOD
