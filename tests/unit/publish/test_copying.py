"""A site copied to where it is served: the old or the new one is whole there, and only what we wrote ever goes."""

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuing import AISHA, Folder
from made_sites import SmallSite, files_of, require_whole, sites
from mexbadge.errors import DeliveryError, InputError, RegisterError
from mexbadge.publish.copying import FolderPlace, SitePlace, copy_site, journal_of, place_of, take_off
from mexbadge.publish.files import Role
from mexbadge.publish.site import publish, require_newest
from mexbadge.publish.writing import MARK, STAMP, alone_at, list_of, write_site

_OURS = {MARK, STAMP}


class _CutError(BaseException):
    """The process ended here."""


@dataclass
class Memory:
    """A place in memory that ends everything at the n-th change, before or after it."""

    files: dict[str, bytes] = field(default_factory=dict)
    left: int = 1_000_000
    after: bool = False
    writes: list[str] = field(default_factory=list)
    name: str = "memory"

    def names(self, folder: str = "") -> tuple[str, ...]:
        start = f"{folder}/" if folder else ""
        return tuple({path.removeprefix(start).split("/")[0] for path in self.files if path.startswith(start)})

    def below(self, folder: str) -> tuple[str, ...]:
        return tuple(sorted(path for path in self.files if path.startswith(f"{folder}/")))

    def read(self, path: str, *, longest: int) -> bytes | None:
        body = self.files.get(path)
        return None if body is None or len(body) > longest else body

    def write(self, path: str, body: bytes) -> None:
        self._step(lambda: self.files.__setitem__(path, body))
        self.writes.append(path)

    def remove(self, path: str) -> bool:
        there = path in self.files
        self._step(lambda: self.files.pop(path, None))
        return there

    def close(self) -> None:
        """Nothing is open."""

    def _step(self, change: Callable[[], object]) -> None:
        if self.left == 0:
            if self.after:
                change()
            raise _CutError
        self.left -= 1
        change()


_ALWAYS = frozenset({"css/x"})


def _site(folder: Path, site: SmallSite) -> Path:
    write_site(folder, files_of(site))
    return folder


@settings(max_examples=60, deadline=None)
@given(sites(_ALWAYS), sites(_ALWAYS), st.integers(0, 14), st.booleans())
def test_a_copy_that_is_cut_short_leaves_a_whole_site_and_the_next_goes_on_where_it_was(
    before: SmallSite, after: SmallSite, steps: int, done: object
) -> None:
    with TemporaryDirectory() as here:
        folder, place = Path(here) / "site", Memory()
        copy_site(_site(folder, before), place)
        place.left, place.after = steps, bool(done)
        with suppress(_CutError):
            copy_site(_site(folder, after), place)
        require_whole({path: body.decode() for path, body in place.files.items() if path not in _OURS}, before, after)
        sent = set(place.writes)
        place.left, place.writes = 1_000_000, []
        copy_site(folder, place)
        assert {path: body.decode() for path, body in place.files.items() if path not in _OURS} == {
            path: text for path, (_, text) in after.items()
        }
        again = [path for path in place.writes if path in sent - {STAMP} and before.get(path) == after.get(path)]
        assert again == [], "what had arrived was sent again"
        place.writes = []
        written = copy_site(folder, place)
        assert (written.added, written.changed, written.removed, place.writes) == ((), (), (), [])


def test_only_what_changed_is_sent_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    folder, place = tmp_path / "site", Memory()
    copy_site(_site(folder, {"a.html": (Role.PAGE, "1"), "b.html": (Role.PAGE, "2")}), place)
    place.files["google.html"] = b"theirs"
    place.writes = []
    written = copy_site(_site(folder, {"a.html": (Role.PAGE, "1"), "c.html": (Role.PAGE, "3")}), place)
    assert (written.added, written.removed, place.writes) == (("c.html",), ("b.html",), ["c.html", STAMP])
    assert set(place.files) == {MARK, STAMP, "a.html", "c.html", "google.html"}


def test_without_its_journal_all_is_sent_again_and_nothing_removed(tmp_path: Path) -> None:
    folder, place = tmp_path / "site", Memory()
    copy_site(_site(folder, {"a.html": (Role.PAGE, "1"), "b.html": (Role.PAGE, "2")}), place)
    for damage in (b"\x00nonsense\n", None):
        path = journal_of(folder, place)
        path.unlink() if damage is None else path.write_bytes(damage)
        place.writes = []
        written = copy_site(_site(folder, {"a.html": (Role.PAGE, "1")}), place)
        assert (written.removed, place.writes) == ((), [STAMP, "a.html"])
    assert "b.html" in place.files


_UNNAMED: SmallSite = {"resources.json": (Role.DOCUMENT, "{}")}
_NAMED: SmallSite = {**_UNNAMED, "b/x/badge.png": (Role.DOCUMENT, "p"), "b/x/index.html": (Role.PAGE, "Aisha")}


def test_a_place_is_one_however_it_is_spelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = _site(tmp_path / "site", _NAMED)
    assert journal_of(folder, place_of("www")) == journal_of(folder, place_of(str(tmp_path / "www")))


def test_who_withdrew_is_gone_also_where_another_journal_copied_in_between(tmp_path: Path) -> None:
    folder, www = _site(tmp_path / "site", _UNNAMED), tmp_path / "www"
    copy_site(folder, FolderPlace(www))
    www_again = tmp_path / "mounted"  # the same place by another name: another journal
    www_again.symlink_to(www)
    copy_site(_site(folder, _NAMED), FolderPlace(www_again))
    assert (www / "b/x/index.html").is_file()
    (www / "b/empty/inner").mkdir(parents=True)
    (www / "mine.html").write_text("mine")
    written = copy_site(_site(folder, _UNNAMED), FolderPlace(www))
    assert set(written.removed) == _NAMED.keys() - _UNNAMED
    assert _there(www).keys() == {*_OURS, "resources.json", "mine.html"}
    again = copy_site(folder, FolderPlace(www))
    assert (again.added, again.changed, again.removed) == ((), (), ())


@pytest.mark.parametrize("damage", ["lost", "mark lost", "broken", "stamp lost"])
def test_who_withdrew_is_gone_also_where_the_journal_is_lost(tmp_path: Path, damage: str) -> None:
    site: SmallSite = {f"one/{path}": what for path, what in _NAMED.items()}
    folder, place = _site(tmp_path / "site", site), Memory()
    copy_site(folder, place)
    journal = journal_of(folder, place)
    if damage == "broken":
        journal.write_bytes(b"\x00\n" + journal.read_bytes())
    elif damage == "stamp lost":
        journal.write_bytes(b'["one/resources.json", "", 1]\n')
        del place.files[STAMP]
    else:
        journal.unlink()
        if damage == "mark lost":
            journal.with_name(f"{journal.name}.mark").unlink()
    copy_site(_site(folder, {f"one/{path}": what for path, what in _UNNAMED.items()}), place)
    assert set(place.files) == {*_OURS, "one/resources.json"}


def test_what_another_journal_changed_is_sent_again(tmp_path: Path) -> None:
    here, there, place = tmp_path / "here", tmp_path / "there", Memory()
    copy_site(_site(here, {"status/1": (Role.DOCUMENT, "revoked")}), place)
    copy_site(_site(there, {"status/1": (Role.DOCUMENT, "old")}), place)
    assert copy_site(here, place).changed == ("status/1",)
    assert place.files["status/1"] == b"revoked"


def test_where_an_older_copy_was_put_back_all_is_sent_again_and_who_withdrew_goes(tmp_path: Path) -> None:
    folder, place = _site(tmp_path / "site", {**_NAMED, "status/1": (Role.DOCUMENT, "good")}), Memory()
    copy_site(folder, place)
    older = dict(place.files)
    now: SmallSite = {**_UNNAMED, "status/1": (Role.DOCUMENT, "revoked")}
    copy_site(_site(folder, now), place)
    place.files = older
    assert "status/1" in copy_site(folder, place).changed
    assert place.files.keys() == {*_OURS, *now}
    assert place.files["status/1"] == b"revoked"


def test_a_place_is_taken_off_with_what_another_journal_left_of_people(tmp_path: Path) -> None:
    here, there, place = _site(tmp_path / "here", _UNNAMED), _site(tmp_path / "there", _NAMED), Memory()
    copy_site(here, place)
    copy_site(there, place)
    take_off(here, place)
    assert place.files == {}


def test_two_copies_at_once_are_refused(tmp_path: Path) -> None:
    folder, place = _site(tmp_path / "site", _NAMED), Memory()
    with alone_at(journal_of(folder, place)), pytest.raises(InputError) as caught:
        copy_site(folder, place)
    assert caught.value.code == "site_busy"
    assert place.files == {}
    assert len(copy_site(folder, place).added) == 3


def test_half_a_line_at_the_end_of_the_journal_costs_that_file_alone(tmp_path: Path) -> None:
    folder, place = tmp_path / "site", Memory()
    copy_site(_site(folder, {"a.html": (Role.PAGE, "1"), "b.html": (Role.PAGE, "2")}), place)
    path = journal_of(folder, place)
    path.write_bytes(path.read_bytes()[:-12])
    place.writes = []
    copy_site(folder, place)
    assert place.writes == ["b.html", STAMP]


def test_the_journal_names_peoples_pages_and_is_for_its_owner_alone_and_not_there(tmp_path: Path) -> None:
    folder, place = tmp_path / "site", tmp_path / "www"
    copy_site(_site(folder, {"b/secret-address/index.html": (Role.PAGE, "x")}), FolderPlace(place))
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".www")) == []
    assert journal_of(folder, FolderPlace(place)).stat().st_mode & 0o777 == 0o600
    assert sorted(p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file()) == [
        "b/secret-address/index.html",
        STAMP,
        MARK,
    ]


def test_a_site_that_is_not_whole_is_not_copied(tmp_path: Path) -> None:
    folder = _site(tmp_path / "site", {"a.html": (Role.PAGE, "1")})
    (folder / "a.html").unlink()
    with pytest.raises(InputError) as caught:
        copy_site(folder, Memory())
    assert caught.value.code == "copy_unfinished"
    list_of(folder).unlink()
    with pytest.raises(InputError) as caught:
        copy_site(folder, Memory())
    assert caught.value.code == "copy_unfinished"


@pytest.mark.parametrize("where", ["site", "site/inner", "."])
def test_a_site_is_never_copied_into_itself(tmp_path: Path, where: str) -> None:
    folder = _site(tmp_path / "site", {"a.html": (Role.PAGE, "1")})
    with pytest.raises(InputError) as caught:
        copy_site(folder, FolderPlace(tmp_path / where))
    assert caught.value.code == "copy_itself"


@pytest.mark.parametrize(
    ("lies", "code"),
    [("index.html", "site_foreign"), ("mexbadge.toml", "site_is_issuer"), ("register.db", "site_is_issuer")],
)
def test_a_place_that_is_not_a_sites_is_refused_and_untouched(tmp_path: Path, lies: str, code: str) -> None:
    folder = _site(tmp_path / "site", {"a.html": (Role.PAGE, "1")})
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / lies).write_text("")
    for place in (Memory({lies: b""}), FolderPlace(tmp_path / "www")):
        with pytest.raises(InputError) as caught:
            copy_site(folder, place)
        assert caught.value.code == code
        assert place.names() == (lies,)


def test_a_place_that_knows_more_than_the_register_is_not_written_to(tmp_path: Path) -> None:
    made = Folder(tmp_path / "badges")
    issuer = made.create()
    issued = issuer.issue("dementia-care", to=AISHA)
    place = Memory()
    publish(issuer, tmp_path / "site")
    copy_site(tmp_path / "site", place, newer=partial(require_newest, issuer))
    older = {path: path.read_bytes() for path in made.path.rglob("*") if path.is_file()}
    issuer.revoke(issued.id)
    publish(issuer, tmp_path / "site")
    copy_site(tmp_path / "site", place, newer=partial(require_newest, issuer))
    now = dict(place.files)
    for path, body in older.items():
        path.write_bytes(body)
    for left in ("-wal", "-shm"):
        (made.path / f"register.db{left}").unlink(missing_ok=True)
    behind = made.open()
    publish(behind, tmp_path / "again")
    with pytest.raises(RegisterError) as caught:
        copy_site(tmp_path / "again", place, newer=partial(require_newest, behind))
    assert caught.value.code == "site_newer"
    assert place.files == now


@pytest.mark.parametrize("url", ["ftp://host/x", "https://host/x", "s3://bucket/x"])
def test_a_way_that_is_not_known_is_refused(url: str) -> None:
    with pytest.raises(InputError) as caught:
        place_of(url)
    assert caught.value.code == "copy_scheme"


_BEGUN = (".a.html.0123abcd.part", ".a.html.part", "b/x/.index.html.0123abcd.part")
_NOT_OURS = (".theirs.html.0123abcd.part", ".a.html.mine.part", "a.html.part", "sub/.a.html.part")


@pytest.mark.parametrize("how", ["cut short", "journal lost", "taken off"])
def test_what_a_killed_run_left_half_there_goes_and_no_hidden_file_of_anybody_else(tmp_path: Path, how: str) -> None:
    site: SmallSite = {**_NAMED, "a.html": (Role.PAGE, "1")}
    folder, www = _site(tmp_path / "site", site), tmp_path / "www"
    copy_site(folder, FolderPlace(www))
    journal = journal_of(folder, FolderPlace(www))
    for path in (*_BEGUN, *_NOT_OURS):
        (www / path).parent.mkdir(exist_ok=True)
        (www / path).write_text("half")
    if how == "cut short":
        with journal.open("ab") as file:
            file.write(b'["a.html","",2]\n["b/x/index.html","",2]\n')
    else:
        journal.with_name(f"{journal.name}.mark").unlink()
    if how == "taken off":
        take_off(folder, FolderPlace(www))
        assert _there(www).keys() == {*_NOT_OURS}
    else:
        copy_site(folder, FolderPlace(www))
        assert _there(www).keys() == {*site, *_OURS, *_NOT_OURS}


def test_a_first_copy_that_was_killed_at_its_first_file_is_not_taken_for_somebody_elses_folder(tmp_path: Path) -> None:
    folder, www = _site(tmp_path / "site", _NAMED), tmp_path / "www"
    www.mkdir()
    (www / f".{MARK}.0123abcd.part").write_text("This")
    copy_site(folder, FolderPlace(www))
    assert _there(www).keys() == {*_NAMED, *_OURS}


# SFTP, against a real server on the loopback address


@dataclass
class _Server:
    port: int
    root: Path
    key: Any
    keys: Path
    """The private key that may log in."""

    def known(self, path: Path, *, other: bool = False) -> Path:
        asyncssh = pytest.importorskip("asyncssh")
        key = asyncssh.generate_private_key("ssh-ed25519") if other else self.key
        path.write_text(f"[127.0.0.1]:{self.port} {key.export_public_key().decode()}")
        return path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[_Server]:
    if os.environ.get("CI"):
        assert find_spec("asyncssh") is not None
    asyncssh = pytest.importorskip("asyncssh")
    root = tmp_path / "server"
    (root / "srv").mkdir(parents=True)
    host, user = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    keys = tmp_path / "id"
    user.write_private_key(str(keys))
    keys.chmod(0o600)
    (tmp_path / "authorized").write_bytes(user.export_public_key())
    loop = asyncio.new_event_loop()

    def listen() -> Any:
        return asyncssh.listen(
            "127.0.0.1", 0, server_host_keys=[host], authorized_client_keys=str(tmp_path / "authorized"),
            sftp_factory=partial(asyncssh.SFTPServer, chroot=str(root)), config=None,
        )  # fmt: skip

    async def begin() -> Any:
        return await listen()

    listener = loop.run_until_complete(begin())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield _Server(listener.get_port(), root, host, keys)
    finally:

        async def end() -> None:
            listener.close()
            await listener.wait_closed()
            for task in asyncio.all_tasks():
                if task is not asyncio.current_task():
                    task.cancel()
            await asyncio.sleep(0.05)

        asyncio.run_coroutine_threadsafe(end(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def _connected(url: str, known: Path, identity: Path) -> Iterator[SitePlace]:
    place = place_of(url, known_hosts=known, identity=identity)
    try:
        yield place
    finally:
        place.close()


def _there(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_a_site_goes_to_a_server_by_sftp_and_follows_it(tmp_path: Path, server: _Server) -> None:
    site: SmallSite = {"b/x/index.html": (Role.PAGE, "[status/1.json]"), "status/1.json": (Role.DOCUMENT, "{}")}
    folder = _site(tmp_path / "site", site)
    url = f"sftp://web@127.0.0.1:{server.port}/srv/www"
    with _connected(url, server.known(tmp_path / "known"), server.keys) as place:
        written = copy_site(folder, place)
        assert written.added == ("b/x/index.html", "status/1.json")
        lying = _there(server.root / "srv/www")
        assert lying.keys() == {"b/x/index.html", "status/1.json", *_OURS}
        assert place.read("status/1.json", longest=10) == b"{}"
        assert place.read("status/1.json", longest=1) is None
        assert place.read("none", longest=10) is None
        assert place.names("none") == ()
        assert not place.remove("none")
        (server.root / "srv/www/mine.txt").write_text("mine")
        _site(folder, {"status/1.json": (Role.DOCUMENT, '{"2": 2}')})
        written = copy_site(folder, place)
        assert (written.changed, written.removed) == (("status/1.json",), ("b/x/index.html",))
        assert _there(server.root / "srv/www").keys() == {"status/1.json", *_OURS, "mine.txt"}
        assert not (server.root / "srv/www/b").exists()


def test_by_sftp_what_another_journal_left_of_people_goes(tmp_path: Path, server: _Server) -> None:
    here = _site(tmp_path / "here", _NAMED)
    there = _site(tmp_path / "there", _NAMED)
    with _connected(f"sftp://web@127.0.0.1:{server.port}/srv/www", server.known(tmp_path / "k"), server.keys) as place:
        assert place.below("b") == ()
        copy_site(here, place)
        assert place.below("b") == ("b/x/badge.png", "b/x/index.html")
        (server.root / "srv/www/b/empty").mkdir()
        copy_site(_site(there, _UNNAMED), place)
        assert place.below("b") == ()
        take_off(there, place)
        assert _there(server.root / "srv/www") == {}


def test_a_server_whose_key_is_another_gets_nothing(tmp_path: Path, server: _Server) -> None:
    folder = _site(tmp_path / "site", {"a.html": (Role.PAGE, "1")})
    url = f"sftp://web@127.0.0.1:{server.port}/srv/www"
    with _connected(url, server.known(tmp_path / "known", other=True), server.keys) as place:
        with pytest.raises(DeliveryError) as caught:
            copy_site(folder, place)
        assert caught.value.code == "sftp_host_unknown"
    (tmp_path / "empty").write_text("")
    with _connected(url, tmp_path / "empty", server.keys) as place:
        with pytest.raises(DeliveryError) as caught:
            copy_site(folder, place)
        assert caught.value.code == "sftp_host_unknown"
    assert _there(server.root / "srv") == {}


def test_whoever_may_not_log_in_is_told_so(tmp_path: Path, server: _Server) -> None:
    asyncssh = pytest.importorskip("asyncssh")
    other = tmp_path / "other"
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(str(other))
    other.chmod(0o600)
    url = f"sftp://web@127.0.0.1:{server.port}/srv/www"
    with _connected(url, server.known(tmp_path / "known"), other) as place:
        with pytest.raises(DeliveryError) as caught:
            place.names()
        assert caught.value.code == "sftp_login"
    other.chmod(0o644)
    with _connected(url, server.known(tmp_path / "known"), other) as place:
        with pytest.raises(InputError) as caught_open:
            place.names()
        assert caught_open.value.code == "sftp_identity_open"


def test_a_server_that_is_not_there_and_a_folder_that_may_not_be_written_are_said(
    tmp_path: Path, server: _Server
) -> None:
    folder = _site(tmp_path / "site", {"a.html": (Role.PAGE, "1")})
    known = server.known(tmp_path / "known")
    with _connected("sftp://web@127.0.0.1:9/srv", known, server.keys) as place:
        with pytest.raises(DeliveryError) as caught:
            copy_site(folder, place)
        assert caught.value.code == "sftp_unreachable"
    (server.root / "srv/file").write_text("")
    with _connected(f"sftp://web@127.0.0.1:{server.port}/srv/file/x", known, server.keys) as place:
        with pytest.raises(DeliveryError) as caught:
            copy_site(folder, place)
        assert caught.value.code == "sftp_refused"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("sftp://user:secret@host/x", "sftp_password"),
        ("sftp://host", "sftp_url"),
        ("sftp:///x", "sftp_url"),
        ("sftp://host:nine/x", "sftp_url"),
        ("sftp://host/x?y", "sftp_url"),
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_asked(tmp_path: Path, url: str, code: str) -> None:
    pytest.importorskip("asyncssh")
    (tmp_path / "known").write_text("")
    with pytest.raises(InputError) as caught:
        place_of(url, known_hosts=tmp_path / "known")
    assert caught.value.code == code
    assert "secret" not in str(caught.value)


def test_without_known_servers_nothing_is_asked(tmp_path: Path) -> None:
    pytest.importorskip("asyncssh")
    with pytest.raises(InputError) as caught:
        place_of("sftp://host/x", known_hosts=tmp_path / "none")
    assert caught.value.code == "sftp_known_hosts"
