"""Hosted verification: what stands at the address of the assertion is the badge; the copy in hand says only where."""

from typing import Final

from mexbadge.errors import FetchError, InputError
from mexbadge.models.ob2_nodes import Node
from mexbadge.models.ob2_values import is_url
from mexbadge.verify.findings import Check
from mexbadge.verify.ob2.documents import Documents
from mexbadge.verify.ob2.intake import Recognised
from mexbadge.verify.ob2.notes import Notes
from mexbadge.verify.ob2.parts import Part, differences, note_page
from mexbadge.verify.ob2.reading import Ob2Reading, read
from mexbadge.verify.ob2_codes import Ob2Code

__all__ = ["hosted_assertion"]

_VERIFIERS: Final = ("verification", "verify")


def hosted_assertion(found: Recognised, documents: Documents, notes: Notes) -> Part | None:
    """Fetch the assertion whose copy is in hand; ``None``, with a finding that says why, where that fails."""
    local = _local(found, documents)
    if local is not None and _says_signed(local.node):
        notes.failed(Check.PROOF, Ob2Code.UNSIGNED, "/verification")
        return None
    url = _address(found, local)
    if url is None:
        notes.failed(Check.PROOF, Ob2Code.HOSTED_NO_URL, "/id")
        return None
    try:
        page = documents.page(url, "assertion")
    except FetchError as error:
        notes.error(Check.PROOF, error)
        return None
    except InputError as error:
        notes.error(Check.STATUS if error.code == Ob2Code.GONE else Check.PROOF, error)
        return None
    note_page(page, notes)
    part = Part.of_page(page)
    if _says_signed(part.node):
        notes.failed(Check.PROOF, Ob2Code.UNSIGNED, "/verification")
        return part
    notes.passed(Check.PROOF, Ob2Code.HOSTED, url=page.url)
    revoked = part.node.flag("revoked") is True
    if local is not None and not revoked and (names := differences(local.node, part.node)):
        notes.warned(Check.PROOF, Ob2Code.HOSTED_DIFFERS, url=page.url, names=", ".join(names))
    return part


def _says_signed(node: Node) -> bool:
    verification = node.node("verification")
    return verification is not None and verification.is_a("SignedBadge")


def _local(found: Recognised, documents: Documents) -> Ob2Reading | None:
    """Read the copy in hand; one that cannot be read still may say where the hosted one is."""
    if found.url is not None:
        return None
    try:
        return read(found.document, role="assertion", contexts=documents.ask.policy.contexts)
    except InputError:
        return None


def _address(found: Recognised, local: Ob2Reading | None) -> str | None:
    """Return where the assertion is hosted: its id; before 2.0 the address under ``verify``; what the image held.

    A backpack may have written a 1.0 badge in the shape of 0.5, which has no ``verify``, and kept the address.
    """
    if found.url is not None:
        return found.url
    candidates: list[object] = [None if local is None else local.node.id]
    if local is None:
        candidates += [found.document.get("id"), found.document.get("@id")]
    if found.version.is_legacy:
        for name in _VERIFIERS:
            verification = found.document.get(name)
            if isinstance(verification, dict):
                candidates.append(verification.get("url"))
    return next((entry for entry in candidates if isinstance(entry, str) and is_url(entry)), None)
