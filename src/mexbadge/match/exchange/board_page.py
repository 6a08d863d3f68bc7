"""The administrator's board as pages, one for each language: no script, nothing fetched, every value escaped.

They name people by their ids in the register, so they are their owner's alone and never lie where something is
published.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from mexbadge import texts
from mexbadge._json import JsonObject
from mexbadge.models.dates import instant
from mexbadge.texts import LANGUAGES, Lang, shown

__all__ = ["board_files"]

_TEMPLATE: Final = "exchange-board.html.j2"


def board_files(found: JsonObject, name: Mapping[Lang, str], *, at: datetime) -> dict[str, bytes]:
    """Return the pages by their paths; ``found`` is what :func:`board` says, ``name`` that of the exchange.

    ``at`` is now as it is written where the exchange is: days are told as they are there.
    """
    return {_place(lang): _page(found, name[lang], lang, at).encode("utf-8") for lang in LANGUAGES}


def _place(lang: Lang) -> str:
    """Return where the page in a language lies: that in the first one beside the folders of the others."""
    return "index.html" if lang == LANGUAGES[0] else f"{lang}/index.html"


def _page(found: JsonObject, name: str, lang: Lang, at: datetime) -> str:
    back = "" if lang == LANGUAGES[0] else "../"
    return texts.templating.template(_TEMPLATE).render(
        lang=lang,
        title=_say("title", lang, name=shown(name)),
        made=_say("made", lang, at=at.strftime("%Y-%m-%d %H:%M %Z")),
        nothing=_say("nothing", lang),
        others=[
            {"lang": other, "page": f"{back}{_place(other)}", "name": texts.message("portfolio_language", other)}
            for other in LANGUAGES
            if other != lang
        ],
        parts=list(_parts(found, lang, at)),
    )


def _parts(found: JsonObject, lang: Lang, at: datetime) -> Iterable[dict[str, Any]]:
    yield _part(
        "tasks",
        lang,
        ("task",),
        [
            *([_say("decide", lang, **one)] for one in found["decideSoon"]),
            *([_say("over", lang, count=count, kind=_say(f"kind_{kind}", lang))] for kind, count in _over(found)),
            *(_damaged(one, lang) for one in found["damaged"]),
        ],
    )
    held = [
        [one["number"], texts.message(f"exchange_told_{one['kind'].replace('-', '_')}", lang), shown(one["to"])]
        for one in found["heldMessages"]
    ]
    yield _part("held", lang, ("number", "what", "to"), held, note=_say("held_note", lang))
    waiting = [_waiting(one, lang, at) for one in found["waiting"]]
    yield _part("waiting", lang, ("until", "what", "who", "about"), waiting)
    unsent = [[one["number"], shown(one["to"]), one["state"], shown(one["why"] or "-")] for one in found["notSent"]]
    yield _part("not_sent", lang, ("number", "to", "state", "why"), unsent)
    ending = [[shown(one["college"]), one["until"]] for one in found["approvalsEnding"]]
    yield _part("approvals", lang, ("college", "until"), ending)
    runs = [[one["number"], one["started"], one["finished"] or "-"] for one in found["runs"]]
    yield _part("runs", lang, ("number", "started", "finished"), runs)


def _waiting(one: Mapping[str, str], lang: Lang, at: datetime) -> list[object]:
    who = f"{_say(one['party'], lang)} {shown(one['who'])}"
    until = instant(one["until"]).astimezone(at.tzinfo).date()  # as the letter that asked them says
    return [until, _say(f"asked_{one['kind']}", lang), who, shown(one["about"])]


def _damaged(one: Mapping[str, str], lang: Lang) -> list[object]:
    return [texts.message("exchange_damaged", lang, kind=one["kind"], id=shown(one["id"]))]


def _over(found: JsonObject) -> list[tuple[str, int]]:
    return list(found["over"].items())


def _part(
    name: str, lang: Lang, words: Sequence[str], rows: Sequence[Sequence[object]], *, note: str = ""
) -> dict[str, Any]:
    return {
        "title": _say(f"part_{name}", lang),
        "words": [_say(f"word_{word}", lang) for word in words],
        "rows": rows,
        "note": note if rows else "",
    }


def _say(code: str, lang: Lang, **values: object) -> str:
    return texts.message(f"exchange_page_{code}", lang, **values)
