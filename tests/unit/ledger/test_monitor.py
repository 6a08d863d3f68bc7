from pathlib import Path

import pytest

from ledger_world import LOG, fill, log_key, new_log, note_of, signer
from mexbadge.errors import FetchError, LedgerError
from mexbadge.fetch import Request, Response
from mexbadge.ledger import LogPolicy, Note
from mexbadge.ledger.export import export, folder_reader, write_file
from mexbadge.ledger.log import Log
from mexbadge.ledger.monitor import Watched, replay, url_reader, watch

PLAIN = LogPolicy(LOG, (log_key(),))


def grown(log: Log, count: int, site: Path, *, start: int = 0) -> None:
    fill(log, count, start=start)
    log.checkpoint(signer(1))
    export(log, site)


def seen(site: Path, state: Path) -> Watched:
    return watch(folder_reader(site), PLAIN, state, write=write_file)


def test_a_log_that_grows_is_followed(tmp_path: Path) -> None:
    log, site, state = new_log(tmp_path / "log.db"), tmp_path / "site", tmp_path / "state"
    sizes = []
    for step in range(4):
        grown(log, 100, site, start=100 * step)
        found = seen(site, state)
        sizes.append((found.before, found.checkpoint.size))
    assert sizes == [(None, 100), (100, 200), (200, 300), (300, 400)]
    assert seen(site, state).before == 400


@pytest.mark.parametrize(("count", "code"), [(5, "ledger_rolled_back"), (7, "ledger_fork"), (300, "ledger_fork")])
def test_a_second_history_is_refused_and_both_notes_are_kept(tmp_path: Path, count: int, code: str) -> None:
    state = tmp_path / "state"
    grown(new_log(tmp_path / "a.db"), 7, tmp_path / "a")
    seen(tmp_path / "a", state)
    grown(new_log(tmp_path / "b.db"), count, tmp_path / "b", start=1000)
    for _ in range(2):
        with pytest.raises(LedgerError) as refused:
            seen(tmp_path / "b", state)
        assert (refused.value.code, refused.value.position) == (code, 7)
    (evidence,) = state.glob("evidence-*")
    for name, folder in (("before", "a"), ("after", "b")):
        kept = (evidence / name).read_bytes()
        assert kept == (tmp_path / folder / "checkpoint").read_bytes()
        PLAIN.accept(Note.parse(kept))
    assert seen(tmp_path / "a", state).before == 7


def test_a_damaged_tile_is_no_proof_of_a_fork(tmp_path: Path) -> None:
    log, site, state = new_log(tmp_path / "log.db"), tmp_path / "site", tmp_path / "state"
    grown(log, 7, site)
    seen(site, state)
    grown(log, 7, site, start=7)
    tile = site / "tile/0/000.p/14"
    tile.write_bytes(tile.read_bytes()[:-1] + b"x")
    with pytest.raises(LedgerError) as refused:
        seen(site, state)
    assert refused.value.code == "ledger_consistency"
    assert list(state.glob("evidence-*"))


@pytest.mark.parametrize(
    ("note", "code"),
    [
        (note_of(9, bytes(32), origin="other.example/log"), "ledger_origin"),
        (note_of(9, bytes(32), seed=3), "ledger_unsigned"),
    ],
)
def test_a_checkpoint_of_another_log_is_refused(tmp_path: Path, note: Note, code: str) -> None:
    grown(new_log(tmp_path / "log.db"), 3, tmp_path)
    (tmp_path / "checkpoint").write_bytes(note.to_bytes())
    with pytest.raises(LedgerError) as refused:
        seen(tmp_path, tmp_path / "state")
    assert refused.value.code == code
    with pytest.raises(LedgerError) as refused:
        replay(folder_reader(tmp_path), PLAIN)
    assert refused.value.code == code


def test_a_log_that_is_not_there_is_said(tmp_path: Path) -> None:
    for work in (lambda: seen(tmp_path, tmp_path / "state"), lambda: replay(folder_reader(tmp_path), PLAIN)):
        with pytest.raises(LedgerError) as refused:
            work()
        assert refused.value.code == "ledger_tile_missing"


def test_a_log_is_watched_over_the_network(tmp_path: Path) -> None:
    log, site, state = new_log(tmp_path / "log.db"), tmp_path / "site", tmp_path / "state"

    def fetch(request: Request) -> Response:
        found = folder_reader(site)(request.url.removeprefix("https://log.example/badges/"))
        return Response(request.url, 404 if found is None else 200, {}, found or b"")

    for step in range(2):
        grown(log, 290, site, start=290 * step)
        found = watch(url_reader("https://log.example/badges/", fetch), PLAIN, state, write=write_file)
        assert found.checkpoint.size == 290 * (step + 1)
    assert replay(url_reader("https://log.example/badges", fetch), PLAIN).size == 580


def test_a_server_that_fails_is_not_taken_for_an_absent_file() -> None:
    def broken(request: Request) -> Response:
        return Response(request.url, 500, {}, b"")

    with pytest.raises(FetchError):
        url_reader("https://log.example", broken)("checkpoint")
