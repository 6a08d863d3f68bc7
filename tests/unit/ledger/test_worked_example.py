"""The worked example of the formats, byte for byte: a log and a witness whose seeds are 32 times one byte."""

import base64
from hashlib import sha256

import pytest

from ledger_world import LOG, TIME, WITNESS, log_policy, note_of, signer
from mexbadge.errors import InputError, LedgerError, MexBadgeError
from mexbadge.ledger import Checkpoint, KeyType, LogPolicy, Note, NoteKey, Proof, WitnessPolicy, sign_checkpoint
from mexbadge.ledger.cosignature import cosign_text, cosigned_message
from mexbadge.ledger.receipt import PATH_HASHES
from mexbadge.ledger.tiles import bundle, tile_path
from mexbadge.ledger.tree import EMPTY, leaf_hash, root_of, verify_consistency
from mexbadge.ledger.witness import request_body

ENTRIES = [b"one", b"two", b"three"]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
LOG_VKEY = "log.example/badges+7b65e0f2+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
WITNESS_VKEY = "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU"
PROOF = """c2sp.org/tlog-proof@v1
extra c2FsdA==
index 1
0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=
Zx8UbF5HHooag6PCFM5LqQe486WIjRTMjNPOdbsS75Q=

log.example/badges
3
Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=

— log.example/badges e2Xg8n+5vQrsMafqLKd9W4MKhWzXqI6tXFdlSdozvK0fbRY9t5hCWM+gF06qbGU5f5y98+r/FFEGFvnYgOUG0BhIBgA=
— witness.example/w1 3xwKNQAAAABpVbkAbg5q3l5rDtSQRfF5h27FrLyBZ+yYVlyCgHMIhHMnUdhJ8cJyEXdX/kDsumps7m+X1Eih/7N\
vNI7ci34Y+6AABQ==
"""
ROOT = base64.b64decode("Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=")


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def test_the_keys_are_those_of_the_seeds() -> None:
    assert NoteKey(LOG, KeyType.ED25519, signer(1).public_key).vkey == LOG_VKEY
    assert NoteKey(WITNESS, KeyType.COSIGNATURE, signer(2).public_key).vkey == WITNESS_VKEY
    assert NoteKey.parse(WITNESS_VKEY).vkey == WITNESS_VKEY


def test_the_hashes_are_those_of_the_tree() -> None:
    assert [leaf.hex()[:8] for leaf in LEAVES] == ["d0d7360a", "ab1ab7f0", "671f146c"]
    assert root_of(LEAVES[:1]) == LEAVES[0]
    assert root_of(LEAVES[:2]).hex() == "4f55f619d9215235778b2b9f17d6f4915b16171214d152381293669764de722e"
    assert root_of(LEAVES) == ROOT
    assert base64.b64encode(EMPTY) == b"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_the_bundle_and_the_tile_are_those_of_the_example() -> None:
    assert bundle(ENTRIES).hex() == "00036f6e65000374776f00057468726565"
    assert digest(b"".join(LEAVES)) == "6168c234ffb69c4c34476551c18dfc6041752648b15012695bff139659d59c8a"
    assert tile_path(0, 0, 3) == "tile/0/000.p/3"


def test_the_cosigned_message_is_that_of_the_example() -> None:
    message = cosigned_message(Checkpoint(LOG, 3, ROOT).text, TIME)
    assert len(message) == 97
    assert digest(message) == "b64d6833e93ca44a1b0bd7c9c8ead85421582c44695b5a46642157bb2d703d6a"


def test_the_proof_comes_out_byte_for_byte() -> None:
    note = sign_checkpoint(Checkpoint(LOG, 3, ROOT), signer(1))
    note = note.with_lines([cosign_text(note.text, WITNESS, signer(2), time=TIME)])
    made = Proof(1, (LEAVES[0], LEAVES[2]), note, b"salt").to_bytes()
    assert made == PROOF.encode()
    assert len(made) == 448
    assert digest(made) == "a230eee9defc8560248b55279d53535438f793fd92ce6d073ab5a61c1909cbd7"
    assert digest(note.to_bytes()) == "f7ec50f9521628cbedd45bcb25c8b0320fed2f58c0ac180f9bb4ad31c408f973"
    assert Proof.parse(made).to_bytes() == made


def test_the_request_to_a_witness_comes_out_byte_for_byte() -> None:
    verify_consistency(2, 3, [LEAVES[2]], root_of(LEAVES[:2]), ROOT)
    verify_consistency(1, 3, [LEAVES[1], LEAVES[2]], LEAVES[0], ROOT)
    note = sign_checkpoint(Checkpoint(LOG, 3, ROOT), signer(1))
    body = request_body(2, [LEAVES[2]], note)
    assert len(body) == 235
    assert digest(body) == "20e55938d79fb90282eb6ee3f69b102ef498c07e26d80c67f472825eea2b3b8a"


def verified(text: str = PROOF, *, entry: bytes = b"two", policy: LogPolicy | None = None) -> None:
    Proof.parse(text.encode()).verify(entry, policy or log_policy())


SECOND = cosign_text(Checkpoint(LOG, 3, ROOT).text, WITNESS, signer(2), time=TIME + 60).text


@pytest.mark.parametrize(
    "text",
    [
        PROOF,
        PROOF.replace("extra c2FsdA==", "extra cGVwcGVy"),
        PROOF.replace("extra c2FsdA==\n", ""),
        PROOF + "— someone.example AAAAAAE=\n",
        PROOF + "— log.example/badges AAAAAAE=\n",
        PROOF + SECOND,
    ],
)
def test_the_proof_verifies_whatever_nobody_vouches_for(text: str) -> None:
    verified(text)


LINES = PROOF.split("\n")
SWAPPED = "\n".join([*LINES[:3], LINES[4], LINES[3], *LINES[5:]])
BAD_ROOT = PROOF.replace("bavKk=", "bavKl=")
EXTENDED = PROOF.replace("bavKk=\n", "bavKk=\nmore\n")
LATER = PROOF.replace("AAAABpVbkA", "AAAABpVbkB")
BROKEN_WITNESS = PROOF.replace("+6AABQ==", "+6AABA==")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROOF.replace("index 1", "index 0"), "ledger_inclusion"),
        (PROOF.replace("index 1", "index 3"), "ledger_index"),
        (PROOF.replace("index 1", "index 01"), "ledger_receipt"),
        (PROOF.replace("index 1", "index +1"), "ledger_receipt"),
        (PROOF.replace("\n3\n", "\n4\n"), "ledger_signature"),
        (PROOF.replace(LINES[3] + "\n", ""), "ledger_inclusion"),
        (PROOF.replace(LINES[3], LINES[3] + "\n" + LINES[3]), "ledger_inclusion"),
        (SWAPPED, "ledger_inclusion"),
        (PROOF.replace("\nlog.example/badges\n", "\nlog.example/other\n"), "ledger_origin"),
        (PROOF.replace(LINES[10] + "\n", ""), "ledger_unsigned"),
        (LATER, "ledger_signature"),
        (BROKEN_WITNESS, "ledger_signature"),
        (EXTENDED, "ledger_signature"),
        (PROOF.replace("\n", "\r\n"), "ledger_receipt"),
        (PROOF[:-1], "ledger_note"),
        (BAD_ROOT, "ledger_checkpoint"),
        (PROOF.replace("proof@v1", "proof@v2"), "ledger_receipt"),
        (PROOF.replace(LINES[3], LINES[3][:-1]), "ledger_receipt"),
        (PROOF.replace(LINES[3], "\n".join([LINES[3]] * (PATH_HASHES + 1))), "ledger_receipt"),
    ],
)
def test_the_proof_is_refused_for_its_reason(text: str, code: str) -> None:
    assert text != PROOF
    with pytest.raises(MexBadgeError) as refused:
        verified(text)
    assert refused.value.code == code


def test_another_entry_is_refused() -> None:
    with pytest.raises(LedgerError) as refused:
        verified(entry=b"Two")
    assert refused.value.code == "ledger_inclusion"
    assert refused.value.position == 1


def test_the_same_witness_twice_is_one_witness() -> None:
    other = NoteKey("witness.example/w2", KeyType.COSIGNATURE, signer(4).public_key)
    policy = LogPolicy.of(LOG_VKEY, WitnessPolicy((NoteKey.parse(WITNESS_VKEY), other), 2))
    with pytest.raises(LedgerError) as refused:
        verified(PROOF + SECOND, policy=policy)
    assert refused.value.code == "ledger_quorum"


def test_the_same_key_under_two_names_is_refused() -> None:
    twin = NoteKey("witness.example/twin", KeyType.COSIGNATURE, signer(2).public_key)
    with pytest.raises(InputError) as refused:
        WitnessPolicy((NoteKey.parse(WITNESS_VKEY), twin), 2)
    assert refused.value.code == "ledger_key_twice"


@pytest.mark.parametrize("threshold", [0, -1, 2])
def test_a_threshold_that_asks_for_nobody_or_too_many_is_refused(threshold: int) -> None:
    with pytest.raises(InputError) as refused:
        WitnessPolicy((NoteKey.parse(WITNESS_VKEY),), threshold)
    assert refused.value.code == "ledger_quorum_range"


def test_the_key_of_the_log_is_no_witness() -> None:
    own = NoteKey("witness.example/own", KeyType.COSIGNATURE, signer(1).public_key)
    with pytest.raises(InputError) as refused:
        LogPolicy.of(LOG_VKEY, WitnessPolicy((own,), 1))
    assert refused.value.code == "ledger_key_twice"


def test_a_threshold_is_reached_at_the_moment_of_its_last_witness() -> None:
    times = {2: TIME + 5, 4: TIME + 90, 5: TIME + 20}
    keys = tuple(NoteKey(f"w{seed}.example", KeyType.COSIGNATURE, signer(seed).public_key) for seed in times)
    note = note_of(3, ROOT)
    lines = [cosign_text(note.text, f"w{seed}.example", signer(seed), time=time) for seed, time in times.items()]
    accepted = LogPolicy.of(LOG_VKEY, WitnessPolicy(keys, 2)).accept(note.with_lines(lines))
    assert accepted.time == TIME + 20
    assert [witness.time for witness in accepted.witnesses] == sorted(times.values())


def test_the_published_note_of_the_specification_verifies() -> None:
    key = NoteKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    line = (
        "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZ"
        "XsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
    )
    note = Note.parse(b"This is an example message.\n\n" + line.encode())
    assert note.lines[0].is_by(key)
    assert key.verify(note.lines[0].signature, note.text)
    for place in range(len(note.text)):
        changed = bytearray(note.text)
        changed[place] ^= 1
        assert not key.verify(note.lines[0].signature, bytes(changed))
