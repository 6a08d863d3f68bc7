from pathlib import Path

import pytest

from ledger_world import LOG, fill, log_key, new_log, note_of, signer
from mexbadge.errors import LedgerError, MexBadgeError
from mexbadge.ledger import LogPolicy, tree
from mexbadge.ledger.export import export, files, folder_reader
from mexbadge.ledger.monitor import replay
from mexbadge.ledger.tiles import TiledTree, bundle, bundle_path, read_bundle, read_tile, tile_path, tiles

PLAIN = LogPolicy(LOG, (log_key(),))


@pytest.mark.parametrize(("number", "path"), [(0, "000"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067")])
def test_a_number_is_written_in_groups_of_three(number: int, path: str) -> None:
    assert tile_path(0, number) == f"tile/0/{path}"
    assert bundle_path(number, 7) == f"tile/entries/{path}.p/7"


def test_the_tiles_of_a_size_are_those_of_the_specification() -> None:
    found = list(tiles(70_000))
    assert len([tile for tile in found if tile[0] == 0]) == 274
    assert [tile for tile in found if tile[2] != 256] == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert list(tiles(256)) == [(0, 0, 256), (1, 0, 1)]
    assert list(tiles(0)) == []


def test_a_tile_of_the_wrong_size_is_refused() -> None:
    assert len(read_tile(bytes(96), "t", 3)) == 3
    for size in (0, 64, 95, 97, 8192):
        with pytest.raises(LedgerError) as refused:
            read_tile(bytes(size), "t", 3)
        assert refused.value.code == "ledger_tile"


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\3on", b"\0\1a\0\1b\0\1c", b"\0\1a\0\1b\0"])
def test_a_bundle_ends_exactly_after_its_last_entry(data: bytes) -> None:
    assert read_bundle(bundle([b"", b"ab"]), "b", 2) == [b"", b"ab"]
    with pytest.raises(LedgerError) as refused:
        read_bundle(data, "b", 2)
    assert refused.value.code == "ledger_bundle"


def published(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_published_log_can_be_replayed_by_anybody(tmp_path: Path) -> None:
    log, site = new_log(tmp_path / "log.db"), tmp_path / "site"
    for size in (3, 255, 256, 257, 600):
        with log.database.read() as connection:
            have = log.head(connection).size
        fill(log, size - have, start=have)
        log.checkpoint(signer(1))
        export(log, site)
        assert replay(folder_reader(site), PLAIN).size == size
    assert export(log, site) == 1
    assert published(site) == {
        "checkpoint",
        *(f"tile/entries/{name}" for name in ("000", "000.p/3", "000.p/255", "001", "001.p/1", "002.p/88")),
        *(f"tile/0/{name}" for name in ("000", "000.p/3", "000.p/255", "001", "001.p/1", "002.p/88")),
        *(f"tile/1/{name}" for name in ("000.p/1", "000.p/2")),
    }


def test_a_partial_tile_is_published_for_every_size_that_was_signed(tmp_path: Path) -> None:
    log, site = new_log(tmp_path / "log.db"), tmp_path / "site"
    for size in range(1, 6):
        fill(log, 1, start=size)
        log.checkpoint(signer(1))
    export(log, site)
    assert {f"tile/0/000.p/{size}" for size in range(1, 6)} <= published(site)


def test_proofs_made_of_tiles_are_those_of_the_log(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    fill(log, 70_000)
    log.checkpoint(signer(1))
    with log.database.read() as connection:
        published = {path: content() for path, content in files(connection, 0, 70_000)}
        assert set(published) >= {tile_path(*tile) for tile in tiles(70_000)}
        tiled = TiledTree(published.get, 70_000)
        for index in (0, 255, 256, 65_535, 65_536, 69_999):
            assert tiled.roots(tree.inclusion_ranges(index, 70_000)) == log.inclusion(connection, index, 70_000)
        for old in (1, 255, 257, 65_536, 65_537, 69_999):
            assert tiled.roots(tree.consistency_ranges(old, 70_000)) == log.consistency(connection, old, 70_000)


def test_a_partial_tile_that_went_is_cut_from_the_full_one(tmp_path: Path) -> None:
    log, site = new_log(tmp_path / "log.db"), tmp_path / "site"
    fill(log, 300)
    log.checkpoint(signer(1))
    export(log, site)
    with log.database.read() as connection:
        assert TiledTree(folder_reader(site), 100).roots([(0, 100)])[0] == log.root(connection, 100)


@pytest.mark.parametrize("name", ["tile/entries/000", "tile/0/000", "tile/1/000.p/1", "tile/0/001.p/44", "checkpoint"])
def test_a_changed_file_is_found(tmp_path: Path, name: str) -> None:
    log, site = new_log(tmp_path / "log.db"), tmp_path / "site"
    fill(log, 300)
    log.checkpoint(signer(1))
    export(log, site)
    raw = bytearray((site / name).read_bytes())
    raw[30 if name == "checkpoint" else 5] ^= 1
    (site / name).write_bytes(raw)
    with pytest.raises(MexBadgeError):
        replay(folder_reader(site), PLAIN)
    if name != "checkpoint":
        (site / name).unlink()
        with pytest.raises(LedgerError) as refused:
            replay(folder_reader(site), PLAIN)
        assert refused.value.code == "ledger_tile_missing"


def test_nothing_is_published_over_another_history(tmp_path: Path) -> None:
    log, other, site = new_log(tmp_path / "log.db"), new_log(tmp_path / "other.db"), tmp_path / "site"
    with pytest.raises(LedgerError) as refused:
        export(log, site)
    assert refused.value.code == "ledger_not_signed_yet"
    fill(log, 5)
    log.checkpoint(signer(1))
    export(log, site)
    fill(other, 3)
    other.checkpoint(signer(1))
    for more, code in ((0, "ledger_rolled_back"), (4, "ledger_fork")):
        fill(other, more, start=90)
        other.checkpoint(signer(1))
        with pytest.raises(LedgerError) as refused:
            export(other, site)
        assert refused.value.code == code
    (site / "checkpoint").write_bytes(note_of(5, bytes(32), origin="other.example").to_bytes())
    with pytest.raises(LedgerError) as refused:
        export(log, site)
    assert refused.value.code == "ledger_origin"
    (site / "checkpoint").unlink()
    (site / "tile/0/000.p/5").write_bytes(b"other")
    with pytest.raises(LedgerError) as refused:
        export(log, site)
    assert refused.value.code == "ledger_published"


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log.db")
    log.checkpoint(signer(1))
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LedgerError) as refused:
        export(log, tmp_path / "file" / "site")
    assert refused.value.code == "ledger_unwritable"
