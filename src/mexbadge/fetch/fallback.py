"""Several fetches that act as one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from mexbadge.errors import FetchError
from mexbadge.fetch.types import Fetch, Request, Response, nothing

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FirstOf", "first_of", "fresh"]

_PASSED_ON: Final = frozenset({"fetch_not_in_resources", "fetch_offline"})


@dataclass(frozen=True, slots=True)
class FirstOf:
    """Ask each of ``fetches`` until one has the document."""

    fetches: tuple[Fetch, ...]

    def __call__(self, request: Request) -> Response:
        """Return the first answer; raise the :class:`FetchError` of the first that looked and failed, or of the last.

        Only ``fetch_not_in_resources`` and ``fetch_offline`` pass the question on: a document that was refused or
        could not be reached is not looked for elsewhere.
        """
        *before, last = self.fetches
        for fetch in before:
            try:
                return fetch(request)
            except FetchError as error:
                if error.code not in _PASSED_ON:
                    raise
        return last(request)

    def fresh(self) -> "FirstOf":
        """Return the same with fresh budgets."""
        return FirstOf(tuple(map(fresh, self.fetches)))


def first_of(*fetches: Fetch) -> Fetch:
    """Return one fetch that asks each of ``fetches`` in turn until one has the document; none at all never has it."""
    return FirstOf(fetches) if fetches else nothing


def fresh(fetch: Fetch) -> Fetch:
    """Return ``fetch`` with a fresh budget for one verification, or itself where it has no budget."""
    renewed = cast("Callable[[], Fetch] | None", getattr(fetch, "fresh", None))
    return fetch if renewed is None else renewed()
