from datetime import UTC, datetime
from pathlib import Path

import pytest

from mexbadge.credentials.status_lists import BitList
from mexbadge.fetch import Cache, Source
from mexbadge.issuer import Form
from mexbadge.proofs import add_proof
from mexbadge.status.bitstring import Bitstring
from mexbadge.verify import Verdict, Verifier
from world import AT, College, World

LIST = "https://badges.college.example/status/1"


@pytest.fixture
def world() -> World:
    return World()


def published(world: World, college: College, *, ttl: int | None) -> BitList:
    """A signed revocation list in the world."""
    bits = BitList(LIST, college.id)
    document = bits.document(Bitstring.new(), valid_from=datetime(2026, 3, 1, tzinfo=UTC), ttl=ttl)
    signed = add_proof(document, college.signer, cryptosuite="eddsa-jcs-2022", created=datetime(2026, 3, 1, tzinfo=UTC))
    world.put(LIST, signed)
    return bits


def test_a_status_list_is_kept_for_its_ttl_and_then_read_again(world: World, tmp_path: Path) -> None:
    college = College(world)
    bits = published(world, college, ttl=60_000)
    badge = college.issue(Form.VC_JWT, extra={"credentialStatus": bits.entry(7)}).credential
    now = [AT]
    verifier = Verifier(fetch=world.fetch, cache=Cache(tmp_path / "cache", clock=lambda: now[0]))
    for moment, asked in ((AT, 1), (AT.replace(second=59), 1), (AT.replace(minute=2), 2)):
        now[0] = moment
        report = verifier.verify(badge, at=moment)
        assert report.verdict is Verdict.VALID, str(report)
        assert world.asked.count(LIST) == asked
    now[0] = AT.replace(minute=2, second=10)
    sources = {resource.url: resource.source for resource in verifier.verify(badge, at=AT).resources}
    assert sources[LIST] is Source.CACHE
