"""What was read is kept, and the verification can be repeated years later."""

from dataclasses import replace
from pathlib import Path

import pytest

from mexbadge.fetch import Recorder, ResourceSet, Source
from mexbadge.issuer import Form
from mexbadge.verify import Verdict, verify
from world import AT, College, World


@pytest.mark.parametrize("form", list(Form))
def test_a_replay_gives_the_same_report_byte_for_byte(tmp_path: Path, form: Form) -> None:
    world = World()
    badge = College(world).issue(form).credential
    given = ResourceSet.of({url: replace(page, source=Source.RESOURCES) for url, page in world.pages.items()})
    recorder = Recorder(given)
    first = verify(badge, fetch=recorder, at=AT)
    recorder.write(tmp_path / "kept.zip")
    for _ in range(2):
        again = verify(badge, fetch=ResourceSet.load(tmp_path / "kept.zip"), at=AT)
        assert again.to_json_text() == first.to_json_text()
        assert str(again) == str(first)
    assert first.verdict is Verdict.VALID


def test_a_replay_of_the_network_differs_only_in_what_anchors_it(tmp_path: Path) -> None:
    world = World()
    badge = College(world).issue().credential
    recorder = Recorder(world.fetch)
    first = verify(badge, fetch=recorder, at=AT)
    recorder.write(tmp_path / "kept.zip")
    again = verify(badge, fetch=ResourceSet.load(tmp_path / "kept.zip"), at=AT)
    assert again.verdict is first.verdict
    assert again.codes() ^ first.codes() == {"binding_ok", "binding_recorded"}
    assert [r.sha256 for r in again.resources] == [r.sha256 for r in first.resources]


def test_a_recording_holds_no_more_than_was_read(tmp_path: Path) -> None:
    world = World()
    badge = College(world).issue().credential
    world.put("https://unread.example/x", b"{}")
    recorder = Recorder(world.fetch)
    verify(badge, fetch=recorder, at=AT)
    recorder.write(tmp_path / "kept.zip")
    assert set(ResourceSet.load(tmp_path / "kept.zip").urls) == set(world.asked)
