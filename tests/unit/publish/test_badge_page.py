"""The page of a badge: whole in what it says, true on every later day, and without anything that acts."""

import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from PIL import Image

from issuing import URL, Clock, Folder, rows
from mexbadge.credentials.ob3 import Form
from mexbadge.issuer import Achievement, Issuer
from mexbadge.issuer.roster.rows import Consent
from mexbadge.publish.around import Around
from mexbadge.publish.badge_facts import StatusPlace, facts_of
from mexbadge.publish.badge_page import BadgePages
from mexbadge.publish.catalogue_pages import CataloguePages
from mexbadge.publish.college import award_of, college_of, shown_of
from mexbadge.publish.frame import Frame
from mexbadge.publish.leading import Leading
from mexbadge.publish.site import publish
from mexbadge.publish.structured import script_json

CARE = Achievement(
    name="Dementia Care",
    description="Cares for residents living with dementia.",
    criteria="# First\n\n- by a **nurse**\n- see [the list](https://college.example/list)",
    slug="care",
    members={
        "achievementType": "MicroCredential",
        "inLanguage": "en-CA",
        "creditsAvailable": 1.5,
        "fieldOfStudy": "Long-term care",
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": "Communicate",
                "targetUrl": "https://skills.example/1",
                "targetFramework": "ESCO",
            }
        ],
        "resultDescription": [
            {
                "id": "urn:uuid:2f4a7d86-6f0a-4c39-9a3e-0d3f3a0a6a51",
                "type": ["ResultDescription"],
                "name": "Placement assessment",
                "resultType": "Percent",
                "valueMin": "0",
                "valueMax": "100",
                "requiredValue": "75",
            }
        ],
    },
)
ENDS = datetime(2027, 3, 3, tzinfo=UTC)
WORK: dict[str, Any] = {
    "valid_until": ENDS,
    "result": "88",
    "narrative": "Placed on **unit B2**.",
    "evidence": (
        "https://portfolio.example/placement",
        {"type": ["Evidence"], "name": "Diary", "narrative": "Sixteen hours."},
    ),
}


_SCHEME = re.compile(r"(?!https?://|mailto:\?)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class _Acting(HTMLParser):
    """What in a page acts, or leads to what does."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"iframe", "object", "embed", "form", "base", "style", "svg", "math", "b", "x"}:
            self.found.append(tag)
        if tag == "img" and not str(given.get("src")).endswith((".png", ".svg")):
            self.found.append("img")
        if tag == "script" and given.get("type") != "application/ld+json" and set(given) != {"src", "defer"}:
            self.found.append("script")
        for name, value in given.items():
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                self.found.append(name)
            address = re.sub(r"[\x00-\x20]", "", value or "")
            if name in {"href", "src"} and re.match(
                r"(?!https?://|mailto:\?)[A-Za-z][A-Za-z0-9+.-]*:", address, re.IGNORECASE
            ):
                self.found.append(f"{name}={value}")


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    made = Folder(tmp_path / "badges").create()
    made.add(CARE)
    made.issue_many(rows(1, consent=Consent(given=True), **WORK), "care")
    made.issue_many(rows(1, first=3, **WORK), "care")
    return made


def page_of(site: Path, issuer: Issuer, place: int = 0, lang: str = "") -> str:
    publish(issuer, site)
    record = list(issuer.list())[place]
    return (site / "b" / record.page / lang / "index.html").read_text("utf-8")


def test_the_page_says_what_an_employer_asks(tmp_path: Path, issuer: Issuer) -> None:
    page = page_of(tmp_path / "site", issuer)
    for said in (
        "Dementia Care",
        "Cares for residents living with dementia.",
        "Micro-credential",
        "Issued by Example College on 1 March 2026",
        "3 March 2027",
        "Zoé Learner-2",
        "<strong>nurse</strong>",
        'href="https://college.example/list"',
        "Placement assessment",
        "Needed: 75",
        "On a scale from 0 to 100",
        'href="https://skills.example/1"',
        "ESCO",
        "Long-term care",
        "<strong>88</strong>",
        "<strong>unit B2</strong>",
        'href="https://portfolio.example/placement"',
        "Diary",
        "Sixteen hours.",
        "did:web:badges.college.example",
        f"mexbadge verify {URL}/b/",
    ):
        assert said in page, said


def test_what_somebody_did_is_shown_only_with_consent(tmp_path: Path, issuer: Issuer) -> None:
    page = page_of(tmp_path / "site", issuer, 1)
    for private in (
        "Learner",
        "88",
        "unit B2",
        "portfolio.example",
        "Diary",
        "Sixteen",
        "credential.json",
        "badge.png",
    ):
        assert not re.search(rf"\b{re.escape(private)}\b", page), private


def test_no_heading_stands_without_what_it_announces(tmp_path: Path, issuer: Issuer) -> None:
    issuer.issue("dementia-care", to="ben@student.college.example")
    page = page_of(tmp_path / "site", issuer, 2)
    for heading in ("Skills", "How it is assessed", "Endorsed by partners", "What shows it", "What was reached"):
        assert f">{heading}<" not in page
    assert not re.search(r"<h2>[^<]*</h2>\s*</section>", page)


def test_no_sentence_of_a_page_becomes_false_by_time_alone(tmp_path: Path, issuer: Issuer) -> None:
    page = re.sub(r' data-[a-z]+="[^"]*"', "", page_of(tmp_path / "site", issuer))
    for now in (
        "is valid",
        "still valid",
        "currently",
        "not revoked",
        "has not been",
        "today it",
        "Read again just now",
    ):
        assert now not in page
    assert "Whether it still counts today is told by a check" in page


def test_a_badge_whose_end_came_says_so_and_only_then(tmp_path: Path) -> None:
    clock = Clock()
    made = Folder(tmp_path / "badges", clock=clock).create()
    made.issue_many(rows(1, valid_until=clock.now + timedelta(days=2)), "dementia-care")
    page = page_of(tmp_path / "site", made)
    assert 'class="state issued"' in page
    assert "Ended on" not in page
    clock.pass_days(2)
    page = page_of(tmp_path / "site", made)
    assert 'class="state ended"' in page
    assert "Ended on 3 March 2026" in page
    clock.pass_days(30)
    before = page
    assert page_of(tmp_path / "site", made) == before


def test_withdrawals_are_shown_plainly_with_their_reason_and_beat_an_end(tmp_path: Path, issuer: Issuer) -> None:
    first, second = (record.id for record in issuer.list())
    issuer.revoke(first, reason_en="Issued by mistake", reason_fr="Délivré par erreur")
    issuer.suspend(second, reason_en="Under review")
    site = tmp_path / "site"
    revoked, suspended = page_of(site, issuer), page_of(site, issuer, 1)
    assert 'class="state revoked"' in revoked
    assert "Issued by mistake" in revoked
    assert "Délivré par erreur" in page_of(site, issuer, 0, "fr")
    assert 'class="state suspended"' in suspended
    assert "Under review" in suspended


def test_a_badge_that_was_renewed_leads_to_the_newer_one_where_both_may_be_shown(
    tmp_path: Path, issuer: Issuer
) -> None:
    first, second = (record.id for record in issuer.list())
    issuer.renew(first, ENDS + timedelta(days=365))
    issuer.renew(second, ENDS + timedelta(days=365))
    agreed, other = page_of(tmp_path / "site", issuer), page_of(tmp_path / "site", issuer, 1)
    newer = {record.replaces: record.page for record in issuer.list() if record.replaces}
    assert 'class="state superseded"' in agreed
    assert f'href="../../b/{newer[first]}/"' in agreed
    assert newer[second] not in other


def test_every_place_where_the_status_is_read_again_lies_on_the_site(tmp_path: Path, issuer: Issuer) -> None:
    page = page_of(tmp_path / "site", issuer)
    (record, _) = issuer.list()
    (places,) = re.findall(r'data-places="([^"]+)"', page)
    read = [place.split(" ") for place in places.split(" | ")]
    assert [(kind, purpose) for kind, _, _, purpose in read] == [("bits", "revocation"), ("bits", "suspension")]
    for _, path, index, _ in read:
        assert (tmp_path / "site/b" / record.page / path).resolve().is_file()
        assert index.isdecimal()


@pytest.mark.parametrize(
    ("form", "kind"),
    [(Form.VC_JWT, "bits"), (Form.OB2_HOSTED, "hosted"), (Form.OB2_SIGNED, "ids")],
)
def test_badges_of_every_form_say_where_their_status_is(tmp_path: Path, form: Form, kind: str) -> None:
    made = Folder(tmp_path / "badges").create(form=form, email="badges@college.example")
    made.issue("dementia-care", to="ben@student.college.example")
    page_of(tmp_path / "site", made)
    (record,) = made.list()
    places = facts_of(made.issued(record.id).document, URL).status
    assert {place.kind for place in places} == {kind}
    for place in places:
        assert (tmp_path / "site" / place.path).is_file(), place


def test_a_list_of_another_host_is_never_asked() -> None:
    entry = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://elsewhere.example/status/1.json",
    }
    document: dict[str, Any] = {"credentialSubject": {}, "credentialStatus": [entry]}
    assert facts_of(document, URL).status == ()
    entry["statusListCredential"] = f"{URL}/status/1"
    assert facts_of(document, URL).status == (StatusPlace("bits", "status/1.json", "7", "revocation"),)


def test_what_networks_and_machines_read_names_nobody(tmp_path: Path, issuer: Issuer) -> None:
    page = page_of(tmp_path / "site", issuer)
    (card,) = re.findall(r'property="og:image" content="https://badges.college.example/([^"]+)"', page)
    with Image.open(io.BytesIO((tmp_path / "site" / card).read_bytes())) as image:
        assert image.size == (1200, 630)
        assert image.format == "PNG"
    assert len((tmp_path / "site" / card).read_bytes()) < 1_000_000
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(block)
    assert data["@type"] == "EducationalOccupationalCredential"
    assert data["competencyRequired"][0]["name"] == "Communicate"
    head = page.partition("</head>")[0]
    assert "Learner" not in head
    assert "valid" not in head.partition("og:title")[2]


def test_a_learner_can_share_it_with_and_without_a_script(tmp_path: Path, issuer: Issuer) -> None:
    page = page_of(tmp_path / "site", issuer)
    (record, _) = issuer.list()
    address = f"{URL}/b/{record.page}/"
    (mail,) = re.findall(r'class="share" href="([^"]+)"', page)
    assert address in parse_qs(urlsplit(Markup(mail).unescape()).query)["body"][0]
    (linkedin,) = re.findall(r'href="(https://www.linkedin.com/profile/add[^"]+)"', page)
    asked = parse_qs(urlsplit(Markup(linkedin).unescape()).query)
    assert (asked["certUrl"], asked["issueMonth"], asked["expirationYear"]) == ([address], ["3"], ["2027"])
    assert "Learner" not in linkedin
    assert f'data-url="{address}"' in page


def test_a_letter_that_no_font_has_leaves_the_card_without_a_title(tmp_path: Path) -> None:
    made = Folder(tmp_path / "badges").create()
    made.add(Achievement("رعاية", "d", "c", slug="care"))
    publish(made, tmp_path / "site")
    assert list((tmp_path / "site/media").glob("care-card-*.png"))


BAD = st.one_of(
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "</script><script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1)) <javascript:alert(1)>",
            "![p](https://t.example/p.png)",
            "<svg onload=alert(1)>",
            "{{ 7 * 7 }}{% raw %}",
            "\u202egnp.exe",
            "x" * 10_000,
            "<!--",
            "-->",
            "]]>",
            "&lt;script&gt;",
            "[a]: javascript:alert(1)\n\n[a]",
            "data:text/html,<script>alert(1)</script>",
        ]
    ),
    st.text(min_size=1, max_size=40),
)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    made = Folder(tmp_path_factory.mktemp("hostile") / "badges").create()
    made.issue_many(rows(1, consent=Consent(given=True)), "dementia-care")
    return made


@given(name=BAD, text=BAD, url=BAD)
def test_whatever_an_achievement_and_a_badge_say_nothing_on_the_page_acts(
    templates: Issuer, name: str, text: str, url: str
) -> None:
    said = Achievement(
        name,
        text,
        {"id": url, "narrative": text},
        slug="bad",
        id="urn:x",
        members={
            "alignment": [{"targetName": name, "targetUrl": url, "targetFramework": text}],
            "fieldOfStudy": text,
            "resultDescription": [{"name": name, "requiredValue": text, "valueMin": text, "valueMax": name}],
            "endorsement": [
                {
                    "proof": {},
                    "issuer": {"id": url, "name": name, "url": url},
                    "credentialSubject": {"endorsementComment": text},
                }
            ],
            "achievementType": name,
            "inLanguage": text,
        },
    )
    document = {
        "id": url,
        "credentialSubject": {"achievement": {"id": "urn:x"}, "narrative": text, "result": {"value": name}},
        "evidence": [{"id": url, "name": name, "narrative": text, "genre": text}],
    }
    college = college_of(templates)
    college = replace(college, name=name, description=text)
    frame = Frame(college)
    catalogue = CataloguePages(frame, Leading(frame, Around(), templates.now().date()))
    award = award_of(said, templates.image(templates.achievement("dementia-care")))
    (record,) = templates.list()
    badge = shown_of(record, bytes(32), templates.now())
    assert badge is not None
    badge = replace(badge, holder=name, reasons={"en": text})
    files = [
        *BadgePages(frame, catalogue).pages(badge, award, lambda: facts_of(document, URL)),
        *catalogue.pages((award,)),
    ]
    for file in files:
        if file.path.endswith(".html"):
            page = file.make().decode("utf-8")
            assert _Acting(page).found == []
            assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", page)
            assert page.count("<script") == page.count("</script>")
            for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
                assert json.loads(block)["name"] == name


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.text(max_size=30), st.sampled_from(["</script>", "<!--"]))))
def test_data_in_a_page_never_ends_its_block_and_is_read_back_as_it_was(value: dict[str, str]) -> None:
    block = str(script_json(value))
    assert not set("<>&") & set(block)
    assert json.loads(block) == value
