"""From bytes to contents: the reader of :mod:`mexbadge.verify`, which says what a file is and takes the badge out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge.badge import Badge
from mexbadge.errors import BadgeFormatError, InputError
from mexbadge.models.kinds import Kind
from mexbadge.models.nulls import without_nulls
from mexbadge.verify import contents, ob2
from mexbadge.verify.checks.contained import MOST, content_of
from mexbadge.verify.codes import Code
from mexbadge.verify.contents.ob3 import (
    Inner,
    lone_achievement,
    lone_profile,
    of_credential,
    of_presentation,
    unread,
)
from mexbadge.verify.contents.value import Contents
from mexbadge.verify.findings import Finding, Outcome
from mexbadge.verify.intake import Taken, take
from mexbadge.verify.kinds import ALONE, CREDENTIALS, DEEPEST
from mexbadge.verify.lookalikes import check_lookalikes
from mexbadge.verify.subject import Ask, Subject

__all__ = ["contents_of", "documents_of"]

_READERS: Final[Mapping[str, Callable[[Mapping[str, object]], JsonObject]]] = {
    "profile": lone_profile,
    "badge_class": lone_achievement,
    "achievement": lone_achievement,
    "revocation_list": unread,
    "key_document": unread,
}
"""How documents that are no badge are read."""


def contents_of(taken: Taken, data: bytes, ask: Ask, depth: int = 0) -> Contents:
    """Return what the reader found in ``data``; raise :class:`BadgeFormatError` where it is nothing of Open Badges."""
    subject = taken.subject
    if subject is None:
        return _alone(taken.findings[-1], data, ask, depth)
    notes = tuple(finding for finding in taken.findings if finding.outcome is Outcome.WARNED)
    if taken.generation == "2.0":
        found = ob2.recognise(subject.raw)
        if found is None:  # pragma: no cover - the reader recognised it
            raise BadgeFormatError(Code.FORMAT_NOT_A_BADGE)
        made = contents.ob2.of_assertion(found, ask)
    else:
        made = _newer(subject, taken.kind, _inner(ask, depth))
    return replace(made, notes=(*notes, *made.notes, *_looks(made.badge)))


def _looks(badge: Badge | None) -> tuple[Finding, ...]:
    """Return what in the names of a badge could fool a reader, as a verification warns of it."""
    found = () if badge is None else check_lookalikes(badge)
    return tuple(one for one in found if one.outcome is Outcome.WARNED)


def _newer(subject: Subject, kind: Kind, inner: Inner) -> Contents:
    if kind is Kind.PRESENTATION:
        made = of_presentation(subject.document, inner, subject.jwt)
        return replace(made, format=subject.form.value, document=subject.document)
    made = of_credential(subject.document, CREDENTIALS[kind], inner, subject.jwt)
    view = Badge.of_ob3(without_nulls(subject.document), format=subject.form.value)
    version = None if kind is Kind.STATUS_LIST else view.version
    return replace(made, badge=view, version=version, format=subject.form.value, document=subject.document)


def _inner(ask: Ask, depth: int) -> Inner:
    def inner(entry: object) -> Contents | None:
        if depth >= DEEPEST or not isinstance(entry, str | Mapping):
            return None
        content = content_of(entry)
        data = content if isinstance(content, bytes) else _json.dumps(content).encode("ascii")
        taken = take(data)
        return None if taken.subject is None else contents_of(taken, data, ask, depth + 1)

    return inner


def _alone(reason: Finding, data: bytes, ask: Ask, depth: int) -> Contents:
    """Read a document that is no badge, or a list of several."""
    if reason.code == Code.FORMAT_LIST:
        return _listed(documents_of(data), ask, depth)
    if reason.code not in ALONE:
        raise BadgeFormatError(reason.code, where=reason.where, **reason.values)
    kind = ALONE[reason.code]
    try:
        document = _json.loads_object(data, max_bytes=_limits.BUNDLE_BYTES)
    except InputError:  # it lies in a picture, where it is no better than no badge
        raise BadgeFormatError(reason.code, where=reason.where, **reason.values) from None
    return Contents(kind=kind, said=_READERS[kind](document), document=document)


def documents_of(data: bytes) -> list[object]:
    """Return the documents of a JSON list; raise as :func:`mexbadge._json.loads`."""
    found = _json.loads(data, max_bytes=_limits.BUNDLE_BYTES)
    return found if isinstance(found, list) else [found]


def _listed(documents: list[object], ask: Ask, depth: int) -> Contents:
    inner = _inner(ask, depth)
    read = [(entry, inner(entry)) for entry in documents[:MOST]]
    left = [entry for entry, found in read if found is None] + documents[MOST:]
    said: JsonObject = {"other": {"items": left}} if left else {}
    credentials = tuple(one for _, one in read if one is not None)
    return Contents(kind="list", said=said, credentials=credentials, document=documents)
