"""Closed sets of documents, the recorder, and fetches that act as one."""

import json
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from mexbadge import _limits
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch import Recorder, Request, ResourceKind, ResourceSet, Response, Source, first_of, fresh, nothing
from mexbadge.fetch.types import LIMITS

URL = "https://college.example/did.json"


def asking(url: str = URL, kind: ResourceKind = ResourceKind.DID_DOCUMENT) -> Request:
    return Request.of(url, kind)


def written(folder: Path, index: object, **files: bytes) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    path = folder / "resources.json"
    path.write_text(index if isinstance(index, str) else json.dumps(index))
    return path


def refusal(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        ResourceSet.load(path)
    return caught.value


def test_a_map_answers_with_its_documents_and_with_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "gone.txt").write_bytes(b"gone")
    index = {
        "https://College.example:443/did.json#key": "did",
        "https://college.example/gone": {"path": "sub/gone.txt", "status": 410, "content_type": "text/plain"},
        "https://college.example/list": {"path": "did", "content_type": "application/vc+jwt"},
    }
    path = written(tmp_path, index, did=b"{}")
    for place in (path, tmp_path):
        resources = ResourceSet.load(place)
        assert resources(asking(f"{URL}#key-1")) == Response(f"{URL}#key-1", 200, {}, b"{}", Source.RESOURCES)
        gone = resources(asking("https://college.example/gone"))
        assert (gone.status, gone.body, gone.headers) == (410, b"", {"content-type": "text/plain"})
        assert resources(asking("https://college.example/list")).headers == {"content-type": "application/vc+jwt"}
        with pytest.raises(FetchError) as caught:
            resources(asking("https://college.example/other"))
        assert (caught.value.code, caught.value.url) == ("fetch_not_in_resources", "https://college.example/other")
        assert resources.name == str(place)
        assert URL in resources.urls


def test_a_content_type_follows_from_the_name_where_none_is_given(tmp_path: Path) -> None:
    path = written(tmp_path, {URL: "did.json"}, **{"did.json": b"{}"})
    assert ResourceSet.load(path)(asking()).headers == {"content-type": "application/json"}


def test_a_document_beyond_the_limit_of_its_kind_is_refused_as_it_is_on_the_network() -> None:
    resources = ResourceSet.of({URL: b" " * (LIMITS[ResourceKind.DID_DOCUMENT] + 1)})
    with pytest.raises(FetchError) as caught:
        resources(asking())
    assert caught.value.code == "fetch_too_large"
    assert len(resources(asking(kind=ResourceKind.CREDENTIAL)).body) > LIMITS[ResourceKind.DID_DOCUMENT]


def test_two_addresses_that_are_one_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        ResourceSet.of({URL: b"a", f"{URL}#x": b"b"})
    assert caught.value.code == "fetch_resources_duplicate"


@pytest.mark.parametrize(
    ("index", "code", "where"),
    [
        ("no json", "fetch_resources_json", 0),
        ("[]", "fetch_resources_json", None),
        ('{"https://a.example/": "doc", "https://a.example/": "doc"}', "fetch_resources_json", None),
        ({URL: 1}, "fetch_resources_entry", "/https:~1~1college.example~1did.json"),
        ({URL: {}}, "fetch_resources_entry", "/https:~1~1college.example~1did.json"),
        ({URL: {"path": "doc", "statsu": 404}}, "fetch_resources_entry", "/https:~1~1college.example~1did.json"),
        ({URL: {"path": "doc", "status": True}}, "fetch_resources_entry", "/https:~1~1college.example~1did.json"),
        ({URL: {"path": "doc", "status": 99}}, "fetch_resources_entry", "/https:~1~1college.example~1did.json"),
        ({URL: {"path": "doc", "content_type": 1}}, "fetch_resources_entry", "/https:~1~1college.example~1did.json"),
        ({"did:web:college.example": "doc"}, "fetch_resources_url", "/did:web:college.example"),
        ({URL: "/etc/passwd"}, "fetch_resources_path", None),
        ({URL: "../doc"}, "fetch_resources_path", None),
        ({URL: "a/../doc"}, "fetch_resources_path", None),
        ({URL: "./doc"}, "fetch_resources_path", None),
        ({URL: "C:/doc"}, "fetch_resources_path", None),
        ({URL: "a\\doc"}, "fetch_resources_path", None),
        ({URL: "doc\x00"}, "fetch_resources_path", None),
        ({URL: ""}, "fetch_resources_path", None),
        ({URL: "link"}, "fetch_resources_path", None),
        ({URL: "loop"}, "fetch_resources_path", None),
        ({URL: "other"}, "fetch_resources_missing", None),
        ({URL: "folder"}, "fetch_resources_missing", None),
        ({URL: {"path": "doc", "sha256": "0" * 64}}, "fetch_resources_digest", None),
        ({"format": "mexbadge-resources", "version": 2, "resources": []}, "fetch_resources_version", None),
        ({"format": "har", "version": 1, "resources": []}, "fetch_resources_version", None),
        ({"format": "mexbadge-resources", "version": 1}, "fetch_resources_version", None),
        ({"format": "mexbadge-resources", "version": 1, "resources": [1]}, "fetch_resources_entry", "/resources/0"),
        (
            {"format": "mexbadge-resources", "version": 1, "resources": [{"path": "doc"}]},
            "fetch_resources_entry",
            "/resources/0",
        ),
        (
            {"format": "mexbadge-resources", "version": 1, "resources": [{"url": URL, "path": "doc"}] * 2},
            "fetch_resources_duplicate",
            None,
        ),
        (
            {"format": "mexbadge-resources", "version": 1, "resources": [{"url": URL, "path": "doc"}] * 10_001},
            "fetch_resources_too_large",
            None,
        ),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_its_place(
    tmp_path: Path, index: object, code: str, where: str | int | None
) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").mkdir()
    error = refusal(written(tmp_path, index, doc=b"{}"))
    assert (error.code, error.where) == (code, where)
    assert str(tmp_path) in str(error)


def test_what_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.json").code == "fetch_resources_unreadable"
    assert refusal(Path("nul\x00byte")).code == "fetch_resources_unreadable"
    assert refusal(tmp_path).code == "fetch_resources_missing"


def test_an_issuers_folder_answers_with_what_it_hosts(tmp_path: Path) -> None:
    hosted = tmp_path / "hosted"
    hosted.mkdir()
    assert refusal(tmp_path).code == "fetch_resources_missing"
    written(hosted, {URL: "did"}, did=b"{}")
    assert ResourceSet.load(tmp_path)(asking()).body == b"{}"
    written(tmp_path, {URL: "own"}, own=b"[]")
    assert ResourceSet.load(tmp_path)(asking()).body == b"[]"


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    path = written(tmp_path, {URL: "doc"}, doc=b"{}")
    (tmp_path / "doc").unlink()
    (tmp_path / "doc").mkdir()
    assert refusal(path).code == "fetch_resources_missing"


def test_a_list_may_have_any_name_and_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    written(tmp_path / "real", {URL: "doc"}).rename(tmp_path / "real" / "my:list.json")
    (tmp_path / "doc").write_bytes(b"{}")
    (tmp_path / "list.json").symlink_to(tmp_path / "real" / "my:list.json")
    assert ResourceSet.load(tmp_path / "list.json")(asking()).body == b"{}"


def test_all_documents_together_are_bounded(tmp_path: Path) -> None:
    entries = [{"url": f"https://college.example/{n}", "path": "doc"} for n in range(17)]
    path = written(tmp_path, {"format": "mexbadge-resources", "version": 1, "resources": entries}, doc=b"")
    with (tmp_path / "doc").open("wb") as file:
        file.truncate(4 * _limits.MIB)
    assert refusal(path).code == "fetch_resources_too_large"


@pytest.mark.slow
def test_a_folder_with_a_map_may_be_large_for_its_documents_stay_where_they_are(tmp_path: Path) -> None:
    many = {f"https://college.example/{n}": "doc" for n in range(10_001)}
    path = written(tmp_path, {**many, URL: "gone"}, doc=b"{}", gone=b"{}")
    found = ResourceSet.load(path)
    (tmp_path / "doc").write_bytes(b'{"new": 1}')
    (tmp_path / "gone").unlink()
    answer = found(asking("https://college.example/10000"))
    assert (answer.body, answer.source, answer.status) == (b'{"new": 1}', Source.RESOURCES, 200)
    with pytest.raises(FetchError) as caught:
        found(asking())
    assert caught.value.code == "fetch_not_in_resources"
    with (tmp_path / "doc").open("wb") as file:
        file.truncate(64 * _limits.MIB)
    with pytest.raises(FetchError) as caught:
        found(asking("https://college.example/1"))
    assert caught.value.code == "fetch_too_large"
    assert refusal(written(tmp_path, {f"https://a.example/{n}": "doc" for n in range(100_001)})).code == (
        "fetch_resources_too_large"
    )


def archive(path: Path, files: list[tuple[str, bytes]], *, method: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", method) as file:
        for name, content in files:
            file.writestr(name, content)
    return path


INDEX = json.dumps({URL: "doc"}).encode()


def test_a_plain_zip_with_a_list_is_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", [("resources.json", INDEX), ("doc", b"{}")], method=zipfile.ZIP_DEFLATED)
    assert ResourceSet.load(path)(asking()).body == b"{}"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_that_is_wrong_is_refused(tmp_path: Path) -> None:
    good = archive(tmp_path / "good.zip", [("resources.json", INDEX), ("doc", b"{}")]).read_bytes()
    path = tmp_path / "bad.zip"
    for content in (b"PK", b"PK\5\6", good[:-30], good[:40] + b"X" + good[41:], good.replace(b"{}", b"[]")):
        path.write_bytes(content)
        assert refusal(path).code == "fetch_resources_archive"
    archive(path, [("resources.json", INDEX)])
    assert refusal(path).code == "fetch_resources_missing"
    archive(path, [("doc", b"{}")])
    assert refusal(path).code == "fetch_resources_missing"
    archive(path, [("resources.json", INDEX), ("doc", b"{}"), ("doc", b"[]")])
    assert refusal(path).code == "fetch_resources_duplicate"
    archive(path, [("resources.json", json.dumps({URL: "../doc"}).encode()), ("../doc", b"{}")])
    assert refusal(path).code == "fetch_resources_path"
    archive(path, [("resources.json", INDEX), ("doc", b"{}")], method=zipfile.ZIP_BZIP2)
    assert refusal(path).code == "fetch_resources_archive"


def test_a_zip_that_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    bomb = b"\0" * (_limits.RESOURCE_BYTES + 1)
    path = archive(tmp_path / "bomb.zip", [("resources.json", INDEX), ("doc", bomb)], method=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < _limits.MIB
    assert refusal(path).code == "fetch_resources_too_large"


def test_a_zip_of_too_many_files_is_refused_before_they_are_listed(tmp_path: Path) -> None:
    path = archive(tmp_path / "many.zip", [(f"{n}", b"") for n in range(10_002)])
    assert refusal(path).code == "fetch_resources_too_large"


def test_an_encrypted_file_in_a_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(archive(tmp_path / "a.zip", [("resources.json", INDEX), ("doc", b"{}")]).read_bytes())
    entry = data.rfind(b"PK\1\2")
    data[entry + 8] |= 1
    path = tmp_path / "b.zip"
    path.write_bytes(data)
    assert refusal(path).code == "fetch_resources_archive"


# --- The recorder -------------------------------------------------------------------------------------------


def served(asked: list[str]) -> Recorder:
    pages = {
        URL: Response(URL, 200, {"content-type": "application/json", "set-cookie": "x"}, b"{}"),
        "https://college.example/gone": Response("", 404, {}, b""),
        "https://college.example/same": Response("", 200, {"content-location": URL}, b"{}"),
    }

    def inner(request: Request) -> Response:
        asked.append(request.url)
        if request.url.partition("#")[0] not in pages:
            raise FetchError("fetch_timeout", url=request.url)
        return pages[request.url.partition("#")[0]]

    return Recorder(inner)


def test_a_recording_holds_each_answer_once_and_reads_back(tmp_path: Path) -> None:
    asked: list[str] = []
    recorder = served(asked)
    for url in ("https://college.example/gone", URL, f"{URL}#key-1", "https://college.example/same"):
        recorder(asking(url))
    assert asked == ["https://college.example/gone", URL, "https://college.example/same"]
    assert [response.status for response in recorder.responses] == [404, 200, 200]
    recorder.write(tmp_path / "a.zip")
    replayed = ResourceSet.load(tmp_path / "a.zip")
    document = replayed(asking(f"{URL}#key-1"))
    assert (document.url, document.body, document.source) == (f"{URL}#key-1", b"{}", Source.RESOURCES)
    assert document.headers == {"content-type": "application/json"}
    assert replayed(asking("https://college.example/gone")).status == 404
    assert replayed(asking("https://college.example/same")).headers == {"content-location": URL}
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        assert len(file.namelist()) == 3
        file.extractall(tmp_path / "unpacked")
    assert ResourceSet.load(tmp_path / "unpacked")(asking()).body == b"{}"


def test_equal_answers_give_equal_recordings_in_whatever_order_they_came(tmp_path: Path) -> None:
    urls = [URL, "https://college.example/gone", "https://college.example/same"]
    for name, order in (("a.zip", urls), ("b.zip", urls[::-1])):
        recorder = served([])
        for url in order:
            recorder(asking(url))
        recorder.write(tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_failure_is_not_recorded_and_is_asked_again(tmp_path: Path) -> None:
    asked: list[str] = []
    recorder = served(asked)
    for _ in range(2):
        with pytest.raises(FetchError):
            recorder(asking("https://college.example/slow"))
    assert len(asked) == 2
    recorder.write(tmp_path / "a.zip")
    assert ResourceSet.load(tmp_path / "a.zip").urls == ()


def test_what_was_kept_for_one_kind_does_not_pass_the_limit_of_another() -> None:
    body = b" " * (LIMITS[ResourceKind.PROFILE] + 1)
    recorder = Recorder(ResourceSet.of({URL: body}))
    assert recorder(asking(kind=ResourceKind.CREDENTIAL)).body == body
    with pytest.raises(FetchError) as caught:
        recorder(asking(kind=ResourceKind.PROFILE))
    assert caught.value.code == "fetch_too_large"


def test_a_changed_document_in_a_recording_is_refused(tmp_path: Path) -> None:
    recorder = served([])
    recorder(asking())
    recorder.write(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        files = [(name, file.read(name).replace(b"{}", b"[]")) for name in file.namelist()]
    assert refusal(archive(tmp_path / "b.zip", files)).code == "fetch_resources_digest"


def test_a_recording_is_not_overwritten_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"older evidence")
    recorder = served([])
    with pytest.raises(InputError) as caught:
        recorder.write(path)
    assert caught.value.code == "fetch_recording_exists"
    assert path.read_bytes() == b"older evidence"
    recorder.write(path, overwrite=True)
    assert ResourceSet.load(path).urls == ()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.zip"]


def test_a_recording_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    for overwrite in (False, True):
        with pytest.raises(InputError) as caught:
            served([]).write(tmp_path / "none" / "a.zip", overwrite=overwrite)
        assert caught.value.code == "fetch_recording_write"


def test_a_recording_beyond_what_can_be_read_back_is_refused(tmp_path: Path) -> None:
    body = b" " * (13 * _limits.MIB)
    urls = [f"https://college.example/{number}" for number in range(5)]
    recorder = Recorder(ResourceSet.of(dict.fromkeys(urls, body)))
    for url in urls:
        recorder(asking(url, ResourceKind.BUNDLE))
    with pytest.raises(InputError) as caught:
        recorder.write(tmp_path / "a.zip")
    assert caught.value.code == "fetch_recording_too_large"


def test_several_threads_record_one_answer() -> None:
    recorder = served([])
    threads = [threading.Thread(target=recorder, args=(asking(),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(recorder.responses) == 1


# --- In turn ------------------------------------------------------------------------------------------------


def test_the_first_that_has_the_document_answers() -> None:
    first, second = ResourceSet.of({URL: b"1"}), ResourceSet.of({URL: b"2", f"{URL}2": b"3"})
    fetch = first_of(nothing, first, second)
    assert fetch(asking()).body == b"1"
    assert fetch(asking(f"{URL}2")).body == b"3"
    with pytest.raises(FetchError) as caught:
        fetch(asking(f"{URL}3"))
    assert caught.value.code == "fetch_not_in_resources"
    with pytest.raises(FetchError) as caught:
        first_of()(asking())
    assert caught.value.code == "fetch_offline"


def test_a_failure_is_not_hidden_by_the_next() -> None:
    def failing(request: Request) -> Response:
        raise FetchError("fetch_tls", url=request.url)

    with pytest.raises(FetchError) as caught:
        first_of(failing, ResourceSet.of({URL: b"1"}))(asking())
    assert caught.value.code == "fetch_tls"


def test_fresh_reaches_through_what_wraps_a_fetch() -> None:
    recorder = served([])
    recorder(asking())
    renewed = fresh(first_of(nothing, recorder))
    assert renewed(asking()).body == b"{}"
    assert fresh(nothing) is nothing
    assert fresh(recorder) is not recorder
    assert recorder.fresh()(asking("https://college.example/gone")).status == 404
    assert [response.status for response in recorder.responses] == [200, 404]


# --- What is loaded -----------------------------------------------------------------------------------------

CLOSED_SET = """
import sys

def watch(event, _):
    if event.startswith("socket."):
        raise SystemExit(event)

sys.addaudithook(watch)
from pathlib import Path
from mexbadge.fetch import ResourceKind, Recorder, Request, ResourceSet

recorder = Recorder(ResourceSet.load(Path(sys.argv[1])))
recorder(Request.of("https://college.example/did.json", ResourceKind.DID_DOCUMENT))
recorder.write(Path(sys.argv[1], "a.zip"))
ResourceSet.load(Path(sys.argv[1], "a.zip"))
raise SystemExit(", ".join({"requests", "urllib3", "truststore", "ssl", "http.client"} & sys.modules.keys()) or 0)
"""


def test_a_closed_set_opens_no_socket_and_loads_no_network_library(tmp_path: Path) -> None:
    written(tmp_path, {URL: "doc"}, doc=b"{}")
    done = subprocess.run(
        [sys.executable, "-c", CLOSED_SET, str(tmp_path)], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_link_that_is_swapped_in_after_loading_is_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside.json"
    inside.mkdir()
    outside.write_bytes(b'{"secret":1}')
    resources = ResourceSet.load(written(inside, {URL: "did.json"}, **{"did.json": b"{}"}))
    assert resources(asking()).body == b"{}"
    (inside / "did.json").unlink()
    (inside / "did.json").symlink_to(outside)
    with pytest.raises(FetchError) as caught:
        resources(asking())
    assert caught.value.code == "fetch_not_in_resources"


def test_an_internationalised_host_is_one_in_either_spelling(tmp_path: Path) -> None:
    resources = ResourceSet.load(written(tmp_path, {"https://bücher.example/a": "a.json"}, **{"a.json": b"{}"}))
    for url in ("https://xn--bcher-kva.example/a", "https://BÜCHER.example:443/a"):
        assert resources(asking(url)).body == b"{}"


BADGES = "https://college.example/badges/"


def with_badges(folder: Path, *names: str) -> Path:
    """Write a set in which a folder stands as a whole, with these files in it."""
    for name in names:
        (folder / "kept" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "kept" / name).write_bytes(name.encode())
    index = {BADGES: {"folder": "kept", "content_type": "application/ld+json"}, f"{BADGES}named.json": "doc"}
    return written(folder, index, doc=b"named")


def answer_of(resources: ResourceSet, url: str) -> bytes | str:
    """Return what a set answers, or the code with which it refuses."""
    try:
        return resources(asking(url)).body
    except FetchError as error:
        return error.code


def zipped(folder: Path) -> Path:
    target = folder / "set.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path != target:
                archive.write(path, path.relative_to(folder).as_posix())
    return target


def test_a_folder_named_as_a_whole_answers_for_each_of_its_files_also_in_a_zip(tmp_path: Path) -> None:
    with_badges(tmp_path, "1.json", "deep/2.json", "named.json")
    for place in (tmp_path, zipped(tmp_path)):
        resources = ResourceSet.load(place)
        found = resources(asking(f"{BADGES}1.json"))
        assert (found.body, found.headers) == (b"1.json", {"content-type": "application/ld+json"})
        assert found.source is Source.RESOURCES
        assert answer_of(resources, f"{BADGES}deep/2.json#part") == b"deep/2.json"
        assert answer_of(resources, f"{BADGES}named.json") == b"named"
        for other in ("3.json", "", "deep", "deep/", "1.json?x=1"):
            assert answer_of(resources, f"{BADGES}{other}") == "fetch_not_in_resources", other


def test_a_file_that_comes_later_is_in_a_folder_named_as_a_whole(tmp_path: Path) -> None:
    resources = ResourceSet.load(with_badges(tmp_path, "1.json"))
    assert answer_of(resources, f"{BADGES}later.json") == "fetch_not_in_resources"
    (tmp_path / "kept" / "later.json").write_bytes(b"later")
    assert answer_of(resources, f"{BADGES}later.json") == b"later"


@pytest.mark.parametrize(
    "name",
    [
        *("../doc", "deep/../1.json", "./1.json", ".1.json.part", "deep/.2.json", "%31.json", "1%2ejson", "1.JSON"),
        *(
            "A.json",
            "deep//2.json",
            "deep\\2.json",
            "/1.json",
            "c:1.json",
            "link.json",
            "nul",
            "con.json",
            "1.json\x00",
        ),
    ],
)
def test_nothing_but_plain_names_is_looked_for_in_a_folder(tmp_path: Path, name: str) -> None:
    """Whatever lies there under another spelling, outside, or hidden, is not what the address names."""
    with_badges(tmp_path, "1.json", "deep/2.json", ".1.json.part", "deep/.2.json", "A.json", "nul", "con.json")
    (tmp_path / "kept" / "link.json").symlink_to(tmp_path / "doc")
    (tmp_path.parent / "outside.json").write_bytes(b"outside")
    (tmp_path / "kept" / "link.json").unlink()
    (tmp_path / "kept" / "link.json").symlink_to(tmp_path.parent / "outside.json")
    assert answer_of(ResourceSet.load(tmp_path), f"{BADGES}{name}") == "fetch_not_in_resources"


@pytest.mark.parametrize(
    ("index", "code"),
    [
        ({BADGES: {"folder": "kept", "path": "doc"}}, "fetch_resources_entry"),
        ({BADGES: {"folder": "kept", "status": 410}}, "fetch_resources_entry"),
        ({BADGES: {"folder": 1}}, "fetch_resources_entry"),
        ({BADGES: {"folder": "kept", "content_type": 1}}, "fetch_resources_entry"),
        ({BADGES.removesuffix("/"): {"folder": "kept"}}, "fetch_resources_url"),
        ({"did:web:college.example/": {"folder": "kept"}}, "fetch_resources_url"),
        ({BADGES: {"folder": "../kept"}}, "fetch_resources_path"),
        ({BADGES: {"folder": "/"}}, "fetch_resources_path"),
        ({BADGES: {"folder": ""}}, "fetch_resources_path"),
        ({BADGES: {"folder": "out"}}, "fetch_resources_path"),
        (
            {BADGES: {"folder": "kept"}, f"{BADGES[:8].upper()}{BADGES[8:]}": {"folder": "kept"}},
            "fetch_resources_duplicate",
        ),
        (
            {"format": "mexbadge-resources", "version": 1, "resources": [{"url": BADGES, "folder": "kept"}]},
            "fetch_resources_entry",
        ),
    ],
)
def test_a_folder_that_is_named_wrongly_is_refused(tmp_path: Path, index: object, code: str) -> None:
    (tmp_path / "out").symlink_to(tmp_path.parent)
    assert refusal(written(tmp_path, index, doc=b"{}")).code == code
