"""Names and hosts that could fool a reader."""

from dataclasses import replace
from typing import Any

import pytest

import world_ob2
from mexbadge._json import dumps
from mexbadge.badge import Badge
from mexbadge.issuer import Form
from mexbadge.models.language import Words
from mexbadge.verify import Check, Finding, Outcome, Verdict, lookalikes, verify
from mexbadge.verify.lookalikes import (
    check_lookalikes,
    disguised,
    hidden,
    host_of,
    hosts_in,
    marked,
    mixture,
    readable_host,
    reversing,
    script_of,
)
from world import ACHIEVEMENT, AT, College, World

# ruff: noqa: RUF001 - letters that look alike are what these tests are about


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Exаmple College", {"LATIN", "CYRILLIC"}),
        ("Example Сое", {"LATIN", "CYRILLIC"}),
        ("Hαrvard", {"LATIN", "GREEK"}),
        ("ΑΒΓ college", {"LATIN", "GREEK"}),
        ("Օxford", {"LATIN", "ARMENIAN"}),
        ("𝐇arvard", {"LATIN", "MATHEMATICAL"}),
        ("Ꭰalhousie", {"LATIN", "CHEROKEE"}),
        ("CollegeКолледж", {"LATIN", "CYRILLIC"}),
        ("abcابت", {"LATIN", "ARABIC"}),
        ("ᐯancouver", {"LATIN", "CANADIAN"}),
        ("한ひ", {"HANGUL", "HIRAGANA"}),
    ],
)
def test_scripts_that_no_language_mixes_are_seen(text: str, scripts: set[str]) -> None:
    assert mixture(text) == scripts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Example College",
        "Collège Boréal — préposé aux bénéficiaires n° 3 (2026)",
        "Œuvre, Ærø, Łódź, Đà Nẵng, İstanbul",
        "Московский университет",
        "Beta (β) blockers and α-synuclein, 5 µg",
        "xʷməθkʷəy̓əm",
        "səlilwətaɬ and Kwakwa̱ka̱ʼwakw",
        "Nunavut Arctic College ᓄᓇᕗᑦ ᓯᓚᑦᑐᖅᓴᕐᕕᒃ",
        "جامعة القاهرة Cairo University",
        "東京 Tokyo 大学の講座 カタカナ ー々",
        "한국어 Korean 漢字",
        "ﬁrst class ℡ ™ №",
        "ＦＵＬＬ width",
        "👩‍⚕️ Nursing 🇨🇦",
        "K\u212aelvin \u2126",
    ],
)
def test_what_people_really_write_is_fine(text: str) -> None:
    assert mixture(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Harvard Unıversity", "ı"),
        ("Hɑrvard", "ɑ"),
        ("Harvarⅼ", "ⅼ"),
        ("Lonɡ ſtory", "ɡſ"),
        ("Ｈarvard", "Ｈ"),
        ("ʜᴀʀᴠᴀʀᴅ", "ʜᴀʀᴠᴅ"),
        ("𝐒𝐂𝐎𝐓", "𝐒𝐂𝐎𝐓"),
        ("ЅСОТ", "ЅСОТ"),
        ("ᎠᎪᏙᎬ", "ᎠᎪᏙᎬ"),
        ("Nunavut ᐯᑭᑯ", "ᐯᑭᑯ"),
        ("Ⓗarvard", "Ⓗ"),
        ("ⓗⓐⓡⓥⓐⓡⓓ", "ⓗⓐⓡⓥⓓ"),
        ("🄷🄰🅁🅅🄰🅁🄳", "🄷🄰🅁🅅🄳"),
        ("🅷🅰🆁🆅🅰🆁🅳", "🅷🅰🆁🆅🅳"),
        ("🅗🅐🅡🅥🅐🅡🅓", "🅗🅐🅡🅥🅓"),
        ("⒣⒜⒭⒱⒜⒭⒟", "⒣⒜⒭⒱⒟"),
        ("🇭🇦🇷🇻🇦🇷🇩", "🇭🇦🇷🇻🇩"),
        ("🇭arvard", "🇭"),
        ("ᴴᵃʳᵛᵃʳᵈ University", "ᴴᵃʳᵛᵈ"),
        ("Hᵃʳᵛᵃʳᵈ", "ᵃʳᵛᵈ"),
        ("ₕₐᵣᵥₐᵣ", "ₕₐᵣᵥ"),
        ("Univers丨ty", "丨"),
        ("Co丨丨ege", "丨"),
        ("丨llinois", "丨"),
        ("httpsノノharvard", "ノ"),
        ("Harvㅇrd", "ㅇ"),
        ("Ha卂vard", "卂"),
        ("Coㅣㅣege", "ㅣ"),
        ("Col│ege", "│"),
        ("har∨ard", "∨"),
        ("h⍺rvard", "⍺"),
    ],
)
def test_letters_that_read_as_others_are_seen(text: str, letters: str) -> None:
    assert disguised(text) == frozenset(letters)


@pytest.mark.parametrize(
    "text",
    [
        "Collège Boréal — Œuvre, Ærø, Łódź, Đà Nẵng, Þórður, İstanbul",
        "Boğaziçi Kız Koleji",
        "Московский университет, Ελληνικά",
        "Beta (β) blockers and α-synuclein, 5 µg",
        "xʷməθkʷəy̓əm, səlilwətaɬ, Kwakwa̱ka̱ʼwakw, Nłeʔkepmxcín",
        "Nunavut Arctic College ᓄᓇᕗᑦ ᓯᓚᑦᑐᖅᓴᕐᕕᒃ",
        "東京ＡＢＣ大学 Level Ⅱ",
        "ﬁrst class ℡ ™ № 1ª 2º",
        "Mᵐᵉ Tremblay, Mˡˡᵉˢ, 2ᵉᵐᵉ, 1ᵉʳ, Dʳ, nᵒˢ, Gᵃˡ, ᵀᴹ",
        "Vitamin Ⓐ, ⓒ 2026, © Ⓡ ℗, 🅿 parking, blood group 🅰 🆎",
        "Nursing 🇨🇦🇫🇷 Soins infirmiers 🇨🇦",
        "Harvard×MIT, 3×4, A ∨ B, College │ Programme, a→b, ½ ℮",
        "T恤 K歌 東京Tokyo大学 カラオケBOX ノートPC シャツM A級",
    ],
)
def test_letters_that_people_really_write_are_no_disguise(text: str) -> None:
    assert disguised(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("Harvard University (harvard.edu)", ("harvard.edu",)),
        ("HARVARD．EDU", ("harvard.edu",)),
        ("harvard。edu", ("harvard.edu",)),
        ("write to info@college.example.", ("college.example",)),
        ("harvard.\u00a0edu", ("harvard.edu",)),
        ("harvard\u2009.\u2009edu", ("harvard.edu",)),
        ("harvard\u202f.\u3000 ca", ("harvard.ca",)),
        ("Harvard (harvard. edu)", ("harvard.edu",)),
        ("harvard . edu", ("harvard.edu",)),
        ("harvard·edu", ("harvard.edu",)),
        ("www•Harvard•EDU", ("www.harvard.edu",)),
        ("harvard・ca", ("harvard.ca",)),
        ("harvard‧com", ("harvard.com",)),
        ("harvard։edu", ("harvard.edu",)),
        ("harvard۔edu", ("harvard.edu",)),
        ("harvard܁edu", ("harvard.edu",)),
        ("harvard።edu", ("harvard.edu",)),
        ("harvard᙮edu", ("harvard.edu",)),
        ("harvard﹒edu", ("harvard.edu",)),
        ("ⓗⓐⓡⓥⓐⓡⓓ.ⓔⓓⓤ", ("harvard.edu",)),
        ("B.Sc. Nursing, Ph.D., St. John's, e.g. Node.js, ASP.NET, 3.0 GPA, No.1, U.S.A.", ()),
        ("étudiant·es diplômé·e·s, les chercheur·se·s, citoyen·ne·s", ()),
        ("Col·legi d'Enginyers, pel·la", ()),
        ("Arts • education, Santé•formation, Learn. Go. Education matters. Com", ()),
        ("Developer\u00a0.NET, M.\u00a0Tremblay, St.\u00a0Paul, p.\u00a03, vol.\u00a02", ()),
        ("東京・大阪 カタカナ・ノート, جامعة۔ کالج", ()),
    ],
)
def test_a_host_in_a_name_is_seen(text: str, hosts: tuple[str, ...]) -> None:
    assert hosts_in(text) == hosts


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("H\u0336a\u0336rvard", "\u0336"),
        ("H\u0335arvard", "\u0335"),
        ("Harvar\u0338d", "\u0338"),
        ("Har\u0334vard", "\u0334"),
        ("Har\u20e5vard", "\u20e5"),
        ("H\u20ddarvard", "\u20dd"),
        ("И\u0488", "\u0488"),
        ("Harvar\u0321\u0321d", "\u0321"),
        ("Harv\u0316\u0317\u0318a", "\u0316\u0317\u0318"),
        ("\u05d0" + "\u05b0\u05b1\u05b2\u05b3\u05b4", "\u05b0\u05b1\u05b2\u05b3\u05b4"),
    ],
)
def test_marks_that_cover_a_letter_are_seen(text: str, marks: str) -> None:
    assert marked(f"{text} University") == marked(text) == frozenset(marks)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Collège Boréal, Đà Nẵng, Ǖ, Łódź, SENĆOŦEN, Ⱥ Ⱦ",
        "Colle\u0300ge Bore\u0301al, Na\u0306\u0303ng",
        "Kwakwa̱ka̱ʼwakw, xʷməθkʷəy̓əm, Nłeʔkepmxcín, ƛ̓əm",
        "x \u2260 y, =\u0338, 1\ufe0f\u20e3 2\ufe0f\u20e3",
        "מִכְלָלָה, جَامِعَةٌ, विश्वविद्यालय, มหาวิทยาลัยที่, བོད་ཡིག",
    ],
)
def test_marks_that_people_really_write_are_fine(text: str) -> None:
    assert marked(text) == frozenset()


@pytest.mark.parametrize(
    "text", ["d i d : web", "d.i.d:web", "(d\u00a0i\u2009d\u00a0:web)", "D-I-D :", "did։web", "ⓓⓘⓓ:web"]
)
def test_a_did_that_is_spaced_is_seen(text: str) -> None:
    def said(name: str) -> set[str]:
        badge = Badge.of_ob3({"issuer": {"id": "did:web:evil.example", "name": name}}, format="vc-jwt")
        return {str(finding.code) for finding in check_lookalikes(badge)}

    assert "look_identifier" in said(f"College {text}:harvard")
    assert "look_identifier" not in said("Med I D: 3rd i.d., I did it")


def test_marks_do_not_part_a_word() -> None:
    assert mixture("ᐯ\u0301ancouver") == {"CANADIAN", "LATIN"}


def test_a_letter_without_a_name_is_of_another_script() -> None:
    assert script_of("\U00017000") == "OTHER"
    assert script_of("7") is None


@pytest.mark.parametrize("text", ["a\u202eb", "\u2066a\u2069", "a\u200f", "\u061ca"])
def test_characters_that_turn_the_writing_are_seen(text: str) -> None:
    assert reversing(text)
    assert not hidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "a\x1b[31m",
        "a\nb",
        "a\x00",
        "a\u200bb",
        "a\u00adb",
        "a\ufeff",
        "a\u200db",
        "\u200da",
        "a\u200cb",
        "\u3164",
        "\U000e0041",
        "a\ufe0f",
        "a\u180b",
        "a\U000e0100",
    ],
)
def test_characters_that_cannot_be_seen_are_seen(text: str) -> None:
    assert hidden(text)


@pytest.mark.parametrize(
    "text", ["👩‍⚕️", "❤\ufe0f 1\ufe0f\u20e3", "葛\U000e0100", "می‌خواهم", "a b", "é e\u0301", "l’été\u00a0!"]
)
def test_joiners_where_a_script_needs_them_are_fine(text: str) -> None:
    assert not hidden(text)
    assert not reversing(text)


@pytest.mark.parametrize(
    ("ident", "host"),
    [
        ("did:web:badges.college.example", "badges.college.example"),
        ("did:web:college.example%3A8443:a", "college.example"),
        ("https://College.example:8443/i", "college.example"),
        ("did:key:z6Mk", None),
        ("did:web:", None),
        ("https://[bad", None),
        ("urn:uuid:1", None),
        (None, None),
    ],
)
def test_the_host_of_an_issuer(ident: str | None, host: str | None) -> None:
    assert host_of(ident) == host


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("college.example", "college.example"),
        ("xn--collge-6ua.example", "collège.example"),
        ("XN--80ak6aa92e.com", "аррӏе.com"),
        ("xn--" + "a" * 70, "xn--" + "a" * 70),
        ("xn--é.example", "xn--é.example"),
        ("xn--a" + "." * 300, "xn--a" + "." * 300),
    ],
)
def test_a_host_reads_as_a_browser_shows_it(host: str, shown: str) -> None:
    assert readable_host(host) == shown


def found(**members: Any) -> dict[str, tuple[Check, Outcome, object]]:
    issuer = {"id": members.pop("id", "did:web:college.example"), "name": members.pop("issuer", "Example College")}
    document = {
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": issuer,
        "credentialSubject": {"achievement": {"name": members.pop("achievement", "Care")}},
        **members,
    }
    badge = Badge.of_ob3(document, format="vc-jwt")
    return {str(f.code): (f.check, f.outcome, f.where) for f in check_lookalikes(badge)}


def test_each_finding_has_its_check_and_its_place() -> None:
    assert found() == {}
    assert found(issuer="Exаmple") == {"look_mixed_scripts": (Check.BINDING, Outcome.WARNED, "/issuer/name")}
    place = "/credentialSubject/achievement/name"
    assert found(achievement="Cаre") == {"look_mixed_scripts": (Check.MODEL, Outcome.WARNED, place)}
    assert found(name={"en": "Care", "fr": "So\u202eins"}) == {"look_bidi": (Check.MODEL, Outcome.WARNED, "/name")}
    assert found(achievement="Ca\u200bre") == {"look_control": (Check.MODEL, Outcome.WARNED, place)}
    assert found(id="did:web:xn--collge-6ua.example") == {"look_idn": (Check.BINDING, Outcome.PASSED, "/issuer/id")}
    assert found(id="https://xn--80ak6aa92e.com/i") == {
        "look_mixed_address": (Check.BINDING, Outcome.WARNED, "/issuer/id")
    }


@pytest.mark.parametrize(
    "name",
    [
        "Harvard University  (did:web:harvard.example)",
        "Harvard ｄｉｄ ：web",
        "Harvard http://harvard.example",
        "Harvard :／／x",
        "Harvard (harvard.edu)",
        "college.example.evil.com",
    ],
)
def test_a_name_that_holds_an_identifier_or_another_host_warns(name: str) -> None:
    expected = {"look_identifier": (Check.BINDING, Outcome.WARNED, "/issuer/name")}
    for ident in ("did:web:college.example", "did:key:z6Mk"):
        assert {"look_identifier": found(issuer=name, id=ident).get("look_identifier")} == expected


@pytest.mark.parametrize("name", ["Example (college.example)", "badges.college.example", "Example, COLLEGE.EXAMPLE"])
def test_a_name_may_hold_the_host_that_was_checked(name: str) -> None:
    assert found(issuer=name) == {}
    assert found(issuer=name, id="did:web:other.example")["look_identifier"]


def test_what_is_shown_in_our_languages_is_looked_at_first_and_too_many_texts_warn() -> None:
    many = {f"x-{number:04}": f"Decoy {number}" for number in range(40)}
    for lang in ("en", "fr"):
        assert set(found(issuer={**many, lang: "Hаrvard"})) == {"look_mixed_scripts", "look_many_texts"}
    assert set(found(issuer=many)) == {"look_many_texts"}
    assert found(issuer={f"x-{number:04}": f"Name {number}" for number in range(32)}) == {}


def test_the_id_stands_on_a_line_of_its_own_before_the_name() -> None:
    world = World()
    college = College(world, name="Harvard  (did:web:harvard.example)" + " " * 120 + "\u3000.")
    report = verify(college.issue().credential, fetch=world.fetch, at=AT)
    for text, labels in (
        (report.to_text("en"), ("Issued by", "Its name")),
        (report.to_text("fr"), ("Émis par", "Son nom")),
    ):
        lines = [line.strip() for line in text.splitlines()]
        place = next(number for number, line in enumerate(lines) if line.startswith(labels[0]))
        assert lines[place].split(None, 2)[2] == college.id
        assert lines[place + 1].removeprefix(labels[1]).strip() == "Harvard (did:web:harvard.example) ."
    assert report.verdict is Verdict.WARNING


def test_the_text_is_shown_with_its_hidden_characters_visible() -> None:
    badge = Badge.of_ob3({"issuer": {"name": "a\u3164\u202eb\x1b"}}, format="vc-jwt")
    for finding in check_lookalikes(badge):
        for lang in ("en", "fr"):
            message = finding.message(lang)
            assert "\\u3164\\u202eb\\x1b" in message
            assert not {"\u3164", "\u202e", "\x1b"} & set(message)


def test_a_name_of_many_languages_and_great_length_is_looked_at_in_time() -> None:
    names = {f"x-{number:04}": "Cаre" * 10 for number in range(1000)}
    badge = Badge.of_ob3({"issuer": {"name": names}, "name": "a" * 2_000_000 + "\u202e"}, format="vc-jwt")
    codes = [str(finding.code) for finding in check_lookalikes(badge)]
    assert codes.count("look_mixed_scripts") == 1
    assert "look_bidi" in codes


@pytest.mark.parametrize("form", list(Form))
def test_a_valid_badge_with_a_name_that_may_deceive_is_a_warning(form: Form) -> None:
    world = World()
    college = College(world, name="Exаmple College")
    report = verify(college.issue(form).credential, fetch=world.fetch, at=AT)
    assert report.verdict is Verdict.WARNING
    assert "look_mixed_scripts" in report.codes()
    assert "did:web:badges.college.example" in str(report)


def test_a_terminal_never_sees_an_escape_from_a_badge() -> None:
    world = World()
    college = College(world, name="Evil\x1b[2J\u202eegelloC")
    report = verify(college.issue(achievement={**ACHIEVEMENT, "name": "x\ny"}).credential, fetch=world.fetch, at=AT)
    for text in (report.to_text(), report.to_text("fr"), report.to_json_text(), report.to_html()):
        assert not {"\x1b", "\u202e"} & set(text)
    assert {"look_bidi", "look_control"} <= report.codes()


def test_a_badge_of_2_0_is_looked_at_too() -> None:
    world = world_ob2.World.hosted()
    world.put(world_ob2.ISSUER, world_ob2.issuer(name="Exаmple College"))
    world.put(world_ob2.BADGE, world_ob2.badge_class(name="Ca\u200bre"))
    report = verify(dumps(world_ob2.assertion()).encode(), fetch=world.fetch, at=AT)
    places = {str(finding.code): finding.where for finding in report.findings if str(finding.code).startswith("look_")}
    assert places == {"look_mixed_scripts": "/badge/issuer/name", "look_control": "/badge/name"}


def test_a_look_never_speaks_for_a_check_that_said_nothing() -> None:
    world = World()
    college = College(world, name="Exаmple College")
    raw = dumps(college.issue().document).encode()
    report = verify(raw, fetch=world.fetch, at=AT)
    assert report.verdict is Verdict.INVALID

    def spoke(finding: Finding) -> bool:
        return finding.outcome is not Outcome.SKIPPED

    assert not any(spoke(finding) for finding in report.of_check(Check.BINDING))


@pytest.mark.parametrize("words", [Words((("en", ""),) * 600), Words((("x" * 600, "a"),)), Words(((None, "a" * 501),))])
def test_what_is_long_is_not_remembered(words: Words) -> None:
    badge = Badge.of_ob3({"issuer": {"id": "https://a.example", "name": "A"}}, format="json")
    lookalikes._remembered.cache_clear()
    list(check_lookalikes(replace(badge, achievement_names=words, credential_names=words)))
    assert lookalikes._remembered.cache_info().currsize == 1, "the name of the issuer alone"
