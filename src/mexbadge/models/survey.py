"""What several checks ask of a whole document, found in one walk through it.

A context is not entered: it gives words their meaning and says nothing by itself. Of proofs, and of the credentials of
a record, the names are left out.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from mexbadge.models.language import Words

__all__ = ["Named", "Survey", "survey"]

Named: TypeAlias = tuple[str, Words]
"""An id and what one object with that id is called."""

_APART: Final = frozenset({"proof", "verifiableCredential"})
"""Members whose names are not gathered: the credentials of a record are shown by themselves, each with its own."""
_ENDORSING: Final = frozenset({"endorsement", "endorsementJwt"})
_NOT_ENTERED: Final = _APART | {"@context"}
_MARKS: Final = _NOT_ENTERED | _ENDORSING


class Survey(NamedTuple):
    """What stands anywhere in a document.

    ``nulls``: whether a member is ``null``. ``endorsed``: whether there is a member for endorsements. ``contexts``: the
    addresses of contexts that it names. ``named``: the id and the name of each object that has both.
    """

    nulls: bool
    endorsed: bool
    contexts: frozenset[str]
    named: tuple[Named, ...]


def survey(document: object) -> Survey:
    """Walk through ``document``, any JSON value, without recursion; what lies apart comes last."""
    named: list[Named] = []
    contexts: set[str] = set()
    nulls, endorsed, gathers = False, False, True
    waiting: list[Any] = [document]
    apart: list[Any] = []
    while waiting or apart:
        if not waiting:
            waiting, apart, gathers = apart, [], False
        value = waiting.pop()
        kind = type(value)
        if kind is list or kind is tuple:
            waiting += [one for one in value if type(one) is not str]
            continue
        if kind is not dict and not isinstance(value, Mapping):
            continue
        if gathers and isinstance(ident := value.get("id"), str) and (words := Words.of(value.get("name"))):
            named.append((ident, words))
        if _MARKS.isdisjoint(value):
            inner = [one for one in value.values() if type(one) is not str]
        else:
            inner = [one for name, one in value.items() if type(one) is not str and name not in _NOT_ENTERED]
            beside = [one for name, one in value.items() if name in _APART]
            nulls, apart = nulls or None in beside, apart + beside
            contexts.update(_addresses(value.get("@context")))
            endorsed = endorsed or not _ENDORSING.isdisjoint(value)
        nulls = nulls or None in inner
        waiting += inner
    return Survey(nulls, endorsed, frozenset(contexts), tuple(named))


def _addresses(context: object) -> list[str]:
    """Return the addresses in the value of a ``@context``."""
    return [one for one in (context if isinstance(context, list) else (context,)) if isinstance(one, str)]
