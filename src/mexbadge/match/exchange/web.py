"""A small web application for answers (PEP 3333), to be mounted into any front end under an address of its own.

Opening a link changes nothing: programs that look for viruses open every link of a mail. A GET shows what is asked and
one button; the POST of that button is the answer.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any, Final
from urllib.parse import parse_qs

from mexbadge import texts
from mexbadge.errors import InputError
from mexbadge.match.exchange.exchange import Exchange
from mexbadge.match.exchange.hires import HireFacts
from mexbadge.match.exchange.questions import Asked
from mexbadge.models.forms import form_of
from mexbadge.texts import Lang, nearest

__all__ = ["answers_app"]

_BODY: Final = 4096
_OK: Final = "200 OK"
_BAD: Final = "400 Bad Request"
_NOT_ALLOWED: Final = "405 Method Not Allowed"
_CONFLICT: Final = "409 Conflict"
_HEADERS: Final = (
    ("Content-Type", "text/html; charset=utf-8"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    ),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
)
_ANSWERS: Final = frozenset({"yes", "no", "gone", "stop"})
_HIRE: Final = (("start", "exchange_web_start"), ("hours", "exchange_web_hours"), ("noc", "exchange_web_noc"))
"""What may be said beside "hired", each in a field of its own; none is needed."""
_LABEL: Final = '<p><label>{text}<br><input name="{name}" autocomplete="off"></label></p>'
_PAGE: Final = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}}
button{{font:inherit;padding:.7rem 1.3rem}}</style></head>
<body><main><h1>{title}</h1><p>{text}</p>{form}</main></body></html>
"""
Start = Callable[..., Any]


def answers_app(exchange: Exchange) -> Callable[[dict[str, Any], Start], Iterable[bytes]]:
    """Return the application: ``?code=…&answer=yes`` asks, and its button answers."""

    def app(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        lang: Lang = nearest(environ.get("HTTP_ACCEPT_LANGUAGE"))
        method = str(environ.get("REQUEST_METHOD", "GET"))
        if method in {"GET", "HEAD"}:
            status, page = _asked(exchange, _fields(str(environ.get("QUERY_STRING", ""))), lang)
        elif method == "POST":
            status, page = _answered(exchange, _fields(_body(environ)), lang)
        else:
            status, page = _NOT_ALLOWED, _page("exchange_web_none", lang)
        content = page.encode("utf-8")
        start(status, [*_HEADERS, ("Content-Length", str(len(content)))])
        return [] if method == "HEAD" else [content]

    return app


def _asked(exchange: Exchange, fields: dict[str, str], lang: Lang) -> tuple[str, str]:
    code, answer = fields.get("code", ""), fields.get("answer", "")
    if not code or answer not in _ANSWERS:
        return _BAD, _page("exchange_web_none", lang)
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in (("code", code), ("answer", answer))
    )
    query = exchange.asked_by(code)
    if answer == "yes" and query is not None and query.kind is Asked.HIRED:
        hidden += "".join(
            _LABEL.format(name=name, text=escape(texts.message(code_of, lang))) for name, code_of in _HIRE
        )
    label = escape(texts.message(f"exchange_web_{answer}", lang))
    return _OK, _page("exchange_web_ask", lang, f'<form method="post">{hidden}<button>{label}</button></form>')


def _answered(exchange: Exchange, fields: dict[str, str], lang: Lang) -> tuple[str, str]:
    try:
        said = {name: fields[name].strip() for name, _ in _HIRE if fields.get(name, "").strip()}
        hire = form_of(HireFacts, said) if said else None
        exchange.answer(fields.get("code", ""), fields.get("answer", ""), hire=hire)
    except InputError as error:
        return _CONFLICT, _page("exchange_web_not", lang, f"<p>{escape(error.message(lang))}</p>")
    return _OK, _page("exchange_web_done", lang)


def _page(code: str, lang: Lang, form: str = "") -> str:
    title = escape(texts.message("exchange_web_title", lang))
    return _PAGE.format(lang=lang, title=title, text=escape(texts.message(code, lang)), form=form)


def _body(environ: dict[str, Any]) -> str:
    given = str(environ.get("CONTENT_LENGTH") or "0")
    length = int(given) if given.isascii() and given.isdecimal() and len(given) <= len(str(_BODY)) else 0
    content: bytes = environ["wsgi.input"].read(min(length, _BODY))
    return content.decode("utf-8", "replace")


def _fields(text: str) -> dict[str, str]:
    try:
        found = parse_qs(text, max_num_fields=8)
    except ValueError:
        return {}
    return {name: values[0] for name, values in found.items() if len(values) == 1}
