"""JSON-LD contexts that are supplied: by ``--context``, or in a resource map with their digest."""

import re
from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from mexbadge import _json, _limits
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.errors import InputError
from mexbadge.fetch import Fetch, ResourceSet
from mexbadge.ld.contexts import ExtraContext

__all__ = ["contexts_of"]

_GIVEN: Final = re.compile(r"(https?://[^=\s]+)=(.+)#sha256=([0-9a-fA-F]{64})")


def contexts_of(arguments: Namespace, network: Fetch, console: Console) -> tuple[ExtraContext, ...]:
    """Return the contexts of ``--context``, and those that a resource map holds with their digest.

    Raises :class:`InputError` ``ld_context_option`` for an option that is none; whether bytes and digest agree, and
    whether a context may be supplied at all, the policy says.
    """
    found = []
    for text in arguments.context:
        match = _GIVEN.fullmatch(text)
        if match is None:
            raise InputError("ld_context_option", value=text)
        found.append(ExtraContext(match[1], read(match[2], console, max_bytes=_limits.KEY_DOCUMENT_BYTES), match[3]))
    if isinstance(network, ResourceSet):
        given = {item.url for item in found}
        found += [item for item in _recorded(network) if item.url not in given]
    return tuple(found)


def _recorded(resources: ResourceSet) -> Iterator[ExtraContext]:
    for url, (body, digest) in resources.pinned.items():
        if len(body) <= _limits.KEY_DOCUMENT_BYTES and _is_context(body):
            yield ExtraContext(url, body, digest)


def _is_context(body: bytes) -> bool:
    """Return whether a document is a context and nothing else: whatever says more is somebody's document."""
    try:
        document = _json.loads_object(body)
    except InputError:
        return False
    return document.keys() == {"@context"} and isinstance(document["@context"], dict | list)
