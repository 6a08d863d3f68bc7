"""What the rows of ``make bench`` are measured on: an issuer in memory, and badges of three sizes in every form."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mexbadge.credentials.achievement import read
from mexbadge.credentials.ob2 import Award2, BadgeClass, Profile, issue_hosted, issue_signed, revocation_list_document
from mexbadge.credentials.published_keys import key_documents
from mexbadge.credentials.status_lists import BitList
from mexbadge.errors import FetchError
from mexbadge.fetch.types import Request, Response
from mexbadge.issuer import Form, issue
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ld.contexts import bundled, entries
from mexbadge.models.identity import Identity
from mexbadge.proofs import add_proof
from mexbadge.status.bitstring import MINIMUM_ENTRIES, Bitstring

AT = datetime(2026, 5, 1, tzinfo=UTC)
HOST = "https://badges.college.example"
ISSUER = {"id": "did:web:badges.college.example", "name": "Example College"}
PERSON = "a@example.ca"
SIGNER = LocalSigner.generate(KeyKind.ED25519, f"{ISSUER['id']}#key-1")
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "achievements" / "psw-dementia-care.toml"
SIZES = ("minimal", "typical", "large")
FORMS: Mapping[str, tuple[Form, str | None]] = {
    "vc-jwt": (Form.VC_JWT, None),
    "eddsa-jcs-2022": (Form.DATA_INTEGRITY, "eddsa-jcs-2022"),
    "eddsa-rdfc-2022": (Form.DATA_INTEGRITY, None),
}


def achievements() -> dict[str, dict[str, object]]:
    """Return a minimal, a typical and a large achievement."""
    minimal: dict[str, object] = {
        "id": f"{HOST}/a",
        "name": "A",
        "description": "B",
        "criteria": {"narrative": "C"},
    }
    typical = read(EXAMPLE.read_bytes(), EXAMPLE.name)
    many = [{**entry, "targetCode": f"LCS-{n}"} for n in range(60) for entry in typical["alignment"][:1]]
    return {"minimal": minimal, "typical": typical, "large": {**typical, "alignment": many}}


def how(form: str) -> dict[str, object]:
    """Return what the public door is given to issue in a form of :data:`FORMS`."""
    kind, suite = FORMS[form]
    return {"to": PERSON, "issuer": ISSUER, "signer": SIGNER, "form": kind, "suite": suite, "at": AT}


@dataclass
class World:
    """An internet in memory: pages by address. Call it to fetch."""

    pages: dict[str, bytes]

    def __call__(self, request: Request) -> Response:
        if request.url not in self.pages:
            raise FetchError("fetch_not_in_resources", url=request.url)
        return Response(request.url, 200, {}, self.pages[request.url])


def world() -> World:
    """Return what the issuer publishes of its keys."""
    documents = key_documents(ISSUER["id"], [(SIGNER.verification_method, SIGNER.public_key)])
    return World({url: json.dumps(document).encode() for url, document in documents.items()})


def credentials() -> dict[tuple[str, str], bytes]:
    """Issue one badge of each size and form."""
    made = achievements()
    return {(size, form): issue(made[size], **how(form)).credential for size in SIZES for form in FORMS}


def older(world: World) -> dict[str, bytes]:
    """Issue a 2.0 badge signed with RSA and a hosted one, and publish what they name."""
    base = f"{HOST}/2.0"
    signer = LocalSigner.generate(KeyKind.RSA, f"{base}/key.json")
    listed = f"{base}/revoked.json"
    keys = [(signer.verification_method, signer.public_key)]
    profile = Profile(f"{base}/issuer.json", ISSUER["name"], HOST, "badges@college.example", keys, listed)
    texts = ("Safe Lifting", "Lifts safely.", {"narrative": "Shown on placement."})
    badge = BadgeClass(f"{base}/lifting.json", *texts, f"{base}/lifting.png")

    def award(name: str) -> Award2:
        return Award2(f"{base}/{name}.json", Identity.parse(PERSON), f"salt of {name}", AT)

    signed = issue_signed(award("signed"), badge, profile, signer)
    hosted = issue_hosted(award("hosted"), badge, profile)
    world.pages |= {**signed.documents, **hosted.documents}
    world.pages[listed] = json.dumps(revocation_list_document(listed, profile.id, {})).encode()
    return {"2.0 signed": signed.content, "2.0 hosted": hosted.content}


def badge_on_a_list(world: World) -> bytes:
    """Issue a typical badge that names a list of 131,072 bits, a hundredth of them set, and publish that list."""
    marked = dict.fromkeys(random.Random(1).sample(range(MINIMUM_ENTRIES), 1311), 1)  # noqa: S311 - always the same
    bits = BitList(f"{HOST}/status/1", ISSUER["id"])
    says = bits.document(Bitstring.new().with_entries(marked), valid_from=AT, ttl=300_000)
    world.pages[bits.url] = json.dumps(add_proof(says, SIGNER, created=AT)).encode()
    free = next(index for index in range(MINIMUM_ENTRIES) if index not in marked)
    given = {**how("eddsa-rdfc-2022"), "extra": {"credentialStatus": bits.entry(free)}}
    return issue(achievements()["typical"], **given).credential


def for_peers(folder: Path, world: World, badges: Mapping[tuple[str, str], bytes], older: Mapping[str, bytes]) -> None:
    """Lay all that other programs need to do the same into ``folder``; they fetch from ``documents.json`` alone."""
    contexts = {url: bundled(entry) for entry in entries() if entry.kind == "context" for url in entry.urls}
    pages = {url: json.loads(body) for url, body in world.pages.items()}
    cases = {f"{size} {form}": content.decode() for (size, form), content in badges.items()}
    older = {name: content.decode() for name, content in older.items()}
    (folder / "documents.json").write_text(json.dumps(contexts | pages), encoding="utf-8")
    (folder / "cases.json").write_text(json.dumps(cases | older), encoding="utf-8")
