"""Who may raise the confidence in a badge: endorsements that were signed, judged from their bytes."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from issuing import DID as PARTNER
from issuing import URL, Clock, Folder
from mexbadge import _json
from mexbadge.badge import Person
from mexbadge.credentials.ob3 import sign
from mexbadge.fetch import ResourceSet
from mexbadge.fetch.types import Request, Response
from mexbadge.issuer import Form, Issuer
from mexbadge.skills import ProfilePolicy, Standing, holding_of, profile_of
from mexbadge.verify import Report, Verifier
from planning import skill
from skilled import TAXONOMY
from world import ACHIEVEMENT, AT, RECIPIENT, College, World

HALF = Fraction(1, 2)
COLLEGE = "did:web:awarding.example"
BADGE = "https://awarding.example/achievements/lifts"
WARY = ProfilePolicy(trust=lambda issuer: HALF if issuer in {COLLEGE, PARTNER} else Fraction(0))
CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]


class Scene:
    """A college that awards, a partner that endorses out of its own folder, and one who looks at the badge."""

    def __init__(self, path: Path) -> None:
        self.folder = Folder(path / "badges", clock=Clock(AT - timedelta(days=1)))
        self.partner: Issuer = self.folder.create()
        self.world = World()
        self.college = College(self.world, id=COLLEGE, name="Awarding College")

    def fetch(self, request: Request) -> Response:
        self.partner.write_hosted()
        at_partner = request.url.startswith(URL)
        return ResourceSet.load(self.folder.path / "hosted")(request) if at_partner else self.world.fetch(request)

    def judged(self, credential: bytes) -> Report:
        return Verifier(fetch=self.fetch).verify(credential, recipient=RECIPIENT, at=AT)

    def badge(self, *endorsements: bytes, on: str = "achievement", form: Form = Form.VC_JWT) -> bytes:
        """A badge that carries endorsements, or what is given as one: on its achievement, or as a whole."""
        aligned = {"type": ["Alignment"], "targetName": "Lifts", "targetUrl": skill("lifts")}
        achievement: dict[str, Any] = {**ACHIEVEMENT, "id": BADGE, "alignment": [aligned]}
        made = self.college.issue(Form.DATA_INTEGRITY, to=RECIPIENT, achievement=achievement).document
        document = {name: value for name, value in made.items() if name != "proof"}
        (document if on == "badge" else document["credentialSubject"]["achievement"]).update(carrying(endorsements))
        return sign(document, self.college.signer, form=form)

    def confidence(self, credential: bytes, policy: ProfilePolicy = WARY) -> Fraction:
        holding = holding_of(self.judged(credential), person=Person.of(RECIPIENT))
        if holding.standing is not Standing.COUNTS:
            return Fraction(0)
        return profile_of([holding], TAXONOMY, policy=policy, at=AT).skills[skill("lifts")].confidence

    def by(self, who: College, about: str = BADGE, **more: Any) -> bytes:
        """An endorsement by any college, with more of its own or less (``...``)."""
        document: dict[str, Any] = {
            "@context": CONTEXTS,
            "id": "urn:uuid:6e2a0f3c-0000-4000-8000-0000000000aa",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": who.profile,
            "name": "Endorsement",
            "validFrom": "2026-03-01T00:00:00Z",
            "credentialSubject": {"id": about, "type": ["EndorsementSubject"], "endorsementComment": "Good."},
            **more,
        }
        return sign(document, who.signer, form=Form.DATA_INTEGRITY)


def carrying(endorsements: tuple[bytes, ...]) -> Mapping[str, Any]:
    objects = [_json.loads(one) for one in endorsements if one.startswith(b"{")]
    tokens = [one.decode() for one in endorsements if not one.startswith(b"{")]
    return {**({"endorsement": objects} if objects else {}), **({"endorsementJwt": tokens} if tokens else {})}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_a_partners_endorsement_of_this_achievement_raises_confidence_until_it_is_withdrawn(scene: Scene) -> None:
    made = scene.partner.endorse(BADGE, comment="We hire who holds it.")
    credential = scene.badge(made.credential)
    assert scene.confidence(scene.badge()) == HALF
    assert scene.confidence(credential) == Fraction(55, 100)
    assert scene.confidence(scene.badge(made.credential, form=Form.DATA_INTEGRITY)) == Fraction(55, 100)
    assert scene.confidence(scene.badge(made.credential, made.credential)) == Fraction(55, 100), "one voice each"
    assert (
        scene.confidence(credential, ProfilePolicy(trust=lambda issuer: HALF if issuer == COLLEGE else Fraction(0)))
        == HALF
    )
    scene.partner.withdraw_endorsement(made.id)
    assert scene.confidence(credential) == HALF


def test_an_endorsement_of_another_achievement_or_of_the_issuer_raises_nothing(scene: Scene) -> None:
    for about in (f"{BADGE}-2", COLLEGE, "did:example:somebody"):
        made = scene.partner.endorse(about, comment="Good.")
        for on in ("achievement", "badge"):
            assert scene.confidence(scene.badge(made.credential, on=on)) == HALF, (about, on)


def own(scene: Scene) -> bytes:
    return scene.by(scene.college)


def stranger(scene: Scene) -> bytes:
    return scene.by(College(scene.world, id="did:web:stranger.example", name="Stranger"))


def selfmade(scene: Scene) -> bytes:
    return scene.by(College(scene.world, id="did:key:", name="Aisha"))


def in_anothers_name(scene: Scene) -> bytes:
    thief = College(World(), id=PARTNER, name="Example College")
    return scene.by(thief)


def unsigned(scene: Scene) -> bytes:
    document = _json.loads_object(scene.partner.endorse(BADGE, comment="Good.").credential)
    return _json.dumps({name: value for name, value in document.items() if name != "proof"}).encode()


def changed(scene: Scene) -> bytes:
    document = _json.loads_object(scene.partner.endorse(f"{BADGE}-2", comment="Good.").credential)
    document["credentialSubject"]["id"] = BADGE
    return _json.dumps(document).encode()


def a_badge(scene: Scene) -> bytes:
    scene.partner.issue("dementia-care", to=RECIPIENT)
    (record,) = scene.partner.list()
    return scene.partner.issued(record.id).credential


def a_badge_that_calls_itself_one(scene: Scene) -> bytes:
    document = _json.loads_object(a_badge(scene))
    return _json.dumps({**document, "type": [*document["type"], "EndorsementCredential"]}).encode()


@pytest.mark.parametrize("made", [own, stranger, selfmade, in_anothers_name, unsigned, changed])
def test_what_is_no_endorsement_by_another_whom_the_policy_trusts_raises_nothing(
    scene: Scene, made: Callable[[Scene], bytes]
) -> None:
    assert scene.confidence(scene.badge(made(scene))) == HALF


@pytest.mark.parametrize("made", [a_badge, a_badge_that_calls_itself_one])
def test_a_badge_given_as_an_endorsement_makes_the_badge_that_carries_it_not_valid(
    scene: Scene, made: Callable[[Scene], bytes]
) -> None:
    for on in ("achievement", "badge"):
        assert scene.confidence(scene.badge(made(scene), on=on)) == 0


def test_one_that_has_ended_raises_nothing_and_did_before(scene: Scene) -> None:
    other = College(scene.world, id="did:web:ended.example", name="Ended")
    policy = ProfilePolicy(trust=lambda _: HALF)
    for end, worth in (("2026-04-01T00:00:00Z", HALF), ("2027-04-01T00:00:00Z", Fraction(55, 100))):
        assert scene.confidence(scene.badge(scene.by(other, validUntil=end)), policy) == worth


def test_one_with_a_warning_raises_nothing(scene: Scene) -> None:
    other = College(scene.world, id="did:web:warned.example", name="Warned")
    policy = ProfilePolicy(trust=lambda _: HALF)
    fine = scene.badge(scene.by(other))
    warned = scene.badge(scene.by(other, name="Endorsement by p\u0430ypal.example"))
    assert scene.confidence(fine, policy) == Fraction(55, 100)
    codes = [str(one.code) for one in scene.judged(warned).findings]
    assert "endorsement_warning" in codes
    assert scene.confidence(warned, policy) == HALF


def test_an_endorsement_handed_in_as_a_badge_is_none(scene: Scene) -> None:
    made = scene.partner.endorse(BADGE, comment="Good.")
    holding = holding_of(scene.judged(made.credential), person=Person.of(RECIPIENT))
    assert not holding.counts
    assert not profile_of([holding], TAXONOMY, at=AT).skills
