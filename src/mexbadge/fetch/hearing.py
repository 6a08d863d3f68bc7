"""What a judgement heard from outside, so that it may be given again only where the same would be heard again."""

from dataclasses import replace

from mexbadge.errors import FetchError, Problem
from mexbadge.fetch.types import Fetch, Request, Response

__all__ = ["Heard", "Hearing", "same_again"]

Heard = tuple[tuple[Request, Response | Problem], ...]
"""Each question with its answer, or with what was wrong where none came, in order."""
_OF_THE_SENDING = frozenset({"age", "date", "expires", "set-cookie"})
"""Headers that say when an answer was sent, or to whom, and nothing about the document."""


class Hearing:
    """Ask ``inner``, and note what is asked and what comes of it: callable as :data:`~mexbadge.fetch.types.Fetch`."""

    __slots__ = ("_heard", "_inner")

    def __init__(self, inner: Fetch) -> None:
        self._inner = inner
        self._heard: list[tuple[Request, Response | Problem]] = []

    def __call__(self, request: Request) -> Response:
        """Return the answer of ``inner``; raise :class:`FetchError` as it does."""
        try:
            answer = self._inner(request)
        except FetchError as error:
            self._heard.append((request, error.problem))
            raise
        self._heard.append((request, replace(answer, headers=dict(answer.headers))))  # as they are now
        return answer

    @property
    def heard(self) -> Heard:
        """What was asked so far, with what came of it."""
        return tuple(self._heard)


def same_again(heard: Heard, fetch: Fetch) -> bool:
    """Return whether ``fetch``, asked the same in the same order, answers the same.

    An answer is the same with its status, its body, where it came from and its headers, but for those that tell when
    it was sent; a failure with its code and its values.
    """
    return all(_is_same(fetch, request, answer) for request, answer in heard)


def _is_same(fetch: Fetch, request: Request, before: Response | Problem) -> bool:
    try:
        now = fetch(request)
    except FetchError as error:
        return error.problem == before
    if isinstance(before, Problem) or (now.status, now.source, now.url) != (before.status, before.source, before.url):
        return False
    return now.body == before.body and (now.headers == before.headers or _lasting(now) == _lasting(before))


def _lasting(answer: Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in _OF_THE_SENDING}
