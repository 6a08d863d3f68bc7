"""How the service speaks: in English or French as it is asked, and of what is wrong as RFC 9457 has it."""

import re
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException

from mexbadge.errors import InputError, Problem
from mexbadge.texts import LANGUAGES, Lang, shown

__all__ = ["HANDLERS", "Own", "Refusal", "body", "lang_asked", "lang_of", "problem", "read", "said"]

Form = TypeVar("Form", bound=BaseModel)
Handler = Callable[[Request, Any], Coroutine[Any, Any, JSONResponse]]


@dataclass(frozen=True)
class Sentence:
    """What this service says in both languages: the sentence and the next step."""

    en: str
    fr: str
    hint_en: str | None = None
    hint_fr: str | None = None


SENTENCES: Mapping[str, Sentence] = {
    "person_unknown": Sentence(
        en="nobody is known as {name}",
        fr="personne n'est connu sous le nom {name}",
        hint_en="Check the id, or add the person with PUT first.",
        hint_fr="Vérifiez l'identifiant, ou ajoutez d'abord la personne avec PUT.",
    ),
    "vacancy_unknown": Sentence(
        en="there is no vacancy {name}",
        fr="il n'y a pas de poste vacant {name}",
        hint_en="Check the id, or bring the vacancy with POST first.",
        hint_fr="Vérifiez l'identifiant, ou déposez d'abord le poste avec POST.",
    ),
    "vacancy_id": Sentence(
        en="the id of a vacancy has at most 200 characters here, and none that cannot be seen",
        fr="l'identifiant d'un poste a ici au plus 200 caractères, et aucun qui soit invisible",
        hint_en="Give the vacancy a shorter id.",
        hint_fr="Donnez au poste un identifiant plus court.",
    ),
    "issuer_not_accepted": Sentence(
        en="badges of {issuer} do not count here",
        fr="les insignes de {issuer} ne comptent pas ici",
        hint_en="Ask whoever runs this service whether the issuer can be accepted.",
        hint_fr="Demandez à qui tient ce service si l'émetteur peut être accepté.",
    ),
    "request_value": Sentence(
        en="{name} is missing, is not known, or has a value that cannot be",
        fr="{name} manque, n'est pas connu, ou a une valeur qui ne peut être",
        hint_en="Look the call up in /openapi.json.",
        hint_fr="Cherchez l'appel dans /openapi.json.",
    ),
    "too_large": Sentence(
        en="the body is longer than {limit} bytes",
        fr="le corps dépasse {limit} octets",
        hint_en="Send a smaller file.",
        hint_fr="Envoyez un fichier plus petit.",
    ),
    "media_type": Sentence(
        en="a badge is not sent as {kind}",
        fr="un insigne ne s'envoie pas en {kind}",
        hint_en="Send the picture itself as the body, with Content-Type: image/png.",
        hint_fr="Envoyez l'image elle-même comme corps, avec Content-Type : image/png.",
    ),
    "call_unknown": Sentence(
        en="there is no such call",
        fr="cet appel n'existe pas",
        hint_en="Look the calls up in /openapi.json.",
        hint_fr="Cherchez les appels dans /openapi.json.",
    ),
    "defect": Sentence(
        en="the service failed to answer",
        fr="le service n'a pu répondre",
        hint_en="Try again later, and tell whoever runs it when it happened.",
        hint_fr="Réessayez plus tard, et dites à qui le tient quand cela s'est produit.",
    ),
}
"""What this service says itself; everything else is said by mexbadge."""

_WEIGHT = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.ASCII)


class Says(Protocol):
    """What has a code, a place, a sentence and a next step: a problem, or a finding of a report."""

    @property
    def code(self) -> str:
        """Its stable name."""

    @property
    def where(self) -> str | int | None:
        """Its place."""

    def message(self, lang: Lang = "en") -> str:
        """Say it."""

    def hint(self, lang: Lang = "en") -> str | None:
        """Say what to do next."""


class Own(Problem):
    """One thing that is wrong, with a sentence of this service."""

    @classmethod
    def of(cls, code: str, where: str | None = None, **values: object) -> Self:
        """Make one from a code, a place and the values of its sentence."""
        return cls(code, where, values)

    def message(self, lang: Lang = "en") -> str:
        """Say what is wrong."""
        one = SENTENCES[self.code]
        text = one.fr if lang == "fr" else one.en
        return text.format_map({name: shown(value) for name, value in self.values.items()})

    def hint(self, lang: Lang = "en") -> str | None:
        """Say what to do next."""
        one = SENTENCES[self.code]
        return one.hint_fr if lang == "fr" else one.hint_en


class Refusal(Exception):  # noqa: N818 - it refuses; nothing is in error
    """An answer with an HTTP status that says what is wrong, in a sentence of this service."""

    def __init__(self, status: int, *problems: Own) -> None:
        super().__init__(*(one.code for one in problems))
        self.status, self.problems = status, problems


def lang_of(header: str) -> Lang:
    """Return which of our languages an Accept-Language header (RFC 9110, 12.5.4) likes best; else English."""
    asked: dict[str, tuple[float, int]] = {}
    for place, part in enumerate(header.split(",")):
        name, _, rest = part.partition(";")
        found = _WEIGHT.fullmatch(rest)
        weight = 1.0 if not rest.strip() else float(found[1]) if found else 0.0
        primary = name.strip().lower().partition("-")[0]
        asked[primary] = max(asked.get(primary, (0.0, 0)), (weight, -place))
    other = asked.get("*", (0.0, 0))
    return max(LANGUAGES, key=lambda lang: asked.get(lang, other))


async def lang_asked(request: Request) -> Lang:
    """Return the language in which a request wants to be answered."""
    return lang_of(",".join(request.headers.getlist("accept-language")))


async def body(request: Request, most: int) -> bytes:
    """Read what was sent, and stop as soon as it is too much: raises :class:`Refusal` 413."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise Refusal(413, Own.of("too_large", limit=most))
    return bytes(content)


def said(problems: Iterable[Says], lang: Lang) -> list[dict[str, Any]]:
    """Return problems or findings as data: code, sentence, next step and place."""
    return [
        {"code": str(one.code), "message": one.message(lang), "hint": one.hint(lang), "where": one.where}
        for one in problems
    ]


def problem(status: int, problems: Sequence[Says], lang: Lang, **more: Any) -> JSONResponse:  # noqa: ANN401 - JSON
    """Return an answer that says all that is wrong; ``detail`` is the first sentence, unless ``more`` has another."""
    first = {"detail": problems[0].message(lang)} if problems else {}
    content = {"status": status, **first, **more, "problems": said(problems, lang)}
    headers = {"content-language": lang}
    return JSONResponse(content, status, headers, media_type="application/problem+json")


def read(form: type[Form], content: bytes) -> Form:
    """Read JSON as a form; raise :class:`Refusal` 422 with everything that does not fit."""
    try:
        return form.model_validate_json(content)
    except ValidationError as error:
        raise Refusal(422, *_unfit(error)) from None


def _unfit(error: ValidationError | RequestValidationError) -> list[Own]:
    """Return what does not fit, by place; a value that was sent is never sent back."""
    found: dict[str, Own] = {}
    outside = isinstance(error, RequestValidationError)  # there the first step says path or query
    for one in error.errors():
        steps = [str(step).replace("~", "~0").replace("/", "~1") for step in one["loc"][outside:]]
        where = "".join(f"/{step}" for step in steps)
        found[where] = Own.of("request_value", where, name=steps[-1] if steps else "body")
    return list(found.values())


async def _refused(request: Request, error: Refusal) -> JSONResponse:
    return problem(error.status, error.problems, await lang_asked(request))


async def _wrong(request: Request, error: InputError) -> JSONResponse:
    return problem(422, error.all_problems, await lang_asked(request))


async def _malformed(request: Request, error: RequestValidationError) -> JSONResponse:
    return problem(422, _unfit(error), await lang_asked(request))


async def _no_call(request: Request, error: HTTPException) -> JSONResponse:
    answer = problem(error.status_code, [Own("call_unknown")], await lang_asked(request))
    answer.headers.update(error.headers or {})
    return answer


async def _defect(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001 - the log has it
    return problem(500, [Own("defect")], await lang_asked(request))


HANDLERS: Mapping[int | type[Exception], Handler] = {
    Refusal: _refused,
    InputError: _wrong,
    RequestValidationError: _malformed,
    HTTPException: _no_call,
    Exception: _defect,
}
"""Who answers for what was raised; a defect goes to the server's log as well, and nowhere else."""
