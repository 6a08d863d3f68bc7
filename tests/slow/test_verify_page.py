"""The page that checks badges in the browser: it never says valid where the verifier in Python does not."""

import base64
import json
import random
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from baking import SIGNATURE
from browsing import Chromium, Tab
from checking_page import Answer, CheckingPage, Hosts, checking_page
from issuing import AISHA, BEN, DID, URL, Folder, rows
from mexbadge import _json, texts
from mexbadge.bake import bake
from mexbadge.credentials.ob3 import Form
from mexbadge.issuer import Issued, Issuer
from mexbadge.issuer.roster.rows import Consent
from mexbadge.keys import KeyKind, LocalSigner, Signer, load_signer
from mexbadge.proofs import vc_jwt
from mexbadge.proofs.data_integrity import add_proof
from mexbadge.publish import publish
from mexbadge.publish.verify_page import SCRIPTS
from vectors_data import FOLDER, vectors

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 1, 12, 1, tzinfo=UTC)
OTHER = "https://badges.other.example"
NO_ED25519 = """
const { importKey } = crypto.subtle;
SubtleCrypto.prototype.importKey = function (format, material, how, ...rest) {
  if (how.name === "Ed25519") return Promise.reject(new DOMException("no Ed25519 here", "NotSupportedError"));
  return importKey.call(this, format, material, how, ...rest);
};
"""
TOKENS = (Form.VC_JWT, Form.OB2_SIGNED)
FILES = ("badge.png", "badge.svg", "badge.jwt", "badge.json")


def _case(folder: Path) -> tuple[Path, dict[str, Any]] | None:
    """Return the badge of a vector and what is expected of it; ``None`` where there is none to verify."""
    expect = json.loads((folder / "expect.json").read_text("utf-8"))
    badge = next((folder / name for name in (expect.get("file", ""), *FILES) if (folder / name).is_file()), None)
    return None if badge is None or expect.get("command", "verify") != "verify" else (badge, expect)


CASES = [
    pytest.param(*case, id=f"{path.parent.parent.name}/{path.parent.name}")
    for family in ("attacks", "field")
    for path in sorted((FOLDER / family).glob("*/resources.json"))
    if (case := _case(path.parent)) is not None
]


@dataclass
class World:
    """Two colleges, each with a badge of every form, and what stands on their hosts."""

    hosts: Hosts
    own: Issuer
    badges: dict[Form, Issued]
    foreign: dict[Form, Issued]
    folder: Folder


def _college(path: Path, base: str, **given: Any) -> tuple[Folder, Issuer, dict[Form, Issued]]:
    folder = Folder(path)
    issuer = folder.create(url=base, email="badges@college.example", **given)
    issued = {
        form: issuer.issue("dementia-care", to=AISHA, name="Aisha Khan", ref=form.value, form=form) for form in Form
    }
    return folder, issuer, issued


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    sites = tmp_path_factory.mktemp("sites")
    hosts = Hosts()
    one, own, badges = _college(sites / "one", URL)
    own.issue_many(rows(1, consent=Consent(given=True)), "dementia-care")
    _, other, foreign = _college(sites / "two", OTHER, kind=KeyKind.P256)
    for base, issuer in ((URL, own), (OTHER, other)):
        publish(issuer, sites / base.rpartition("/")[2])
        hosts.show(base, sites / base.rpartition("/")[2])
    return World(hosts, own, badges, foreign, one)


@pytest.fixture(scope="module")
def page(browser: Chromium, world: World) -> Iterator[CheckingPage]:
    with checking_page(browser, world.hosts, f"{URL}/verify/", NOW) as found:
        yield found


def test_what_the_scripts_weigh_and_that_they_say_nothing_themselves() -> None:
    scripts = {path.name: path.read_text("utf-8") for path in SCRIPTS.glob("*.js")}
    assert sum(len(text.encode()) for text in scripts.values()) < 50_000
    whole = "\n".join(scripts.values())
    said = set(re.findall(r'(?:failed|unknown|Refused|Error|say)\("([a-z_0-9]+)"', whole))
    said |= set(re.findall(r'code: "([a-z_]+)"', whole)) | set(re.findall(r'[?:] "([a-z]+_[a-z_]+)"', whole))
    said |= {f"{kind}_{name}" for kind, name in (("verdict", "valid"), ("verdict", "invalid"), ("verdict", "unknown"))}
    known = {code.removeprefix("browser_") for code in texts.all_sentences() if code.startswith("browser_")}
    assert said - known - {"text_html"} == set()
    assert not re.search(r"\b(?:eval|Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write)\b", whole)


@pytest.mark.parametrize("form", list(Form))
def test_an_own_badge_of_every_form_is_confirmed(world: World, page: CheckingPage, form: Form) -> None:
    badge = world.badges[form]
    for content in (badge.credential, b"\n " + badge.credential + b"\n", badge.bake(badge.image or b"")):
        said = page.compared(content)
        assert (said.verdict, said.host) == ("valid", "badges.college.example"), said
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>x</title></svg>'
    assert page.compared(bake(svg, badge.credential)).verdict == "valid"


@pytest.mark.parametrize("form", list(Form))
def test_a_badge_of_another_college_is_confirmed_by_that_college_s_host(
    world: World, page: CheckingPage, form: Form
) -> None:
    said = page.compared(world.foreign[form].credential)
    assert (said.verdict, said.host) == ("valid", "badges.other.example"), said


def _altered(badge: Issued, form: Form, rng: random.Random) -> Iterator[bytes]:
    """Yield a badge with something changed: letters, members, values, the order, and what stands twice."""
    whole = badge.credential
    for _ in range(40):
        at = rng.randrange(len(whole))
        yield whole[:at] + bytes([whole[at] ^ (1 << rng.randrange(7))]) + whole[at + 1 :]
    for at in rng.sample(range(len(whole)), 8):
        yield whole[:at] + whole[at + 1 :]
    yield whole[:-1]
    if form in TOKENS:
        head, payload, signature = whole.decode().split(".")
        for claims in _documents(json.loads(base64.urlsafe_b64decode(payload + "=="))):
            changed = base64.urlsafe_b64encode(_json.dumps(claims).encode()).decode().rstrip("=")
            yield f"{head}.{changed}.{signature}".encode()
        for header in (
            {"alg": "none"},
            {"alg": "HS256"},
            {"alg": "EdDSA", "crit": ["x"]},
            {"alg": "ES256", "kid": f"{DID}#key-1"},
        ):
            made = base64.urlsafe_b64encode(_json.dumps(header).encode()).decode().rstrip("=")
            yield f"{made}.{payload}.{signature}".encode()
            yield f"{made}.{payload}.".encode()
        return
    for document in _documents(json.loads(whole)):
        yield _json.dumps(document).encode()
    yield whole.replace(b'"type":', b'"type":"x","type":', 1)
    yield whole[:-1] + b',"id":"urn:uuid:00000000-0000-4000-8000-000000000000"}'


def _documents(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in list(document):
        yield {key: value for key, value in document.items() if key != name}
        yield {**document, name: "changed"}
        yield {**document, name: None}
    yield {**document, "further": "x"}
    yield {**document, "credentialSubject": {"id": "did:example:mallory"}}
    if "proof" in document:
        for name in list(document["proof"]):
            yield {**document, "proof": {**document["proof"], name: "changed"}}
            yield {**document, "proof": {key: value for key, value in document["proof"].items() if key != name}}
        yield {**document, "proof": [document["proof"], document["proof"]]}
    if "validFrom" in document:
        yield {**document, "validUntil": "2099-01-01T00:00:00Z"}


@pytest.mark.parametrize("form", list(Form))
def test_a_changed_badge_is_never_confirmed(world: World, page: CheckingPage, form: Form) -> None:
    badge = world.badges[form]
    original = json.loads(badge.credential) if form not in TOKENS else None
    for content in _altered(badge, form, random.Random(7)):
        said = page.compared(content)
        if said.verdict == "valid":
            assert original is not None
            assert json.loads(content) == original, f"confirmed: {content[:500]!r}"


def test_a_signature_over_canonical_json_is_checked_here(world: World, page: CheckingPage) -> None:
    signer = _signer_of(world)
    document = json.loads(world.badges[Form.DATA_INTEGRITY].credential)
    del document["proof"]
    signed = dict(add_proof(document, signer, cryptosuite="eddsa-jcs-2022", created=NOW))
    said = page.compared(_json.dumps(signed, indent=1).encode())
    assert (said.verdict, said.last) == ("valid", "-"), said
    assert "signature_ok" in {one["code"] for one in said.findings}
    for changed in _documents(signed):
        assert page.compared(_json.dumps(changed).encode()).verdict != "valid"


def _signer_of(world: World) -> Signer:
    return load_signer(world.folder.path / "keys" / "key-1.pem", verification_method=f"{DID}#key-1")


def test_a_stranger_s_key_speaks_for_nobody(world: World, page: CheckingPage) -> None:
    document = json.loads(world.badges[Form.DATA_INTEGRITY].credential)
    del document["proof"]
    for method in (f"{DID}#key-1", "did:web:badges.other.example#key-1", f"{DID}#key-9"):
        stranger = LocalSigner.generate(KeyKind.ED25519, method)
        token = vc_jwt.make(document, stranger).encode()
        assert page.compared(token).verdict == "invalid"
        for suite in ("eddsa-jcs-2022", "eddsa-rdfc-2022"):
            signed = _json.dumps(dict(add_proof(document, stranger, cryptosuite=suite, created=NOW))).encode()
            assert page.compared(signed).verdict in ("invalid", "unknown")


def test_revoked_suspended_ended_and_withdrawn_badges_are_not_valid(browser: Chromium, tmp_path: Path) -> None:
    _, issuer, badges = _college(tmp_path / "badges", URL)
    held = issuer.issue("dementia-care", to=BEN, name="Ben", form=Form.DATA_INTEGRITY)
    for badge in badges.values():
        issuer.revoke(badge.id)
    issuer.suspend(held.id)
    hosts = Hosts()
    publish(issuer, tmp_path / "site")
    hosts.show(URL, tmp_path / "site")
    with checking_page(browser, hosts, f"{URL}/verify/", NOW) as page:
        for badge in badges.values():
            assert (page.compared(badge.credential).verdict, page.python(badge.credential).value) == (
                "invalid",
                "invalid",
            )
        assert page.compared(held.credential).last == "suspended"
    stolen = issuer.keys()[0].id
    issuer.restore(held.id)
    issuer.rotate_key()
    issuer.compromise_key(stolen)
    publish(issuer, tmp_path / "site")
    hosts.show(URL, tmp_path / "site")
    with checking_page(browser, hosts, f"{URL}/verify/", NOW) as page:
        assert page.compared(held.credential).last == "key_withdrawn"


def test_without_ed25519_in_the_browser_the_record_of_the_host_decides(browser: Chromium, world: World) -> None:
    with checking_page(browser, world.hosts, f"{URL}/verify/", NOW) as page:
        page.page.add_init_script(NO_ED25519)
        page.page.reload()
        for form in (Form.VC_JWT, Form.DATA_INTEGRITY):
            said = page.compared(world.badges[form].credential)
            assert said.verdict == "valid", said
            assert "record_ok" in {one["code"] for one in said.findings}
    hosts = Hosts({url: one for url, one in world.hosts.answers.items() if "/r/" not in url})
    with checking_page(browser, hosts, f"{URL}/verify/", NOW) as page:
        page.page.add_init_script(NO_ED25519)
        page.page.reload()
        assert page.compared(world.badges[Form.VC_JWT].credential).last == "no_record"


@pytest.mark.parametrize("member", ["credentialStatus", "evidence", "image"])
def test_what_may_be_absent_and_is_null_leaves_a_badge_undecided(world: World, page: CheckingPage, member: str) -> None:
    document = json.loads(world.badges[Form.DATA_INTEGRITY].credential)
    del document["proof"]
    token = vc_jwt.make({**document, member: None}, _signer_of(world)).encode()
    said = page.compared(token)
    assert (said.verdict, said.last) == ("unknown", "more_than_checked"), said


def test_a_badge_is_judged_by_its_dates(world: World, page: CheckingPage) -> None:
    signer = _signer_of(world)
    document = json.loads(world.badges[Form.DATA_INTEGRITY].credential)
    del document["proof"]
    document["validUntil"] = "2026-03-10T12:00:00Z"
    token = vc_jwt.make(document, signer).encode()
    end = datetime(2026, 3, 10, 12, tzinfo=UTC)
    assert page.compared(token, end - timedelta(seconds=1)).verdict == "valid"
    assert page.compared(token, end).last == "expired"
    assert page.compared(token, datetime(2026, 2, 1, tzinfo=UTC)).last == "not_yet"
    later = page.compared(world.badges[Form.DATA_INTEGRITY].credential, datetime(2027, 1, 1, tzinfo=UTC))
    assert (later.verdict, later.last) == ("unknown", "list_old")


def test_without_its_record_or_its_host_a_badge_is_left_undecided(browser: Chromium, world: World) -> None:
    badge = world.badges[Form.DATA_INTEGRITY].credential
    changes: dict[str, Callable[[str], bool]] = {
        "no_record": lambda url: "/r/" in url,
        "issuer_gone": lambda url: url.endswith("did.json"),
        "list_unread": lambda url: "/status/" in url,
    }
    for code, gone in changes.items():
        hosts = Hosts({url: one for url, one in world.hosts.answers.items() if not gone(url)})
        with checking_page(browser, hosts, f"{URL}/verify/", NOW) as page:
            said = page.compared(badge)
            assert (said.verdict, said.last) == ("unknown", code)
    hosts = Hosts({**world.hosts.answers, f"{URL}/.well-known/did.json": Answer(to=f"{OTHER}/.well-known/did.json")})
    with checking_page(browser, hosts, f"{URL}/verify/", NOW) as page:
        assert page.compared(badge).last == "unreachable"


@pytest.mark.parametrize("change", ["issuer", "digest", "state", "type", "place"])
def test_a_record_that_is_none_of_the_issuer_s_confirms_nothing(browser: Chromium, world: World, change: str) -> None:
    answers = dict(world.hosts.answers)
    for url, one in world.hosts.answers.items():
        if "/r/" in url and change != "place":
            answers[url] = Answer(
                _json.dumps({**json.loads(one.body), change: "did:web:badges.other.example"}).encode()
            )
    if change == "place":
        url = f"{URL}/.well-known/did.json"
        answers[url] = Answer(answers[url].body.replace(f"{URL}/r/".encode(), f"{OTHER}/r/".encode()))
    with checking_page(browser, Hosts(answers), f"{URL}/verify/", NOW) as page:
        assert page.judged(world.badges[Form.DATA_INTEGRITY].credential).verdict == "unknown"


def test_a_list_that_nobody_confirms_clears_nothing(browser: Chromium, world: World) -> None:
    """A list whose signature does not hold is not valid to Python; the page knows the list by its bytes."""
    url = f"{URL}/status/1.json"
    changed = world.hosts.answers[url].body.replace(b"2026-04-15", b"2036-04-15")
    hosts = Hosts({**world.hosts.answers, url: Answer(changed)})
    with checking_page(browser, hosts, f"{URL}/verify/", NOW) as page:
        for form in (Form.DATA_INTEGRITY, Form.VC_JWT):
            assert page.compared(world.badges[form].credential).last == "list_unread"


def test_a_hosted_badge_on_another_host_than_its_issuer_is_not_confirmed(browser: Chromium, world: World) -> None:
    badge = world.badges[Form.OB2_HOSTED].credential.replace(
        URL.encode() + b"/ob2/assertions", b"https://evil.example/a"
    )
    place = json.loads(badge)["id"]
    hosts = Hosts({**world.hosts.answers, place: Answer(badge)})
    with checking_page(browser, hosts, f"{URL}/verify/", NOW) as page:
        said = page.compared(badge)
        assert (said.verdict, said.last, said.host) == ("unknown", "other_host", "evil.example")


def test_the_attacks_are_here() -> None:
    vectors("attacks")
    assert CASES


@pytest.mark.parametrize(("badge", "expect"), CASES)
def test_known_attacks_and_badges_from_the_field_are_never_confirmed_wrongly(
    browser: Chromium, world: World, badge: Path, expect: dict[str, Any]
) -> None:
    hosts = Hosts.of_resources(badge.parent / "resources.json")
    hosts.answers = {**world.hosts.answers, **hosts.answers}
    at = datetime.fromisoformat(expect["at"]) if "at" in expect else NOW
    with checking_page(browser, hosts, f"{URL}/verify/", at) as page:
        said = page.compared(badge.read_bytes())
        if not {"valid", "warning"} & set(expect.get("verdict", ["valid"])):
            assert said.verdict != "valid"


def _chunk(kind: bytes, body: bytes, crc: int | None = None) -> bytes:
    return (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body) if crc is None else crc)
    )


def test_a_hostile_picture_ends_in_an_answer(world: World, page: CheckingPage) -> None:
    badge, head = world.badges[Form.VC_JWT].credential, SIGNATURE + _chunk(b"IHDR", b"\0" * 13)
    name, end = b"openbadgecredential\0", _chunk(b"IEND", b"")
    bomb = zlib.compress(b"{" + b" " * (200 * 1024 * 1024))
    told = {
        "bomb": head + _chunk(b"iTXt", name + b"\1\0\0\0" + bomb) + end,
        "long": head + struct.pack(">I", 0xFFFFFFF0) + b"iTXt" + name,
        "many": head + _chunk(b"teXt", b"") * 100_001 + end,
        "checksum": head + _chunk(b"iTXt", name + b"\0\0\0\0" + badge, crc=1) + end,
        "two": head + _chunk(b"iTXt", name + b"\0\0\0\0" + badge) + _chunk(b"iTXt", name + b"\0\0\0\0{}") + end,
        "none": head + end,
        "header": SIGNATURE + _chunk(b"iTXt", name + b"\0\0\0\0" + badge) + end,
        "packed": head + _chunk(b"iTXt", name + b"\1\0\0\0" + b"no zlib") + end,
        "cut": (head + _chunk(b"iTXt", name + b"\0\0\0\0" + badge))[:-3],
    }
    for kind, content in told.items():
        said = page.judged(content)
        assert said.verdict in ("invalid", "unknown"), kind
    good = head + _chunk(b"iTXt", name + b"\1\0\0\0" + zlib.compress(badge)) + end
    assert page.compared(good).verdict == "valid"
    deep = b"[" * 100_000
    for content in (
        deep,
        b"{" * 99,
        b'{"a":' * 5000,
        b"\xff\xfe\x00",
        b"",
        b"<svg",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
    ):
        assert page.judged(content).verdict in ("invalid", "unknown")


# What a person meets


def _shown(page: CheckingPage, badge: bytes, name: str = "badge.png") -> str:
    page.page.set_input_files("#file", {"name": name, "mimeType": "image/png", "buffer": badge})
    page.page.wait_for_selector("#result .checks")
    return page.page.inner_text("#result")


def test_nothing_is_uploaded_and_only_the_named_host_is_asked(browser: Chromium, world: World) -> None:
    hosts = Hosts(dict(world.hosts.answers))
    badge = world.foreign[Form.DATA_INTEGRITY]
    with checking_page(browser, hosts, f"{URL}/verify/", NOW) as page:
        hosts.asked.clear()
        text = _shown(page, badge.bake(badge.image or b""))
        asked = [one for one in hosts.asked if "/verify/" not in one.url]
        assert {one.method for one in asked} == {"GET"}
        assert all(one.post_data is None and one.url.startswith(f"{OTHER}/") for one in asked)
        assert AISHA not in "".join(one.url for one in asked)
    assert "Confirmed by badges.other.example" in text
    assert "did:web:badges.other.example" in text
    assert "not this site's college" in text
    assert "whose badge it is was not checked" in text


def test_whose_badge_it_is_can_be_asked_without_a_request(browser: Chromium, world: World) -> None:
    hosts = Hosts(dict(world.hosts.answers))
    with checking_page(browser, hosts, f"{URL}/verify/", NOW) as page:
        _shown(page, world.badges[Form.VC_JWT].credential)
        hosts.asked.clear()
        for who, word in ((AISHA.upper(), "Yes"), (BEN, "No")):
            page.page.fill("#whose", who)
            page.page.keyboard.press("Enter")
            page.page.wait_for_function(
                "word => document.querySelector('.whose p').textContent.startsWith(word)", arg=word
            )
        assert hosts.asked == []


def test_text_is_pasted_and_an_address_is_typed(browser: Chromium, world: World) -> None:
    hosts = Hosts(dict(world.hosts.answers))
    shared = next(url for url in hosts.answers if url.endswith("/badge.png"))
    with checking_page(browser, hosts, f"{URL}/verify/", NOW) as page:
        given = {
            world.badges[Form.VC_JWT].credential.decode(): "Confirmed by badges.college.example",
            shared: "Confirmed by badges.college.example",
            shared.removesuffix("badge.png"): "Confirmed by badges.college.example",
            f"{URL}/": "names no badge file",
            f"{URL}/none.png": "nothing is there",
            "http://127.0.0.1/": "no address of a public https host",
            "https://192.168.1.1/badge.png": "no address of a public https host",
        }
        for letters, words in given.items():
            page.page.fill("#text", letters)
            page.page.click("#paste button")
            page.page.wait_for_selector("#result .checks")
            page.page.wait_for_function(
                "words => document.getElementById('result').innerText.includes(words)", arg=words
            )


_GIVEN = """([how, name, letters]) => {
  const data = new DataTransfer(), bytes = Uint8Array.from(atob(letters), one => one.charCodeAt(0));
  if (name) data.items.add(new File([bytes], name)); else data.setData("text/plain", new TextDecoder().decode(bytes));
  const given = { bubbles: true, cancelable: true };
  if (how === "paste") {
    document.body.dispatchEvent(new ClipboardEvent("paste", { ...given, clipboardData: data }));
    return [];
  }
  const drop = document.getElementById("drop"), seen = [];
  for (const type of ["dragenter", "dragover", "drop"]) {
    const one = new DragEvent(type, { ...given, dataTransfer: data });
    document.querySelector("main h1").dispatchEvent(one);
    seen.push([one.defaultPrevented, drop.classList.contains("over")]);
  }
  return seen;
}"""
"""Gives the page a file or a text as somebody's mouse or keyboard does."""


@pytest.mark.parametrize("how", ["drop", "paste"])
def test_a_file_or_a_text_is_dropped_or_pasted_anywhere(browser: Chromium, world: World, how: str) -> None:
    token, png = world.badges[Form.VC_JWT], world.badges[Form.DATA_INTEGRITY]
    given: dict[tuple[str, bytes], str] = {
        ("badge.png", png.bake(png.image or b"")): "Confirmed by badges.college.example",
        ("", token.credential): "Confirmed by badges.college.example",
        ("holiday.jpg", b"\xff\xd8\xff\xe0" + b"x" * 999): "is no UTF-8",
        ("notes.txt", b"dear diary"): "no badge in it",
        ("hostile.json", b'{"a":' * 5000): "no well-formed JSON",
        ("twice.json", b'{"id":1,"id":2}'): "no well-formed JSON",
        ("list.json", b"[" * 100_000): "a list of several",
        ("page.html", b"<html><script>document.title='gone'</script></html>"): "a web page",
    }
    with checking_page(browser, Hosts(dict(world.hosts.answers)), f"{URL}/verify/", NOW) as page:
        for (name, content), words in given.items():
            seen = page.page.evaluate(_GIVEN, [how, name, base64.b64encode(content).decode()])
            assert seen in ([], [[True, True], [True, True], [True, False]])
            page.page.wait_for_function(
                "words => document.getElementById('result').innerText.includes(words)", arg=words
            )
            assert page.page.title().startswith("Check a badge")


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(browser: Chromium, world: World) -> None:
    with checking_page(browser, Hosts(dict(world.hosts.answers)), f"{URL}/verify/", NOW) as page:
        page.page.evaluate(
            """() => {
              const data = new DataTransfer();
              data.items.add(new File([new Uint8Array(50e6)], "large.png"));
              File.prototype.arrayBuffer = () => { document.title = "read"; throw new Error("read"); };
              document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
            }"""
        )
        page.page.wait_for_function("document.getElementById('result').innerText.includes('larger than a badge')")
        assert page.page.title() != "read"


def test_what_is_pasted_into_the_field_stays_there_until_it_is_sent(browser: Chromium, world: World) -> None:
    with checking_page(browser, Hosts(dict(world.hosts.answers)), f"{URL}/verify/", NOW) as page:
        page.page.focus("#text")
        page.page.evaluate(
            """letters => {
              const data = new DataTransfer();
              data.setData("text/plain", letters);
              const one = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data });
              document.activeElement.dispatchEvent(one);
            }""",
            world.badges[Form.VC_JWT].credential.decode(),
        )
        assert page.page.inner_text("#result") == ""


def test_of_a_shared_host_the_whole_issuer_is_shown(browser: Chromium, tmp_path: Path) -> None:
    shared = f"{OTHER}/mallory"
    _, issuer, badges = _college(tmp_path / "badges", shared)
    publish(issuer, tmp_path / "site")
    hosts = Hosts()
    hosts.show(shared, tmp_path / "site")
    with checking_page(browser, hosts, f"{shared}/verify/", NOW) as page:
        text = _shown(page, badges[Form.OB2_HOSTED].credential)
    assert "Confirmed by badges.other.example" in text
    assert f"{shared}/" in text.partition("Format")[0]


def test_what_a_stranger_wrote_is_shown_as_text(browser: Chromium, world: World) -> None:
    document = json.loads(world.badges[Form.DATA_INTEGRITY].credential)
    del document["proof"]
    document["credentialSubject"]["achievement"]["name"] = "<img src=x onerror=alert(1)> \u202egnp"
    token = vc_jwt.make(document, _signer_of(world)).encode()
    with checking_page(browser, Hosts(dict(world.hosts.answers)), f"{URL}/verify/", NOW) as page:
        text = _shown(page, token)
        assert "<img src=x onerror=alert(1)>" in text
        assert "\u202e" not in text
        assert page.page.locator("#result img").count() == 0


@pytest.mark.parametrize("language", ["", "fr/"])
@pytest.mark.parametrize("width", [320, 1100])
def test_everybody_can_use_it(browser: Chromium, world: World, language: str, width: int) -> None:
    hosts = Hosts(dict(world.hosts.answers))
    size = {"width": width, "height": 800}
    with checking_page(browser, hosts, f"{URL}/verify/{language}", NOW, viewport=size) as page:
        tab = Tab(page.page, frozenset({URL}))
        page.page.context.route("**/*", hosts.route)
        for badge in (
            world.badges[Form.VC_JWT].credential,
            b"{}",
            world.badges[Form.OB2_SIGNED].credential[:-4] + b"AAAA",
        ):
            _shown(page, badge)
            assert tab.violations() == []
            assert page.page.evaluate("document.activeElement.closest('#result') !== null")
            assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.page.get_attribute("#result", "aria-live") == "polite"


def test_without_scripts_it_says_what_to_do(browser: Chromium, world: World) -> None:
    with checking_page(
        browser, Hosts(dict(world.hosts.answers)), f"{URL}/verify/", NOW, java_script_enabled=False
    ) as page:
        assert "mexbadge verify" in page.page.inner_text("main")
        assert not page.page.is_visible("#file")
