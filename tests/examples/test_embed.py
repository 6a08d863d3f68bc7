"""The examples of embedding run as they stand: Flask, Django, asyncio, a notebook."""

import ast
import asyncio
import io
import json
import threading
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from embed import asynchronous
from embed.flask_app import create_app

from mexbadge.fetch import Request, Response
from mexbadge.match import Vacancy
from mexbadge.testing import Badges, World
from mexbadge.verify import Verdict, Verifier

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PERSON = "aisha@example.ca"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def badge(world: World) -> Badges:
    return Badges(world)


def _baked(badge: Badges, **state: Any) -> bytes:
    made = badge(**state)
    assert made.image is not None
    return made.bake(made.image)


def test_flask_answers_with_the_report_and_a_status_that_says_the_verdict(world: World, badge: Badges) -> None:
    client = create_app(Verifier(fetch=world.fetch)).test_client()

    def sent(data: bytes, **more: str) -> Any:
        form = {"badge": (io.BytesIO(data), "a.png"), **more}
        return client.post("/check", data=form, headers={"Accept-Language": "fr"})

    good = sent(_baked(badge), person=PERSON)
    assert (good.status_code, good.json["verdict"]) == (200, "valid")
    revoked = sent(_baked(badge, revoked=True), person=PERSON)
    assert (revoked.status_code, revoked.json["verdict"]) == (422, "invalid")
    assert sent(_baked(badge), person="omar@example.ca").status_code == 422
    kept = _baked(badge)
    world.pages.clear()
    assert sent(kept).status_code == 503
    assert client.post("/check").status_code == 400
    large = client.post("/check", data=bytes(11_000_000), content_type="multipart/form-data; boundary=x")
    assert large.status_code == 413


@pytest.fixture
def view(world: World, monkeypatch: pytest.MonkeyPatch) -> Any:
    if not settings.configured:
        settings.configure(
            ALLOWED_HOSTS=["testserver"], USE_I18N=True, LANGUAGES=[("en", "English"), ("fr", "Français")]
        )
        django.setup()
    from embed import django_view  # noqa: PLC0415 - Django wants its settings before it is imported

    monkeypatch.setattr(django_view, "VERIFIER", Verifier(fetch=world.fetch))
    return django_view.check


def test_django_answers_with_the_report_and_a_status_that_says_the_verdict(view: Any, badge: Badges) -> None:
    def sent(data: bytes) -> Any:
        file = SimpleUploadedFile("a.png", data)
        return view(
            RequestFactory().post("/check", {"badge": file, "person": PERSON}, headers={"accept-language": "fr"})
        )

    good, altered = sent(_baked(badge)), sent(_baked(badge, valid=False))
    assert (good.status_code, json.loads(good.content)["verdict"]) == (200, "valid")
    assert (altered.status_code, json.loads(altered.content)["verdict"]) == (422, "invalid")
    assert view(RequestFactory().post("/check")).status_code == 400
    assert view(RequestFactory().get("/check")).status_code == 405


def test_the_loop_runs_on_while_badges_are_judged(world: World, badge: Badges) -> None:
    """The first document is answered only once the loop has done something else."""
    ticked = threading.Event()

    def slow(request: Request) -> Response:
        assert ticked.wait(timeout=30)
        return world.fetch(request)

    async def run() -> list[Verdict]:
        badges = [badge().credential, badge(expired=True).credential, badge(revoked=True).credential]
        judging = asyncio.create_task(asynchronous.check_all(Verifier(fetch=slow), badges, person=PERSON, at_once=2))
        await asyncio.sleep(0.05)
        ticked.set()
        return [report.verdict for report in await judging]

    assert asyncio.run(run()) == [Verdict.VALID, Verdict.INVALID, Verdict.INVALID]


def test_matching_goes_beside_the_loop_too(world: World, badge: Badges) -> None:
    skill = "https://skills.example/first-aid"
    vacancy = Vacancy.parse({"id": "aide", "title": "Aide", "requirements": [{"id": "aid", "skill": skill}]})
    held = [badge(skills=[skill]).credential]
    found = asyncio.run(asynchronous.fits(Verifier(fetch=world.fetch), held, vacancy, person=PERSON))
    assert found.score == 1


def test_the_notebook_runs_from_top_to_bottom_and_shows_reports() -> None:
    cells = json.loads((EXAMPLES / "embed" / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    shown = [_run("".join(cell["source"]), names) for cell in cells if cell["cell_type"] == "code"]
    pages = [value._repr_html_() for value in shown if hasattr(value, "_repr_html_")]
    assert len(pages) == 2
    assert "<html" not in pages[0]
    assert [verdict for _, verdict, _ in shown[-1]] == ["valid", "invalid", "valid", "invalid"]


def _run(code: str, names: dict[str, Any]) -> Any:
    """Run a cell, and return what its last line says, as a notebook would show it."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None
