"""A FastAPI service that embeds an exchange: links for answers, answers by code, a person's matches, the run.

Who may call what is the front end's own: put a sign-in before everything but ``/answers``, which only whoever has a
code can use.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from mexbadge.errors import InputError
from mexbadge.match.exchange import Exchange
from mexbadge.match.exchange.web import answers_app

__all__ = ["create_app"]

LARGEST = 4096


class Said(BaseModel):
    """An answer that somebody gave on a page of the front end: the code out of the message, and yes, no or gone."""

    code: str
    answer: str


def create_app(exchange: Exchange) -> FastAPI:
    """Make the service over an exchange; calls run in threads, and the register keeps them apart."""
    app, pages = FastAPI(title="An exchange"), answers_app(exchange)

    @app.exception_handler(InputError)
    async def refused(_: Request, error: InputError) -> JSONResponse:
        status = 404 if error.code == "exchange_unknown" else 409
        return JSONResponse({"code": error.code, "message": error.message(), "hint": error.hint}, status)

    @app.api_route("/answers", methods=["GET", "POST"])
    async def answers(request: Request) -> Response:
        """Show the page behind each link: opening it changes nothing, its button answers."""
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LARGEST:
                return Response(status_code=413)
        return await run_in_threadpool(_called, pages, request, body)

    @app.post("/said")
    def said(given: Said) -> dict[str, str]:
        query = exchange.answer(given.code, given.answer)
        return {"about": query.about, "kind": query.kind.value, "answer": given.answer}

    @app.get("/people/{who}/matches")
    def matches(who: str) -> list[dict[str, Any]]:
        return list(exchange.person(who)["matches"])

    @app.post("/run")
    def run(*, rehearsal: bool = False) -> list[dict[str, Any]]:
        return [{"kind": one.kind, "subject": one.subject} for one in exchange.run(dry=rehearsal)]

    return app


def _called(pages: Callable[..., Iterable[bytes]], request: Request, body: bytes) -> Response:
    """Call a WSGI application with one request."""
    environ = {
        "REQUEST_METHOD": request.method,
        "QUERY_STRING": request.url.query,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_ACCEPT_LANGUAGE": request.headers.get("accept-language", ""),
        "wsgi.input": BytesIO(body),
    }
    begun: list[Any] = []
    content = b"".join(pages(environ, lambda *start: begun.extend(start)))
    status, headers = begun
    return Response(content, int(status.split()[0]), dict(headers))
