"""Badges whose picture keeps a place for a QR code: each leads to its own page, and stays a badge through its life."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from artworks import artwork, codes_in, on_white
from mexbadge.artwork import codes
from mexbadge.bake import strip, unbake
from mexbadge.errors import InputError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Achievement, Form, Issuer, RosterRow
from mexbadge.models.identity import Identity
from mexbadge.verify import Verdict, Verifier

URL = "https://badges.college.example"
END = datetime(2035, 1, 1, tzinfo=UTC)


def _issuer(tmp_path: Path, form: Form = Form.DATA_INTEGRITY, size: int | None = None, kind: str = "png") -> Issuer:
    issuer = Issuer.create(tmp_path / "badges", name="Lakeshore College", url=URL, form=form, email="a@college.ca")
    issuer.add(Achievement("Dementia Care", "Cares.", "Assessed.", slug="care"))
    made = artwork(code=True)
    content = made.png(size) if kind == "png" else made.svg()
    (tmp_path / "badges" / "images").mkdir(exist_ok=True)
    (tmp_path / "badges" / "images" / f"care.{kind}").write_bytes(content or b"")
    return issuer


def _pages(issuer: Issuer) -> dict[str, str]:
    return {one.id: issuer.page_url(one.page) for one in issuer.list()}


def _hosted_codes(issuer: Issuer) -> set[str]:
    """Return what the codes in the hosted pictures say."""
    pictures = (issuer.folder / "hosted" / "images").iterdir()
    return {text for path in pictures for text in codes_in(on_white(path.read_bytes()))}


def _verdict(issuer: Issuer, content: bytes) -> Verdict:
    issuer.write_hosted()
    resources = ResourceSet.load(issuer.folder / "hosted")
    return Verifier(fetch=resources).verify(content).verdict


@pytest.mark.parametrize(
    "form",
    [
        Form.DATA_INTEGRITY,
        pytest.param(Form.VC_JWT, marks=pytest.mark.slow),
        Form.OB2_HOSTED,
        pytest.param(Form.OB2_SIGNED, marks=pytest.mark.slow),
    ],
)
def test_each_badge_of_a_list_leads_to_its_own_page_and_is_genuine(tmp_path: Path, form: Form) -> None:
    issuer = _issuer(tmp_path, form)
    rows = [RosterRow(line, Identity.parse(f"p{line}@x.ca")) for line in (2, 3)]
    batch = issuer.issue_many(rows, "care")
    pages = _pages(issuer)
    assert len(set(pages.values())) == 2
    for result in batch.results:
        content = (issuer.files / result.file).read_bytes()
        assert codes_in(on_white(content)) == [pages[result.id]]
        document = issuer.issued(result.id).document
        named = document["image"]["id"] if form in {Form.DATA_INTEGRITY, Form.VC_JWT} else document["image"]
        assert named == f"{URL}/images/{sha256(strip(content)).hexdigest()}.png"
        assert _verdict(issuer, content) in {Verdict.VALID, Verdict.WARNING}
    assert not issuer.reconcile()
    assert _hosted_codes(issuer) == set(pages.values())


def test_a_badge_that_takes_the_place_of_another_leads_to_its_own_page(tmp_path: Path) -> None:
    issuer = _issuer(tmp_path)
    first = issuer.issue("care", to="a@x.ca", until=datetime(2030, 1, 1, tzinfo=UTC))
    second = issuer.renew(first.id, END)
    third = issuer.correct(second.id, {"narrative": "Well done."})
    pages = _pages(issuer)
    for one in (first, second, third):
        assert one.file is not None
        content = one.file.read_bytes()
        assert codes_in(on_white(content)) == [pages[one.id]]
        assert unbake(content) == one.credential
    assert _verdict(issuer, third.file.read_bytes() if third.file else b"") in {Verdict.VALID, Verdict.WARNING}
    assert not issuer.reconcile()


def test_a_vector_picture_is_stamped_too(tmp_path: Path) -> None:
    issuer = _issuer(tmp_path, kind="svg")
    one = issuer.issue("care", to="a@x.ca", until=datetime(2030, 1, 1, tzinfo=UTC))
    assert one.file is not None
    content = one.file.read_bytes()
    assert content.count(b"data-mexbadge-code") == 1
    assert _verdict(issuer, content) in {Verdict.VALID, Verdict.WARNING}
    again = issuer.renew(one.id, END)
    assert again.file is not None
    assert again.file.read_bytes().count(b"data-mexbadge-code") == 1
    assert codes.cleared(strip(again.file.read_bytes())) == codes.cleared(strip(content))


def test_what_badges_share_shows_nobodys_code(tmp_path: Path) -> None:
    """The picture of the badge class of 2.0, and the one that comes back into the folder when its file is lost."""
    issuer = _issuer(tmp_path, Form.OB2_HOSTED)
    issuer.issue_many([RosterRow(2, Identity.parse("a@x.ca"))], "care")
    issuer.write_hosted()
    shared = list((issuer.folder / "hosted" / "ob2" / "images").iterdir())
    assert shared
    assert not [path for path in shared if codes_in(on_white(path.read_bytes()))]
    (issuer.folder / "images" / "care.png").unlink()
    again = issuer.image(issuer.achievement("care"))
    assert codes_in(on_white(again)) == []
    assert codes.place_of(again) is not None


def test_a_place_that_is_too_small_is_refused_before_anything_is_issued(tmp_path: Path) -> None:
    issuer = _issuer(tmp_path, size=300)
    with pytest.raises(InputError) as refused:
        issuer.issue_many([RosterRow(2, Identity.parse("a@x.ca"))], "care")
    assert refused.value.code == "artwork_code_small"
    assert not list(issuer.list())
    assert not list(issuer.files.glob("*"))


def test_who_is_forgotten_leaves_no_picture_with_a_code(tmp_path: Path) -> None:
    issuer = _issuer(tmp_path)
    issuer.issue("care", to="a@x.ca")
    kept = issuer.issue("care", to="b@x.ca")
    issuer.write_hosted()
    assert _hosted_codes(issuer) == set(_pages(issuer).values())
    issuer.forget("a@x.ca")
    issuer.write_hosted()
    assert _hosted_codes(issuer) == {_pages(issuer)[kept.id]}
