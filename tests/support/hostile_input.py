"""Whole files made to exhaust a verifier: each with the documents that the network would answer for it."""

import json
import struct
import uuid
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import world_ob2
from bad_input import chunk, png
from mexbadge import _limits
from mexbadge._json import dumps
from mexbadge._multibase import base64url_encode, encode
from mexbadge.bake import bake
from mexbadge.credentials.status_lists import BitList
from mexbadge.issuer import Form
from mexbadge.models.shape import CLR_CONTEXT, EXTENSIONS_CONTEXT, OB_CONTEXT, VC2_CONTEXT
from mexbadge.proofs import add_proof
from mexbadge.status.bitstring import Bitstring
from world import ACHIEVEMENT, ISSUED, College, World

__all__ = ["INPUTS", "Hostile"]

KNOWS: Final = "https://hostile.example/knows"
LIST: Final = "https://badges.college.example/status/{}"
Json = dict[str, Any]


@dataclass
class Hostile:
    """A file, and the pages that its verifier may read."""

    data: bytes
    pages: Mapping[str, bytes] = field(default_factory=dict)


class _Maker:
    """A college whose documents can be read, and badges of it with anything in them."""

    def __init__(self) -> None:
        self.world = World()
        self.college = College(self.world)

    def document(self, **members: Any) -> Json:
        unsigned: Json = json.loads(self.college.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential)
        del unsigned["proof"]
        contexts = [VC2_CONTEXT, OB_CONTEXT, EXTENSIONS_CONTEXT]
        return {**unsigned, "@context": contexts, "id": f"urn:uuid:{uuid.uuid4()}", **members}

    def jcs(self, document: Json) -> Json:
        return dict(add_proof(document, self.college.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED))

    def rdfc(self, document: Json) -> Json:
        """A document with a proof over RDF that looks right; what it covers is for the verifier to work out."""
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2026-03-01T00:00:00Z",
            "verificationMethod": self.college.signer.verification_method,
            "proofPurpose": "assertionMethod",
            "proofValue": encode(bytes(64)),
        }
        return {**document, "proof": proof}

    def signed(self, **members: Any) -> Hostile:
        return self.file(self.jcs(self.document(**members)))

    def graph(self, nodes: Any) -> Hostile:
        return self.file(self.rdfc(self.document(evidence=nodes)))

    def file(self, document: Any, **pages: Any) -> Hostile:
        return self.bytes(dumps(document).encode(), **pages)

    def bytes(self, data: bytes, **pages: Any) -> Hostile:
        bodies = {url: answer.body for url, answer in self.world.pages.items()}
        return Hostile(data, bodies | pages)


def _filled(text: str, size: int = _limits.CREDENTIAL_BYTES - 4096) -> str:
    return text * (size // len(text.encode()))


def _clique(size: int) -> list[Json]:
    return [
        {
            "id": f"_:n{one}",
            "type": ["Evidence"],
            KNOWS: [{"id": f"_:n{other}"} for other in range(size) if other != one],
        }
        for one in range(size)
    ]


def _twins(leaves: int) -> list[Json]:
    leaf = {"type": ["IdentifierEntry"], "identifier": "7", "identifierType": "ext:x"}
    return [{"type": ["Evidence"], KNOWS: [leaf] * leaves} for _ in range(2)]


def _endorsement(maker: _Maker, number: int, **members: Any) -> Json:
    subject = {"id": ACHIEVEMENT["id"], "type": ["EndorsementSubject"], "endorsementComment": f"{number}"}
    return maker.document(type=["VerifiableCredential", "EndorsementCredential"], credentialSubject=subject, **members)


def _poison_endorsements() -> Hostile:
    maker = _Maker()
    inside = [maker.rdfc(_endorsement(maker, number, evidence=_clique(9))) for number in range(64)]
    return maker.signed(endorsement=inside)


def _endorsements_in_endorsements() -> Hostile:
    maker = _Maker()

    def nest(depth: int) -> list[Json]:
        many = 64 >> 3 * (4 - depth)
        if not many:
            return []
        return [
            maker.jcs(_endorsement(maker, number, **({"endorsement": below} if (below := nest(depth - 1)) else {})))
            for number in range(many)
        ]

    return maker.signed(endorsement=nest(4))


def _record(inner: Callable[[_Maker], list[Any]], maker: _Maker | None = None) -> Hostile:
    maker = maker or _Maker()
    document = maker.document(
        type=["VerifiableCredential", "ClrCredential"],
        name="Record",
        credentialSubject={"id": "did:example:me", "type": ["ClrSubject"], "verifiableCredential": inner(maker)},
    )
    document["@context"] = [VC2_CONTEXT, CLR_CONTEXT, OB_CONTEXT]
    return maker.file(maker.jcs(document))


def _large_inner(maker: _Maker) -> list[Json]:
    """256 credentials that hold, each with some 60 KiB to canonicalize."""
    made = []
    for number in range(256):
        tags = [f"a word of some length, the number {number} of {place}" for place in range(1_000)]
        award = maker.college.issue(Form.DATA_INTEGRITY, achievement={**ACHIEVEMENT, "tag": tags})
        made.append(json.loads(award.credential))
    return made


def _poison_inner(maker: _Maker) -> list[Json]:
    return [maker.rdfc(maker.document(evidence=_clique(9))) for _ in range(256)]


def _records_in_records(maker: _Maker) -> list[Json]:
    def nest(depth: int) -> list[Json]:
        if not depth:
            return [maker.jcs(maker.document()) for _ in range(8)]
        return [
            maker.jcs(
                {
                    **maker.document(type=["VerifiableCredential", "ClrCredential"], name="Record"),
                    "@context": [VC2_CONTEXT, CLR_CONTEXT, OB_CONTEXT],
                    "credentialSubject": {
                        "id": "did:example:me",
                        "type": ["ClrSubject"],
                        "verifiableCredential": nest(depth - 1),
                    },
                }
            )
            for _ in range(8)
        ]

    return nest(2)


def _status(
    bits: bytes, *, lists: int = 1, entries: int = 1, packed: bytes | None = None, maker: _Maker | None = None
) -> Hostile:
    """A badge that names ``lists`` signed lists of the given bits."""
    maker = maker or _Maker()
    named, pages = [], {}
    for number in range(lists):
        url = LIST.format(number)
        says = BitList(url, maker.college.id)
        named += [says.entry(place) for place in range(entries)]
        document = says.document(Bitstring(bits), valid_from=ISSUED)
        if packed is not None:
            document["credentialSubject"]["encodedList"] = f"u{base64url_encode(packed)}"
        pages[url] = dumps(maker.jcs(document)).encode()
    return maker.file(maker.jcs(maker.document(credentialStatus=named)), **pages)


def _lists_inside() -> Hostile:
    """A record whose 256 credentials name the same eight lists of the largest size."""
    maker = _Maker()
    outside = _status(bytes(16 * 2**20), lists=8, maker=maker)
    named = json.loads(outside.data)["credentialStatus"]
    inner = [maker.jcs(maker.document(credentialStatus=named)) for _ in range(256)]
    return Hostile(_record(lambda _: inner, maker).data, outside.pages)


def _bomb() -> bytes:
    """Two GiB of zeros, packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(2**20)
    return b"".join([*(packer.compress(block) for _ in range(2_048)), packer.flush()])


def _noise(size: int) -> bytes:
    """Bytes that pack to nearly their own size, the same every time."""
    state, out = 1, bytearray()
    while len(out) < size:
        state = state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        out += struct.pack(">Q", state)
    return bytes(out)


def _revocations(count: int) -> Hostile:
    maker = _Maker()
    url = "https://badges.college.example/revocations.json"
    ids = [{"id": f"urn:uuid:{number:032x}", "revoked": True} for number in range(count)]
    body = dumps({"id": url, "issuer": maker.college.id, "revokedCredential": ids}).encode()
    entry = {"id": url, "type": "1EdTechRevocationList"}
    return maker.file(maker.jcs(maker.document(credentialStatus=entry)), **{url: body})


def _token(**members: Any) -> Hostile:
    maker = _Maker()
    return maker.bytes(maker.college.issue(Form.VC_JWT, extra=members).credential)


def _did_document(methods: int) -> Hostile:
    maker = _Maker()
    token = maker.college.issue(Form.VC_JWT).credential
    (url,) = (url for url in maker.world.pages if url.endswith("did.json"))
    document = json.loads(maker.world.pages[url].body)
    key = document["verificationMethod"][0]
    more = [{**key, "id": f"{maker.college.id}#k{number}"} for number in range(methods)]
    document["verificationMethod"] += more
    document["assertionMethod"] += [one["id"] for one in more]
    return maker.bytes(token, **{url: dumps(document).encode()})


def _proofs(count: int) -> Hostile:
    maker = _Maker()
    document = maker.document(evidence=[{"id": f"urn:x:{n}", "type": ["Evidence"]} for n in range(8_000)])
    proof = maker.rdfc(document)["proof"]
    return maker.file({**document, "proof": [proof] * count})


def _svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()


def _text_bomb() -> bytes:
    """A PNG whose credential chunk unfolds to a GiB."""
    packer = zlib.compressobj(9)
    block = bytes(2**20)
    packed = b"".join([*(packer.compress(block) for _ in range(1_024)), packer.flush()])
    plain = png()
    return plain[:33] + chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0" + packed) + plain[33:]


def _many_chunks(count: int) -> bytes:
    plain = bake(png(), _Maker().college.issue().credential)
    return plain[:33] + chunk(b"tEXt", b"Comment\0x") * count + plain[33:]


def _ob2_endless() -> Hostile:
    """A 2.0 badge whose documents name ever more documents."""
    pages: dict[str, bytes] = {}
    for number in range(200):
        url = f"https://college.example/badges/{number}.json"
        following = [f"https://college.example/badges/{number + step}.json" for step in range(1, 60)]
        pages[url] = dumps({**world_ob2.badge_class(id=url), "endorsement": following, "related": following}).encode()
    pages[world_ob2.ISSUER] = dumps(world_ob2.issuer()).encode()
    given = world_ob2.assertion(badge="https://college.example/badges/0.json")
    pages[world_ob2.ASSERTION] = dumps(given).encode()
    return Hostile(dumps(given).encode(), pages)


def _ob2_wide(members: Mapping[str, Any]) -> Hostile:
    given = {**world_ob2.assertion(), **members}
    pages = {
        world_ob2.ASSERTION: dumps(given).encode(),
        world_ob2.BADGE: dumps(world_ob2.badge_class()).encode(),
        world_ob2.ISSUER: dumps(world_ob2.issuer()).encode(),
    }
    return Hostile(dumps(given).encode(), pages)


def _odd(text: str) -> Hostile:
    """A signed badge in which a very long text stands in every place that something reads closely."""
    achievement = {
        **ACHIEVEMENT,
        "id": text,
        "name": text,
        "achievementType": text,
        "inLanguage": text,
        "alignment": [{"type": ["Alignment"], "targetUrl": text, "targetType": text, "targetName": text}],
        "image": {"id": text, "type": "Image"},
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": text, "identifierType": text}],
    }
    identity = {"type": "IdentityObject", "identityHash": text, "identityType": text, "hashed": True, "salt": text}
    subject = {"id": text, "type": ["AchievementSubject"], "achievement": achievement, "identifier": [identity]}
    evidence = [{"id": text, "type": ["Evidence"], "name": text}]
    members = {"validUntil": text, "awardedDate": text, "name": text, "evidence": evidence}
    return _Maker().signed(credentialSubject=subject, credentialSchema={"id": text, "type": text}, **members)


def _json(text: str) -> Hostile:
    return Hostile(text.encode())


def _bush(width: int, depth: int) -> Any:
    return [{"type": ["Evidence"], KNOWS: _bush(width, depth - 1)} for _ in range(width)] if depth else ["leaf"]


def _contexts() -> Hostile:
    maker = _Maker()
    inline = [{f"x{number}": f"urn:x:{number}"} for number in range(20_000)]
    return maker.file(maker.rdfc(maker.document(**{"@context": [VC2_CONTEXT, OB_CONTEXT, *inline]})))


def _members() -> Hostile:
    """As many members as are read at all, each name once, and one character that makes the whole text wide."""
    members = ",".join(f'"{number:05x}":{number}.5' for number in range(_limits.JSON_VALUES - 8))
    padding = "x" * (_limits.BUNDLE_BYTES - len(members) - 64)
    return _json(f'{{"a":"\U0001f600{padding}",{members}}}')


def _wide_record(suite: str = "eddsa-jcs-2022") -> Hostile:
    """A record under a proof that looks right, with as many members as are read at all."""
    maker = _Maker()
    more = {f"{number:05x}": number + 0.5 for number in range(_limits.JSON_VALUES - 400)}
    subject = {"id": "did:example:me", "type": ["ClrSubject"], "verifiableCredential": [], "more": more}
    record = maker.document(
        type=["VerifiableCredential", "ClrCredential"], name="\U0001f600", credentialSubject=subject
    )
    made = maker.rdfc({**record, "@context": [VC2_CONTEXT, CLR_CONTEXT, OB_CONTEXT]})
    made["proof"]["cryptosuite"] = suite
    return maker.bytes(json.dumps(made, ensure_ascii=False).encode())


def _wide_token() -> Hostile:
    """A token of a badge of the largest size, with many members."""
    more = {f"{number:05x}": number + 0.5 for number in range(220_000)}
    return _token(more=more)


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 7))
    return f'<!DOCTYPE svg [<!ENTITY l0 "ha">{entities}]>'.encode() + _svg("<title>&l6;</title>")


_FULL: Final = _limits.CREDENTIAL_BYTES - 64
_WHOLE: Final = _limits.BUNDLE_BYTES - 4096
_ODD: Final = 200_000

INPUTS: Final[Mapping[str, Callable[[], Hostile]]] = {
    "5 MiB of numbers": lambda: _json('{"a":[' + _filled("1,") + "1]}"),
    "5 MiB of empty objects": lambda: _json('{"a":[' + _filled("{},") + "{}]}"),
    "5 MiB of brackets": lambda: _json("[" * _FULL),
    "5 MiB of members": lambda: _json("{" + ",".join(f'"{n:07}":0' for n in range(420_000)) + "}"),
    "16 MiB of members": lambda: _json("{" + ",".join(f'"{n:x}":0' for n in range(1_600_000)) + "}"),
    "16 MiB of short texts": lambda: _json('{"a":[' + _filled('"ab",', _WHOLE) + "0]}"),
    "16 MiB of texts in other scripts": lambda: _json('{"a":[' + _filled('"\u0434\u0436",', _WHOLE) + "0]}"),
    "16 MiB of numbers": lambda: _json('{"a":[' + _filled("1.5,", _WHOLE) + "0]}"),
    "16 MiB of small objects": lambda: _json('{"a":[' + '{"b":"cdefghij","k":[1,"lm"]},' * 190_000 + "0]}"),
    "16 MiB of distinct members of all kinds": _members,
    "a record of as many members as are read": _wide_record,
    "a record of as many members as are read, over RDF": lambda: _wide_record("eddsa-rdfc-2022"),
    "a token of many members": _wide_token,
    "5 MiB of escapes": lambda: _json('{"a":"' + _filled("\\u00e9") + '"}'),
    "5 MiB of white space": lambda: _json("{" + _filled(" ") + "}"),
    "5 MiB of quotes": lambda: _json('{"a":"' + _filled('\\"') + '"}'),
    "5 MiB of byte order marks": lambda: _json(_filled("\ufeff", 5_000_000)),
    "a token of 5 MiB of dots": lambda: _json("eyJ" + _filled(".")),
    "a token of 5 MiB of letters": lambda: _json("eyJ" + _filled("A") + ".e30.e30"),
    "a signed badge of 5 MiB of tags": lambda: _Maker().signed(tag=["x" * 8] * 400_000),
    "a signed badge of 300,000 unknown objects": lambda: _Maker().signed(evidence=[{}] * 300_000),
    "a signed badge of 20,000 kinds of evidence": lambda: _Maker().signed(evidence=[{"type": ["Evidence"]}] * 20_000),
    "a signed badge of 20,000 contexts": lambda: _Maker().signed(**{"@context": [VC2_CONTEXT, OB_CONTEXT] * 10_000}),
    "a signed badge of a bush of objects": lambda: _Maker().signed(evidence=_bush(3, 9)),
    "a token of a large badge": lambda: _token(evidence=[{"type": ["Evidence"], "name": "x" * 160}] * 9_999),
    "a badge of a long text of digits": lambda: _odd("2026-" + "1" * _ODD),
    "a badge of a long text of blanks": lambda: _odd("2026-03-01T00:00:00" + " " * _ODD),
    "a badge of a long text of colons": lambda: _odd("urn:" + "a:" * (_ODD // 2)),
    "a badge of a long text of dots": lambda: _odd("https://" + "a." * (_ODD // 2)),
    "a badge of a long text of percent signs": lambda: _odd("https://a.example/" + "%2" * (_ODD // 2)),
    "a badge of a long text of hyphens": lambda: _odd("en-" + "a-" * (_ODD // 2)),
    "a badge of a long text of at signs": lambda: _odd("a@" * (_ODD // 2)),
    "a badge of a long text of combining marks": lambda: _odd("a" + "\u0301\u0323" * (_ODD // 20)),
    "a badge of a long text of directions": lambda: _odd("\u202e\u2066" * (_ODD // 20)),
    "a badge of a long text of angle brackets": lambda: _odd("<" * _ODD),
    "a clique of blank nodes": lambda: _Maker().graph(_clique(10)),
    "a large clique of blank nodes": lambda: _Maker().graph(_clique(60)),
    "twin hubs of blank nodes": lambda: _Maker().graph(_twins(9)),
    "20,000 blank nodes that look alike": lambda: _Maker().graph([{"type": ["Evidence"]}] * 20_000),
    "20,000 inline contexts": lambda: _Maker().graph([{"@context": {"x": "urn:x"}, "x": "1"}] * 20_000),
    "20,000 inline contexts in a list": _contexts,
    "16 proofs over a large graph": lambda: _proofs(16),
    "5,000 proofs": lambda: _proofs(5_000),
    "64 endorsements with poison": _poison_endorsements,
    "endorsements of endorsements": _endorsements_in_endorsements,
    "10,000 endorsements": lambda: _Maker().signed(endorsement=[{"type": "EndorsementCredential"}] * 10_000),
    "a record of 256 large credentials": lambda: _record(_large_inner),
    "a record of 256 credentials with poison": lambda: _record(_poison_inner),
    "a record of 256 credentials with eight large lists each": _lists_inside,
    "a record of 100,000 credentials": lambda: _record(lambda _: [{}] * 100_000),
    "a record of records": lambda: _record(_records_in_records),
    "an SVG 100,000 deep": lambda: Hostile(_svg("<g>" * 100_000 + "</g>" * 100_000)),
    "an SVG of a million elements": lambda: Hostile(_svg("<g/>" * 1_000_000)),
    "an SVG of 100,000 attributes": lambda: Hostile(_svg("<g" + "".join(f" a{n}=''" for n in range(100_000)) + "/>")),
    "an SVG of a million laughs": lambda: Hostile(_laughs()),
    "an SVG of 30 MiB of comment": lambda: Hostile(_svg("<!--" + "x" * 30_000_000 + "-->")),
    "a PNG of 100,000 chunks": lambda: Hostile(_many_chunks(100_000)),
    "a PNG of a million chunks": lambda: Hostile(_many_chunks(1_000_000)),
    "a PNG whose chunk unfolds to a GiB": lambda: Hostile(_text_bomb()),
    "a PNG of 32 MiB": lambda: Hostile(png()[:33] + chunk(b"tEXt", bytes(30 * 2**20)) + png()[33:]),
    "a status list that unfolds to two GiB": lambda: _status(bytes(2**14), packed=_bomb()),
    "eight of the largest status lists": lambda: _status(bytes(16 * 2**20), lists=8),
    "eight status lists of noise": lambda: _status(_noise(4 * 2**20), lists=8),
    "5,000 status entries": lambda: _status(bytes(2**14), entries=5_000),
    "a list of 150,000 revoked ids": lambda: _revocations(150_000),
    "a DID document of 100 keys": lambda: _did_document(98),
    "a DID document of 5,000 keys": lambda: _did_document(5_000),
    "a 2.0 badge of ever more documents": _ob2_endless,
    "a 2.0 badge of 5 MiB of evidence": lambda: _ob2_wide({"evidence": [{"type": "Evidence"}] * 200_000}),
    "a 2.0 badge of a long date": lambda: _ob2_wide({"issuedOn": "2026-03-01T" + "0" * 3_000_000}),
    "a 2.0 badge of blank nodes": lambda: _ob2_wide({"evidence": [{"id": f"_:b{n}"} for n in range(100_000)]}),
}
"""Every input by its name; the bounds are those of ``tests/slow/test_bounds.py``."""
