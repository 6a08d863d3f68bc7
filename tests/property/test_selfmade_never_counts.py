"""Property: no badge of which every byte comes from its holder ever counts, whatever it says and wherever it lies.

Somebody makes badges alone: with keys of their own, at every address that is theirs (a site of their own, a folder on
a platform that many share, a picture or a key that they could upload to a college's site), in the words of both
standards. What genuine issuers publish stands beside it, untouched. Nothing of it counts in the name of another, of a
key, of nobody or of the holder; where somebody says which issuers count, nothing of it counts at all.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

import world_ob2
from baking import png
from examples_count import examples
from mexbadge import _json
from mexbadge.badge import Person
from mexbadge.bake import bake
from mexbadge.dids import did_jwk
from mexbadge.fetch import ResourceSet, Response, Source
from mexbadge.issuer import Form
from mexbadge.keys import LocalSigner
from mexbadge.ld import ExtraContext
from mexbadge.models.identity import identity_hash
from mexbadge.models.shape import OB_CONTEXT, VC2_CONTEXT
from mexbadge.proofs import add_proof, jws, vc_jwt
from mexbadge.skills import holdings_of
from mexbadge.verify import Policy, Report, Verdict, verify
from records import record_document
from world import ACHIEVEMENT, AT, ISSUED, College, World

HOLDER = "did:example:mallory"
EMAIL = world_ob2.EMAIL
SITE, PLATFORM, UPLOADS = "https://mallory.example", "https://platform.example", "https://college.example/uploads"
UNI, TENANT, OLD = "did:web:uni.example", f"{PLATFORM}/b", world_ob2.ISSUER
GENUINE = frozenset({UNI, TENANT, OLD})
OWN = "did:web:mallory.example"
NAMED = (UNI, TENANT, OLD, OWN, "did:key", "did:jwk", "did:web:nowhere.example", f"{PLATFORM}/u/mallory",
         "https://nowhere.example/issuer", "did:web:uni.example:mallory", "did:web:UNI.example", f"{SITE}/issuer.json",
         f"{UPLOADS}/m.json", "did:web:college.example:uploads")  # fmt: skip
KEYS = ("kid of the issuer", "kid of mine", "address on the platform", "address among uploads", "did:key", "thumbprint",
        "bare", "jwk")  # fmt: skip
OWN_WORDS = "https://mallory.example/words.json"
_WORDS = b'{"@context": {}}'
WORDS = ExtraContext(OWN_WORDS, _WORDS, sha256(_WORDS).hexdigest())


@dataclass
class Scene:
    """What genuine issuers publish, and everything that Mallory can put somewhere."""

    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        uni, tenant = College(self.world, id=UNI), College(self.world, id=TENANT)
        self.genuine = uni.issue(Form.DATA_INTEGRITY, to=HOLDER).credential
        self.mine = College(self.world, id=OWN, name="Real University")
        key = self.mine.signer
        self.key, self.jwk = key, dict(key.public_key.to_jwk())
        self.did_key = f"did:key:{key.public_key.to_multikey()}"
        old = world_ob2.World.signed(world_ob2.signer())
        self.world.pages |= {url: page for url, page in old.pages.items() if isinstance(page, Response)}
        shared = {"keys": [{**tenant.signer.public_key.to_jwk(), "kid": f"{TENANT}#key-1"}]}
        self.world.put(f"{PLATFORM}/.well-known/jwks.json", shared)
        for place in (f"{SITE}/key.json", f"{PLATFORM}/u/mallory/key.json", f"{UPLOADS}/key.json"):
            self.world.put(place, {**self.jwk, "kid": place, "iss": UNI})
        for place in (f"{PLATFORM}/u/mallory/method.json", f"{UPLOADS}/method.json"):
            method = {"id": place, "type": "JsonWebKey", "controller": TENANT, "publicKeyJwk": self.jwk}
            self.world.put(place, method)
        for place, name in ((f"{SITE}/issuer.json", UNI), (f"{UPLOADS}/m.json", OLD)):
            self.world.put(place, self._document(name, place))
        self.world.put(f"{SITE}/.well-known/jwks.json", {"iss": UNI, "keys": [self.jwk]})
        self.world.put(OWN_WORDS, {"@context": {}})
        self.resources = ResourceSet.of({url: _as(page, Source.RESOURCES) for url, page in self.world.pages.items()})

    def _document(self, name: str, place: str) -> dict[str, Any]:
        """A controller document and 2.0 profile in another's name, which lists Mallory's key."""
        method = {"id": f"{name}#m", "type": "JsonWebKey", "controller": name, "publicKeyJwk": self.jwk}
        key = {"id": f"{place}#key", "type": "CryptographicKey", "owner": name,
               "publicKeyPem": self.key.public_key.to_pem().decode()}  # fmt: skip
        return world_ob2.issuer(id=name, verificationMethod=[method], assertionMethod=[method["id"]],
                                alsoKnownAs=[UNI, OLD, place], publicKey=key)  # fmt: skip

    def id_of(self, named: str) -> str:
        return {"did:key": self.did_key, "did:jwk": did_jwk(self.key.public_key)}.get(named, named)

    def header(self, issuer: str, chosen: str) -> dict[str, Any]:
        """Name Mallory's key in one of the ways there are."""
        multikey = self.key.public_key.to_multikey()
        fragment = {self.did_key: multikey}.get(issuer, "0" if issuer.startswith("did:jwk") else "key-1")
        kids = {
            "kid of the issuer": f"{issuer}#{fragment}",
            "kid of mine": f"{OWN}#key-1",
            "address on the platform": f"{PLATFORM}/u/mallory/key.json",
            "address among uploads": f"{UPLOADS}/method.json",
            "did:key": f"{self.did_key}#{multikey}",
            "thumbprint": self.key.public_key.thumbprint(),
            "bare": "key-1",
        }
        return {"kid": kids[chosen]} if chosen in kids else {"jwk": self.jwk}


def _as(page: Response, source: Source) -> Response:
    return Response(page.url, page.status, page.headers, page.body, source=source)


SCENE = Scene()
LISTS = st.sampled_from([None, GENUINE])
SUBJECTS = ("holder", "issuer", "issuer in clear", "issuer hashed", "email")
POLICIES = st.sampled_from([Policy(), Policy.compatible(), Policy.strictest(), Policy(status=False)])
FETCHES = st.sampled_from(["network", "resources"])


def counted(
    data: bytes, policy: Policy, fetch: str, accepted: frozenset[str] | None, *more: str
) -> tuple[Report, bool]:
    answers = SCENE.world.fetch if fetch == "network" else SCENE.resources
    report = verify(data, fetch=answers, at=AT, policy=policy)
    person = Person.of(HOLDER, EMAIL, *more)
    found = holdings_of([report], person=person, accepts=None if accepted is None else accepted.__contains__)
    return report, any(one.counts for one in found)


def subject_of(kind: str, issuer: str) -> dict[str, Any]:
    identity = {"type": "IdentityObject", "hashed": kind == "issuer hashed", "identityType": "ext:did", "salt": "s"}
    if kind == "holder":
        return {"id": HOLDER}
    if kind == "issuer":
        return {"id": issuer}
    if kind == "email":
        value = identity_hash(EMAIL, "s")
        return {"identifier": [{**identity, "hashed": True, "identityType": "emailAddress", "identityHash": value}]}
    value = identity_hash(issuer, "s") if kind == "issuer hashed" else issuer
    return {"id": HOLDER, "identifier": [{**identity, "identityHash": value}]}


def credential(issuer: str, subject: Mapping[str, Any], *, words: bool) -> dict[str, Any]:
    return {
        "@context": [VC2_CONTEXT, OB_CONTEXT, *([OWN_WORDS] if words else [])],
        "id": "urn:uuid:1d0b4a3c-2f52-4c39-9f3a-3a6f3f0a6a52",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Real University"},
        "validFrom": "2026-03-01T00:00:00Z",
        "name": "Doctor of Medicine",
        "credentialSubject": {"type": ["AchievementSubject"], "achievement": {**ACHIEVEMENT}, **subject},
    }


def signed(document: dict[str, Any], issuer: str, form: str, chosen: str) -> bytes:
    """Sign as Mallory can: as a token or in the document, with whatever is said of the key."""
    header = SCENE.header(issuer, chosen)
    if form == "token":
        claims = jws.parse(vc_jwt.make(document, SCENE.key)).payload
        return jws.sign(claims, SCENE.key, header={"alg": "EdDSA", "typ": "JWT", **header}).encode()
    kid = header.get("kid", "")
    by = LocalSigner(SCENE.key.private, kid if ":" in kid else SCENE.key.verification_method)
    contexts = (WORDS,) if OWN_WORDS in document["@context"] else None
    suite = "eddsa-jcs-2022" if form == "jcs" else "eddsa-rdfc-2022"
    return _json.dumps(add_proof(document, by, cryptosuite=suite, created=ISSUED, contexts=contexts)).encode()


def wrapped(data: bytes, how: str) -> bytes:
    """Hand it in alone, in a presentation or an envelope, or in a record of Mallory's own beside a genuine badge."""
    inner: Any = json.loads(data) if data.startswith(b"{") else data.decode()
    if how == "presentation":
        shown = {"@context": [VC2_CONTEXT], "type": ["VerifiablePresentation"], "verifiableCredential": [inner]}
        return _json.dumps(shown).encode()
    if how == "record":
        token = isinstance(inner, str)
        held = {
            "@context": VC2_CONTEXT,
            "type": ["EnvelopedVerifiableCredential"],
            "id": f"data:application/vc+jwt,{inner}",
        }
        document = record_document(SCENE.mine, [held if token else inner])
        return _json.dumps(add_proof(document, SCENE.key, cryptosuite="eddsa-jcs-2022", created=ISSUED)).encode()
    return data


def is_of_others(issuer: str, subject: str) -> bool:
    """Whether the badge names nobody who answers for it at a site of Mallory's own, apart from Mallory as its holder.

    A site of one's own that answers for a badge to somebody else is an issuer like any other: only a list of those that
    count can tell. (That is why a policy for deciding about people has one.)
    """
    return issuer != OWN or subject in {"issuer", "issuer in clear", "issuer hashed"}


@settings(max_examples=examples(240), deadline=None)
@given(
    named=st.sampled_from(NAMED),
    chosen=st.sampled_from(KEYS),
    form=st.sampled_from(["token", "jcs", "rdf"]),
    subject=st.sampled_from(SUBJECTS),
    how=st.sampled_from(["alone", "presentation", "record"]),
    words=st.booleans(),
    policy=POLICIES,
    fetch=FETCHES,
    accepted=LISTS,
)
@example(
    named=OWN, chosen="kid of mine", form="rdf", subject="holder", how="alone", words=True, policy=Policy(),
    fetch="network", accepted=None,
)  # fmt: skip
@example(
    named="did:key", chosen="did:key", form="jcs", subject="email", how="alone", words=False, policy=Policy(),
    fetch="network", accepted=None,
)  # fmt: skip
@example(
    named=UNI, chosen="kid of mine", form="token", subject="holder", how="alone", words=False,
    policy=Policy.compatible(), fetch="network", accepted=GENUINE,
)  # fmt: skip
@example(
    named=TENANT, chosen="address on the platform", form="token", subject="holder", how="alone", words=False,
    policy=Policy(), fetch="network", accepted=GENUINE,
)  # fmt: skip
def test_no_selfmade_badge_of_3_0_ever_counts(
    *, named: str, chosen: str, form: str, subject: str, how: str, words: bool, policy: Policy, fetch: str,
    accepted: frozenset[str] | None,
) -> None:  # fmt: skip
    issuer = SCENE.id_of(named)
    own_words = words and form == "rdf"
    document = credential(issuer, subject_of(subject, issuer), words=own_words)
    data = wrapped(signed(document, issuer, form, chosen), how)
    if own_words:
        policy = Policy(compat=policy.compat, contexts=(WORDS,))
    report, counts = counted(data, policy, fetch, accepted, issuer) if subject == "issuer" else counted(
        data, policy, fetch, accepted
    )  # fmt: skip
    if accepted is not None or own_words or is_of_others(issuer, subject):
        assert not counts, report
    if issuer in GENUINE:
        assert report.verdict is not Verdict.VALID, report


ISSUERS_2 = ("genuine", "embedded", "embedded with a key", "at my site", "at my site, says it is another", "uploaded",
             "nowhere", "embedded, nowhere")  # fmt: skip
PLACES_2 = (f"{SITE}/a.json", "https://college.example.mallory.example/a.json",
            "https://college.example@mallory.example/a.json", f"{SITE}/https://college.example/a.json",
            f"{UPLOADS}/a.png", "https://nowhere.example/a.json")  # fmt: skip


@settings(max_examples=examples(240), deadline=None)
@given(
    who=st.sampled_from(ISSUERS_2),
    place=st.sampled_from(PLACES_2),
    by=st.sampled_from(["hosted", "signed"]),
    creator=st.sampled_from([world_ob2.KEY, f"{SITE}/key2.json", f"{UPLOADS}/key2.json", "inside"]),
    badge_at=st.sampled_from(["inside", "theirs", "mine", "uploaded"]),
    policy=POLICIES,
    fetch=FETCHES,
    accepted=LISTS,
)
@example(
    who="genuine", place=f"{UPLOADS}/a.png", by="hosted", creator="inside", badge_at="inside",
    policy=Policy.compatible(), fetch="network", accepted=None,
)  # fmt: skip
@example(
    who="embedded, nowhere", place=f"{SITE}/a.json", by="hosted", creator="inside", badge_at="inside",
    policy=Policy.compatible(), fetch="network", accepted=None,
)  # fmt: skip
def test_no_selfmade_badge_of_2_0_ever_counts(
    *, who: str, place: str, by: str, creator: str, badge_at: str, policy: Policy, fetch: str,
    accepted: frozenset[str] | None,
) -> None:  # fmt: skip
    pages: dict[str, Any] = {}
    pem = SCENE.key.public_key.to_pem().decode()
    for url in (f"{SITE}/key2.json", f"{UPLOADS}/key2.json"):
        owner = OLD if who != "at my site" else f"{SITE}/profile.json"
        pages[url] = world_ob2.key_document(SCENE.key, id=url, owner=owner)
    key: Any = {"id": f"{SITE}/inside", "type": "CryptographicKey", "owner": OLD, "publicKeyPem": pem}
    told = creator if creator != "inside" else key
    issuer = _issuer(who, told, pages)
    named = {"id": f"{SITE}/b.json"} if badge_at in {"mine", "inside"} else {"id": f"{UPLOADS}/b.json"}
    award = world_ob2.badge_class(**named, issuer=issuer)
    pages[award["id"]] = award
    badge: Any = {"inside": award, "theirs": world_ob2.BADGE}.get(badge_at, award["id"])
    mark = creator if creator != "inside" else f"{SITE}/inside"
    if by == "signed":
        document = world_ob2.signed_assertion(badge=badge, verification={"type": "SignedBadge", "creator": mark})
        data = jws.sign(_json.dumps(document).encode(), SCENE.key).encode()
    else:
        document = world_ob2.assertion(id=place, badge=badge)
        data = _json.dumps(document).encode()
        pages[place] = bake(png(), data) if place.endswith(".png") else document
    added = World(dict(SCENE.world.pages))
    for url, page in pages.items():
        added.put(url, page, kind="image/png" if isinstance(page, bytes) else "application/ld+json")
    answers = added.fetch if fetch == "network" else ResourceSet.of(
        {url: _as(page, Source.RESOURCES) for url, page in added.pages.items()}
    )  # fmt: skip
    report = verify(data, fetch=answers, at=AT, policy=policy)
    person = Person.of(EMAIL, HOLDER)
    found = holdings_of([report], person=person, accepts=None if accepted is None else accepted.__contains__)
    mine = report.badge is not None and str(report.badge.issuer_id).startswith(f"{SITE}/profile.json")
    if accepted is not None or not mine:
        assert not any(one.counts for one in found), report
    if report.badge is not None and report.badge.issuer_id in GENUINE:
        assert report.verdict is not Verdict.VALID, report


def _issuer(who: str, key: Any, pages: dict[str, Any]) -> Any:
    """Name an issuer in one of the ways there are, and publish what Mallory can of it."""
    if who == "genuine":
        return OLD
    if who == "embedded":
        return world_ob2.issuer()
    if who == "embedded with a key":
        return world_ob2.issuer(publicKey=key, verification={"startsWith": [f"{SITE}/", f"{UPLOADS}/"]})
    if who == "embedded, nowhere":
        return world_ob2.issuer(id="https://nowhere.example/i.json", url="https://nowhere.example", publicKey=key)
    if who == "nowhere":
        return "https://nowhere.example/i.json"
    place = f"{UPLOADS}/profile.json" if who == "uploaded" else f"{SITE}/profile.json"
    says = place if who == "at my site" else OLD
    pages[place] = world_ob2.issuer(
        id=says, publicKey=key, verification={"allowedOrigins": ["college.example", "mallory.example"]}
    )
    return place


def test_a_genuine_badge_counts_under_every_one_of_these_eyes() -> None:
    """So that the properties above cannot hold because nothing counts."""
    for fetch in ("network", "resources"):
        for accepted in (None, GENUINE):
            for how in ("alone", "presentation"):
                report, counts = counted(wrapped(SCENE.genuine, how), Policy(), fetch, accepted)
                assert counts, report
