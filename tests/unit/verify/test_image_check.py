"""The picture that carries a 3.0 badge is the one that the badge names, or the report says otherwise."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baking import png
from mexbadge.bake import bake, insert_receipt, strip
from mexbadge.fetch.types import nothing
from mexbadge.issuer import Form
from mexbadge.verify import Check, Finding, Outcome, Report, Verdict, verify
from world import ACHIEVEMENT, AT, College, World

OTHER = png(after=b"more")
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><rect width='1' height='1'/></svg>"
OTHER_SVG = SVG.replace(b"rect", b"circle")
URL = "https://badges.college.example/images/care.png"


def data_of(picture: bytes) -> str:
    kind = "image/svg+xml" if picture.startswith(b"<") else "image/png"
    return f"data:{kind};base64,{base64.b64encode(picture).decode()}"


def named(place: str, address: str) -> dict[str, Any]:
    picture = {"id": address, "type": "Image"}
    return {"achievement": {**ACHIEVEMENT, "image": picture}} if place == "achievement" else {"image": picture}


def credential(world: World, given: dict[str, Any], form: Form = Form.VC_JWT) -> bytes:
    return College(world).issue(form, **given).credential


def judged(world: World, picture: bytes, given: dict[str, Any], form: Form = Form.VC_JWT) -> Report:
    return verify(bake(picture, credential(world, given, form)), fetch=world.fetch, at=AT)


def finding(report: Report) -> Finding:
    (found,) = report.of_check(Check.IMAGE)
    return found


@pytest.mark.parametrize("picture", [png(), SVG])
@pytest.mark.parametrize("form", [Form.VC_JWT, Form.DATA_INTEGRITY])
def test_the_picture_that_the_badge_holds_is_compared(picture: bytes, form: Form) -> None:
    report = judged(World(), picture, named("achievement", data_of(picture)), form)
    assert (report.verdict, finding(report).code) == (Verdict.VALID, "image_same")


@pytest.mark.parametrize(("picture", "other"), [(png(), OTHER), (SVG, OTHER_SVG), (png(), SVG)])
def test_a_badge_in_another_picture_is_a_warning(picture: bytes, other: bytes) -> None:
    report = judged(World(), other, named("achievement", data_of(picture)))
    assert report.verdict is Verdict.WARNING
    assert (finding(report).code, finding(report).outcome) == ("image_differs", Outcome.WARNED)
    assert finding(report).where == "/credentialSubject/achievement/image"


def test_a_picture_at_an_address_is_fetched_and_compared() -> None:
    world = World()
    world.put(URL, png(), kind="image/png")
    assert finding(judged(world, png(), named("achievement", URL))).code == "image_same"
    world.put(URL, OTHER, kind="image/png")
    assert finding(judged(world, png(), named("achievement", URL))).code == "image_differs"


def test_the_named_picture_may_itself_carry_the_badge() -> None:
    world = World()
    world.put(URL, bake(png(), '{"a": 1}'), kind="image/png")
    assert finding(judged(world, png(), named("achievement", URL))).code == "image_same"


def test_where_no_picture_is_at_hand_the_report_says_that_it_was_not_compared() -> None:
    for more, code in ((named("achievement", URL), "image_not_compared"), ({}, "image_not_named")):
        report = judged(World(), png(), more)
        assert report.verdict is Verdict.VALID
        assert (finding(report).code, finding(report).outcome) == (code, Outcome.SKIPPED)
        assert "not compared" in finding(report).message()


def test_one_equal_picture_is_enough_and_a_broken_one_is_none() -> None:
    achievement = {**ACHIEVEMENT, "image": {"id": data_of(OTHER), "type": "Image"}}
    both = {"achievement": achievement}
    assert finding(judged(World(), OTHER, both)).code == "image_same"
    broken = named("achievement", "data:image/png;base64,@@")
    assert finding(judged(World(), png(), broken)).code == "image_not_compared"


def test_a_badge_without_a_picture_is_not_asked_for_one() -> None:
    world = World()
    report = verify(credential(world, named("achievement", URL)), fetch=world.fetch, at=AT)
    assert report.of_check(Check.IMAGE) == ()
    assert URL not in world.asked


def test_nothing_is_fetched_for_a_badge_that_is_not_proven() -> None:
    world = World()
    baked = bake(png(), credential(world, named("achievement", URL)))
    report = verify(baked, fetch=nothing, at=AT)
    assert report.verdict is Verdict.UNKNOWN
    assert report.of_check(Check.IMAGE) == ()


@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=50))
def test_taking_out_what_was_baked_leaves_the_picture(text: str) -> None:
    token = f"a.{base64.urlsafe_b64encode(text.encode()).decode()}.c"
    for picture in (png(), SVG):
        assert strip(bake(picture, token, keyword="openbadgecredential")) == picture
    assert strip(insert_receipt(bake(png(), token, keyword="clrcredential"), b"receipt")) == png()
