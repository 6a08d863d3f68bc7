"""A site into its folder: the old or the new one is whole at every moment, and nothing that is not ours is touched."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_sites import SmallSite, files_of, require_whole, sites
from mexbadge import _files
from mexbadge.errors import InputError, RegisterError
from mexbadge.publish import changes, writing
from mexbadge.publish.copying import FolderPlace
from mexbadge.publish.files import Role, SiteFile, SitePlan, fixed, require_paths
from mexbadge.publish.writing import MARK, alone_at, list_of, write_site


def _on_disk(folder: Path) -> dict[str, str]:
    found = {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}
    return {path: text for path, text in found.items() if path != MARK and not path.endswith(".part")}


class _KilledError(BaseException):
    """The process ended here."""


@contextmanager
def _killed_after(steps: int) -> Iterator[None]:
    """End everything at the n-th change of the disk: a file put in its place, or one that is removed."""
    left = steps

    def counted(change: Callable[..., object]) -> Callable[..., None]:
        def run(*args: object, **options: object) -> None:
            nonlocal left
            if left == 0:
                raise _KilledError
            left -= 1
            change(*args, **options)

        return run

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_files, "replace", counted(_files.replace))
        patch.setattr(writing, "remove_from", counted(writing.remove_from))
        yield


def test_a_site_is_written_and_again_touches_nothing(tmp_path: Path) -> None:
    site: SmallSite = {
        "index.html": (Role.PAGE, "p"),
        "a/b.css": (Role.MEDIA, "c"),
        ".well-known/did.json": (Role.DOCUMENT, "{}"),
    }
    out = tmp_path / "site"
    first = write_site(out, files_of(site))
    assert first.added == tuple(sorted(site))
    assert _on_disk(out) == {path: text for path, (_, text) in site.items()}
    times = {p: p.stat().st_mtime_ns for p in out.rglob("*")}
    again = write_site(out, files_of(site))
    assert (again.added, again.changed, again.removed, again.kept) == ((), (), (), 3)
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*")} == times


def test_a_file_with_the_key_it_had_is_not_made_again(tmp_path: Path) -> None:
    made: list[str] = []

    def file(key: str) -> SiteFile:
        def make() -> bytes:
            made.append(key)
            return key.encode()

        return SiteFile("index.html", key, make, Role.PAGE)

    for key in ("one", "one", "two"):
        write_site(tmp_path / "s", [file(key)])
    assert made == ["one", "two"]
    write_site(tmp_path / "s", [file("two")], anew=True)
    assert made == ["one", "two", "two"]


def test_a_file_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    write_site(tmp_path / "s", [fixed("index.html", b"whole", Role.PAGE)])
    (tmp_path / "s/index.html").write_bytes(b"wh")
    assert write_site(tmp_path / "s", [fixed("index.html", b"whole", Role.PAGE)]).changed == ("index.html",)


def test_a_file_put_back_out_of_an_older_copy_is_made_again_also_where_it_is_as_long(tmp_path: Path) -> None:
    page = tmp_path / "s/status/1.json"
    write_site(tmp_path / "s", [fixed("status/1.json", b"nobody", Role.DOCUMENT)])
    shutil.copy2(page, tmp_path / "older")
    now = [fixed("status/1.json", b"number", Role.DOCUMENT)]
    write_site(tmp_path / "s", now)
    os.utime(tmp_path / "older", ns=(1, 1))
    shutil.copy2(tmp_path / "older", page)
    assert write_site(tmp_path / "s", now).changed == ("status/1.json",)
    assert page.read_bytes() == b"number"
    assert write_site(tmp_path / "s", now).changed == ()


def test_a_list_that_does_not_say_when_files_were_put_there_is_believed_but_for_that(tmp_path: Path) -> None:
    out = tmp_path / "s"
    write_site(out, files_of({"old.html": (Role.PAGE, "x"), "index.html": (Role.PAGE, "y")}))
    once = [f"{json.dumps(json.loads(line)[:4])}\n" for line in list_of(out).read_text().splitlines()]
    list_of(out).write_text("".join(once))
    written = write_site(out, files_of({"index.html": (Role.PAGE, "y")}))
    assert (written.changed, written.removed) == ((), ("old.html",))


def test_what_is_stale_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    out = tmp_path / "s"
    write_site(out, files_of({"old/page.html": (Role.PAGE, "x"), "index.html": (Role.PAGE, "y")}))
    (out / "google.html").write_text("theirs")
    written = write_site(out, files_of({"index.html": (Role.PAGE, "y")}))
    assert (written.removed, written.foreign) == (("old/page.html",), ("google.html",))
    assert not (out / "old").exists()


def test_without_its_list_a_site_loses_nothing(tmp_path: Path) -> None:
    out = tmp_path / "s"
    write_site(out, files_of({"old.html": (Role.PAGE, "x"), "index.html": (Role.PAGE, "y")}))
    for damage in (lambda: list_of(out).write_bytes(b"\x00nonsense"), lambda: list_of(out).unlink()):
        damage()
        written = write_site(out, files_of({"index.html": (Role.PAGE, "y")}))
        assert written.removed == ()
        assert written.foreign == ("old.html",)


@pytest.mark.parametrize("below", ["", "one/"])
def test_without_its_list_nobodys_page_stays_that_is_no_longer_of_the_site(tmp_path: Path, below: str) -> None:
    out = tmp_path / "s"
    index: SmallSite = {f"{below}resources.json": (Role.DOCUMENT, "{}")}
    named: SmallSite = {f"{below}b/x/index.html": (Role.PAGE, "Aisha"), f"{below}b/y/index.html": (Role.PAGE, "y")}
    for damage in (lambda: list_of(out).write_bytes(b"\x00nonsense"), lambda: list_of(out).unlink()):
        write_site(out, files_of(index | named))
        (out / "mine.html").write_text("mine")
        damage()
        kept: SmallSite = {f"{below}b/y/index.html": (Role.PAGE, "y")}
        written = write_site(out, files_of(index | kept))
        assert (written.removed, written.foreign) == ((f"{below}b/x/index.html",), ("mine.html",))


def test_what_lies_below_b_of_a_site_of_no_college_is_left_alone(tmp_path: Path) -> None:
    write_site(tmp_path / "s", files_of({"index.html": (Role.PAGE, "portfolio")}))
    (tmp_path / "s/b").mkdir()
    (tmp_path / "s/b/mine.html").write_text("mine")
    assert write_site(tmp_path / "s", files_of({"index.html": (Role.PAGE, "p")})).foreign == ("b/mine.html",)


def test_two_at_once_are_refused_and_a_drive_without_locks_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = files_of({"index.html": (Role.PAGE, "x")})
    with alone_at(list_of(tmp_path / "s")), pytest.raises(InputError) as caught:
        write_site(tmp_path / "s", site)
    assert caught.value.code == "site_busy"
    monkeypatch.setattr(_files, "lock", lambda *_, **__: False)
    assert write_site(tmp_path / "s", site).added == ("index.html",)


def test_the_list_of_addresses_lies_beside_the_site_for_its_owner_alone(tmp_path: Path) -> None:
    write_site(tmp_path / "s", files_of({"b/secret-address/index.html": (Role.PAGE, "x")}))
    assert not any("secret-address" in text for text in _on_disk(tmp_path / "s").values())
    assert list_of(tmp_path / "s").stat().st_mode & 0o777 == 0o600


_DATABASE = b"SQLite format 3\0" + bytes(84)


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda out: out.write_text("a file"), "site_not_a_folder"),
        (lambda out: (out.mkdir(), (out / "thesis.doc").write_text("x")), "site_foreign"),
        (lambda out: (out.mkdir(), (out / "mexbadge.toml").write_text("")), "site_is_issuer"),
        (
            lambda out: (out.mkdir(), (out / MARK).write_text(""), (out / "register.db").write_text("")),
            "site_is_issuer",
        ),
        (
            lambda out: (out.mkdir(), (out / MARK).write_text(""), (out / "key-1.pem").write_text("")),
            "register_secret_hosted",
        ),
        (
            lambda out: (out.mkdir(), (out / MARK).write_text(""), (out / "old.bak").write_bytes(_DATABASE)),
            "register_database_hosted",
        ),
    ],
)
def test_a_folder_that_is_not_a_sites_is_refused_and_untouched(
    tmp_path: Path, prepare: Callable[[Path], object], code: str
) -> None:
    out = tmp_path / "out"
    prepare(out)
    before = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*"))
    with pytest.raises(InputError) as caught:
        write_site(out, files_of({"index.html": (Role.PAGE, "y")}))
    assert caught.value.code == code
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("place", ["hosted", "keys", "issued/site", "images", "site", "mail/x"])
def test_a_site_never_goes_into_the_folders_of_an_issuer(tmp_path: Path, place: str) -> None:
    (tmp_path / "mexbadge.toml").write_text("")
    with pytest.raises(InputError) as caught:
        write_site(tmp_path / place, files_of({"index.html": (Role.PAGE, "y")}))
    assert caught.value.code == "site_is_issuer"


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        (["../up.html"], "site_path"),
        (["/etc/x"], "site_path"),
        (["a//b"], "site_path"),
        (["a\\b"], "site_path"),
        (["con/index.html"], "site_path"),
        (["", "x"], "site_path"),
        (["A.html", "a.html"], "site_path_twice"),
        (["b", "b/index.html"], "site_path_folder"),
    ],
)
def test_paths_that_some_host_reads_otherwise_are_refused(paths: list[str], code: str) -> None:
    with pytest.raises(InputError) as caught:
        require_paths(paths)
    assert caught.value.code == code


@settings(max_examples=30, deadline=None)
@given(sites(), sites(), st.integers(0, 14))
def test_a_publish_that_is_killed_leaves_a_whole_site_and_the_next_goes_on(
    before: SmallSite, after: SmallSite, steps: int
) -> None:
    with TemporaryDirectory() as place:
        out = Path(place) / "site"
        write_site(out, files_of(before))
        with _killed_after(steps), suppress(_KilledError):
            write_site(out, files_of(after))
        require_whole(_on_disk(out), before, after)
        write_site(out, files_of(after))
        assert _on_disk(out) == {path: text for path, (_, text) in after.items()}


@settings(max_examples=30, deadline=None)
@given(sites(), sites(), st.integers(0, 14))
def test_a_site_of_very_many_files_is_planned_again_for_each_step_and_is_as_whole(
    before: SmallSite, after: SmallSite, steps: int
) -> None:
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "HELD", 0)
        patch.setattr(writing, "_MANY", 0)
        out, plan = Path(place) / "site", SitePlan(lambda: iter(files_of(after)))
        write_site(out, files_of(before))
        with _killed_after(steps), suppress(_KilledError):
            write_site(out, plan)
        require_whole(_on_disk(out), before, after)
        written = write_site(out, plan)
        assert written.kept + len(written.added) + len(written.changed) == len(after)
        assert _on_disk(out) == {path: text for path, (_, text) in after.items()}
        assert write_site(out, plan).kept == len(after)


def test_what_is_no_longer_planned_in_the_next_step_is_not_written_and_goes_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "HELD", 0)
    left = [["a.html", "b.html"], ["a.html"]]

    def plan() -> Iterator[SiteFile]:
        return (fixed(path, b"x", Role.PAGE) for path in left.pop(0))

    assert write_site(tmp_path / "s", SitePlan(plan)).added == ("a.html",)
    assert write_site(tmp_path / "s", files_of({"a.html": (Role.PAGE, "x")})).kept == 1
    assert _on_disk(tmp_path / "s") == {"a.html": "x"}


def test_a_part_that_a_killed_run_left_goes_with_the_next_one(tmp_path: Path) -> None:
    site = files_of({"a.html": (Role.PAGE, "x"), "d.json": (Role.DOCUMENT, "{}")})
    with _killed_after(3), suppress(_KilledError):
        write_site(tmp_path / "s", site)
    (tmp_path / "s/.a.html.part").write_text("half")
    assert write_site(tmp_path / "s", site).foreign == ()
    assert not list((tmp_path / "s").glob(".*.part"))


@settings(max_examples=20, deadline=None)
@given(sites(), sites(), st.integers(0, 14))
def test_documents_for_verifiers_change_last(before: SmallSite, after: SmallSite, steps: int) -> None:
    with TemporaryDirectory() as place:
        out = Path(place) / "site"
        write_site(out, files_of(before))
        with _killed_after(steps), suppress(_KilledError):
            write_site(out, files_of(after))
        lying = _on_disk(out)
        new_documents = [
            p
            for p in before.keys() & after.keys()
            if after[p][0] is Role.DOCUMENT and before[p] != after[p] and lying[p] == after[p][1]
        ]
        if new_documents:
            for path, (role, text) in after.items():
                assert role is Role.DOCUMENT or lying.get(path) == text


def test_a_full_disk_is_said_and_the_site_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path / "s", files_of({"index.html": (Role.PAGE, "old")}))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(_files, "replace", full)
        with pytest.raises(RegisterError) as caught:
            write_site(tmp_path / "s", files_of({"index.html": (Role.PAGE, "new")}))
    assert caught.value.code == "register_disk_full"
    assert _on_disk(tmp_path / "s") == {"index.html": "old"}
    assert write_site(tmp_path / "s", files_of({"index.html": (Role.PAGE, "new")})).changed == ("index.html",)


def test_a_private_key_to_which_a_link_leads_is_found_as_a_server_would_find_it(tmp_path: Path) -> None:
    write_site(tmp_path / "s", files_of({"index.html": (Role.PAGE, "x")}))
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys/key-1.pem").write_text("secret")
    (tmp_path / "s/more").symlink_to(tmp_path / "keys")
    (tmp_path / "s/circle").symlink_to(tmp_path / "s")
    with pytest.raises(InputError) as caught:
        write_site(tmp_path / "s", files_of({"index.html": (Role.PAGE, "y")}))
    assert caught.value.code == "register_secret_hosted"
    assert (tmp_path / "s/index.html").read_text() == "x"


def test_what_lies_where_a_link_in_a_site_leads_is_nobodys_page(tmp_path: Path) -> None:
    site: SmallSite = {"resources.json": (Role.DOCUMENT, "{}"), "b/x/index.html": (Role.PAGE, "x")}
    write_site(tmp_path / "s", files_of(site))
    (tmp_path / "elsewhere/x").mkdir(parents=True)
    (tmp_path / "elsewhere/precious.txt").write_text("mine")
    shutil.rmtree(tmp_path / "s/b")
    (tmp_path / "s/b").symlink_to(tmp_path / "elsewhere")
    list_of(tmp_path / "s").unlink()
    write_site(tmp_path / "s", files_of(site))
    assert (tmp_path / "elsewhere/precious.txt").read_text() == "mine"
    assert FolderPlace(tmp_path / "s").below("b") == ()
