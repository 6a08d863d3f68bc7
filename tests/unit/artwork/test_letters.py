"""Letters: every language of the house is written right, and what cannot be written is named."""

import gzip
import json
import string
import unicodedata
from hashlib import sha256
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.artwork.letters import TextLine, line_of, problem_of, require
from mexbadge.artwork.paths import flattened, outline
from mexbadge.errors import InputError

FONTS = files("mexbadge") / "_data" / "fonts"
NAMES = (
    "Préposé·e aux bénéficiaires : Noël, maïs, garçon, où, cœur, Œuvre, ÿ — « l\u2019été »",
    "Anishinaabemowin Gikinoo\u2019amaadiwin Nêhiyawêwin",
    "Kanyen\u02bckéha Onǫda\u02bcgegá\u02bc Gayogo̱hó\ua789nǫ\u02bc Skarù·rę\u0294 Oneyota'a:ka",
    "xʷməθkʷəy̓əm k̓ʷ q̓ƛ̓ \u0294 ḵ x̱ ł ɬ č̓ Tł\u0131̨chǫ Dëne Sųł\u0131né Dane-z̲áa",
    "ᐃᓄᒃᑎᑐᑦ ᐊᓂᔑᓈᐯᒧᐎᓐ ᓀᐦᐃᔭᐍᐏᐣ ᓯᓚᑦᑐᖅᓴᕐᕕᒃ",
    "Łukasz Żółć, Jiří Dvořák, Ağaoğlu Şükrü, Ħal, Þórður, Nguyễn Thị Hoài, Ōta",
    "Νίκος Καζαντζάκης, Ἀθῆναι, Їжак Київ Шевченко",
)


@pytest.mark.parametrize("name", NAMES)
def test_the_languages_of_the_house_can_be_written(name: str) -> None:
    assert problem_of(name) is None
    assert problem_of(unicodedata.normalize("NFD", name)) is None


@pytest.mark.parametrize("name", NAMES)
def test_composed_and_decomposed_letters_are_as_wide(name: str) -> None:
    one, other = (line_of(unicodedata.normalize(form, name)) for form in ("NFC", "NFD"))
    assert one == other


def _tops(line: TextLine) -> list[tuple[float, float, float, float]]:
    """Return the edges of each part: left, lowest, right, highest; y upwards."""
    found = []
    for letter in line.letters:
        for part in letter.parts:
            points = [point for corners in flattened(outline(part.path)) for point in corners]
            xs, ys = [x + letter.x + part.x for x, _ in points], [part.y - y for _, y in points]
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


@pytest.mark.parametrize("text", ["q\u0313", "x\u0304", "n\u0301", "\u0259\u0301", "V\u0308", "m\u0313", "z\u0302"])
def test_a_mark_above_stands_over_the_middle_of_its_letter_and_touches_nothing(text: str) -> None:
    base, *_, mark = _tops(line_of(text))
    assert mark[1] > base[3] - 80
    assert abs((mark[0] + mark[2]) / 2 - (base[0] + base[2]) / 2) < 90


@pytest.mark.parametrize("text", ["o\u0328\u0301", "\u0119\u0301", "u\u0328\u0300"])
def test_a_hook_below_and_an_accent_above_go_to_their_own_sides(text: str) -> None:
    parts = sorted(_tops(line_of(text)), key=lambda edges: edges[1])
    assert parts[0][1] < -100
    assert max(edges[3] for edges in parts) > 700


def test_two_marks_above_stand_one_over_the_other() -> None:
    _, first, second = _tops(line_of("x\u0302\u0301"))
    assert second[1] >= first[1] + 100


def test_the_dot_goes_where_an_accent_comes() -> None:
    dotted, accented = _tops(line_of("i")), _tops(line_of("i\u0313"))
    assert accented[0][3] < dotted[0][3]
    assert _tops(line_of("\u012f\u0300"))[0][3] < dotted[0][3]


def test_pairs_stand_closer() -> None:
    assert line_of("AV").width < line_of("A").width + line_of("V").width


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("دورة Care", "artwork_direction", "ARABIC LETTER DAL"),
        ("Care שלום", "artwork_direction", "HEBREW LETTER SHIN"),
        ("Care \u202etxt", "artwork_direction", "RIGHT-TO-LEFT OVERRIDE"),
        ("護理", "artwork_letters", "CJK UNIFIED IDEOGRAPH"),
        ("मराठी", "artwork_letters", "DEVANAGARI LETTER MA"),
        ("ภาษาไทย", "artwork_letters", "THAI CHARACTER"),
        ("Care 🎓", "artwork_letters", "GRADUATION CAP"),
        ("a\u200db", "artwork_letters", "ZERO WIDTH JOINER"),
        ("a\x07", "artwork_letters", "U+0007"),
        ("\u0301", "artwork_letters", "COMBINING ACUTE ACCENT"),
        ("ᐃ\u0301", "artwork_letters", "COMBINING ACUTE ACCENT"),
    ],
)
def test_what_cannot_be_written_is_refused_and_named(text: str, code: str, named: str) -> None:
    found = problem_of(text, "/title/en")
    assert found is not None
    assert (found.code, found.where) == (code, "/title/en")
    assert named in found.message()
    with pytest.raises(InputError) as refused:
        require(text)
    assert refused.value.code == code


@given(st.text(max_size=30))
def test_a_text_is_written_whole_or_refused(text: str) -> None:
    if problem_of(text) is None:
        seen = [
            sign
            for sign in unicodedata.normalize("NFC", text)
            if not sign.isspace() and sign not in "\u00ad\ufeff\u200b"
        ]
        drawn = [letter for letter in line_of(text).letters if letter.parts]
        bases = [sign for sign in seen if not unicodedata.category(sign).startswith("M")]
        assert len(drawn) == len(bases)
        assert line_of(text).width >= 0
    else:
        with pytest.raises(InputError):
            require(text)


@given(st.text(alphabet=string.ascii_letters + "éèçàùôîœÉ-' ", max_size=60))
def test_english_and_french_are_always_written(text: str) -> None:
    assert problem_of(text) is None


def test_the_bundled_letters_are_those_of_their_index_and_small() -> None:
    entries = json.loads((FONTS / "index.json").read_text(encoding="utf-8"))["entries"]
    names = {entry["file"] for entry in entries}
    assert names | {"index.json", "OFL.txt"} == {path.name for path in FONTS.iterdir()}
    total = 0
    for entry in entries:
        body = (FONTS / entry["file"]).read_bytes()
        total += len(body)
        assert sha256(body).hexdigest() == entry["sha256"]
        assert {"OFL-1.1 (OFL.txt)"} == {entry["licence"]}
        assert json.loads(gzip.decompress(body))["em"] == 1000
    assert total < 500_000
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
