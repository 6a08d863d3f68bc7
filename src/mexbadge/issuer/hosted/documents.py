"""Every document that a stranger's verifier would fetch, as it will lie on the issuer's server.

The folder ``hosted`` is a resource set: with its ``resources.json`` a badge can be verified before anything is online,
and publishing only copies.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge.credentials.ob3 import Form
from mexbadge.credentials.published_keys import key_documents
from mexbadge.credentials.status_lists import revocation_document
from mexbadge.errors import InputError, RegisterError
from mexbadge.issuer.folder.places import hosted_place
from mexbadge.issuer.hosted import badges, documents_ob2
from mexbadge.issuer.hosted.digests import RECORDS_FOLDER
from mexbadge.issuer.pipeline import pictures
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.register import keyring
from mexbadge.issuer.register.keyring import KeyState
from mexbadge.issuer.register.tables import ACHIEVEMENTS, ENDORSEMENTS, ENTRIES, ISSUED, LISTS, MARKED, REVOKED_BEFORE

__all__ = [
    "HostedDocument",
    "files_of",
    "hosted",
    "of_badges",
    "outdated",
    "require_own",
    "revoked_ids",
    "shared",
    "withdrawals",
]

_ORIGIN: Final = "_origin/"
_JSON: Final = "application/json"
_CREDENTIAL: Final[Mapping[str, str]] = {
    Form.DATA_INTEGRITY.value: "application/vc+ld+json",
    Form.VC_JWT.value: "application/vc+jwt",
}


@dataclass(frozen=True, slots=True)
class HostedDocument:
    """One document: its address, its path in the folder ``hosted``, its content type and its exact bytes."""

    url: str
    path: str
    content_type: str
    body: bytes = field(repr=False)

    @property
    def plain(self) -> str | None:
        """The second path of a document whose address has no extension: a plain web server looks for it there."""
        name = self.path.rpartition(".")[0]
        return name if self.url.endswith(f"/{name.removeprefix(_ORIGIN)}") else None


def hosted(desk: Desk) -> tuple[HostedDocument, ...]:
    """Return every document by address, those of each badge among them; raises as :func:`shared`."""
    with desk.register.read() as connection:
        return tuple(sorted((*shared(desk), *of_badges(desk, connection, None)), key=lambda one: one.url))


def of_badges(desk: Desk, connection: Connection, names: Sequence[str] | None) -> Iterator[HostedDocument]:
    """Yield what is hosted of each of the badges ``names``, or of all; see :mod:`mexbadge.issuer.hosted.badges`."""
    base = desk.settings.base
    return (_document(base, url, body, kind) for url, body, kind in badges.documents(desk, connection, names))


def shared(desk: Desk) -> tuple[HostedDocument, ...]:
    """Return what badges share: keys, lists, achievements, endorsements, pictures, and the same of 2.0.

    Nothing is signed here: the lists are the stored ones. Raises :class:`InputError` ``register_outside_base`` where
    the issuer's own documents would lie at another origin than the hosted ones, and ``register_id_changed`` where the
    settings name another issuer than the keys.
    """
    base = desk.settings.base
    found = list(_shared_withdrawals(desk))
    with desk.register.read() as connection:
        ours = ACHIEVEMENTS.c.id.startswith(f"{base}/", autoescape=True)
        achievements = connection.execute(select(ACHIEVEMENTS).where(ours).order_by(ACHIEVEMENTS.c.id))
        found.extend(_document(base, row.id, row.document, "application/ld+json") for row in achievements)
        for row in connection.execute(select(ENDORSEMENTS).order_by(ENDORSEMENTS.c.id)):
            url = f"{base}/endorsements/{row.id.rpartition(':')[2]}"
            if row.form not in _CREDENTIAL:
                raise RegisterError("register_row_damaged", table=ENDORSEMENTS.name, id=row.id)
            found.append(_document(base, url, row.credential, _CREDENTIAL[row.form]))
        named = pictures.documents(connection, base, desk.folder / "hosted")
        found.extend(_document(base, url, body, kind) for url, body, kind in named)
    return tuple(sorted(found, key=lambda one: one.url))


def withdrawals(desk: Desk) -> tuple[HostedDocument, ...]:
    """Return the documents that say what counts no more: keys, lists, what is shared of 2.0, revoked assertions.

    An older copy of one of them would make valid again what was withdrawn since. Raises as :func:`hosted`.
    """
    with desk.register.read() as connection:
        names = list(documents_ob2.revoked_of(connection, Form.OB2_HOSTED))
        place = f"{badges.ASSERTIONS}/"
        revoked = [one for one in of_badges(desk, connection, names) if one.path.startswith(place)]
    return (*_shared_withdrawals(desk), *revoked)


def _shared_withdrawals(desk: Desk) -> tuple[HostedDocument, ...]:
    base = desk.settings.base
    found: list[HostedDocument] = []
    with desk.register.read() as connection:
        keys = keyring.all_keys(connection)
        require_own(desk.settings.id, keys)
        good = [(key.id, key.public_key) for key in keys if key.state is not KeyState.COMPROMISED]
        ended = [(key.id, key.public_key) for key in keys if key.state is KeyState.COMPROMISED]
        revoked = {key.id: key.ended or key.created for key in keys if key.state is KeyState.COMPROMISED}
        logs = () if desk.log is None else (desk.log.key.vkey,)
        documents = key_documents(
            desk.settings.id, good, ended=ended, revoked=revoked, logs=logs, records=f"{base}/{RECORDS_FOLDER}/"
        )
        found.extend(
            _document(base, url, _json.dumps(document, indent=2).encode("ascii"), _kind_of(url))
            for url, document in documents.items()
        )
        found.extend(
            _document(base, row.url, row.signed, _CREDENTIAL[_form_of(row.signed).value])
            for row in connection.execute(select(LISTS).order_by(LISTS.c.number))
        )
        revocations = revoked_ids(connection)
    url = f"{base}/revocations.json"
    listed = revocation_document(url, desk.settings.id, revocations)
    found.append(_document(base, url, _json.dumps(listed, indent=2).encode("ascii"), _JSON))
    found.extend(_document(base, url, body, kind) for url, body, kind in documents_ob2.documents(desk))
    return tuple(found)


def require_own(name: str, keys: Iterable[keyring.Key]) -> None:
    """Raise :class:`InputError` ``register_id_changed`` for a key that is not the issuer's of that name."""
    for key in keys:
        was = key.id.partition("#")[0]
        if was != name:
            raise InputError("register_id_changed", where="issuer.id", id=name, was=was)


def outdated(desk: Desk) -> bool:
    """Return whether something lies in ``hosted`` that says otherwise than the register what counts no more."""
    files, folder = files_of(withdrawals(desk)), desk.folder / "hosted"
    return any((folder / name).is_file() and (folder / name).read_bytes() != body for name, body in files.items())


def _form_of(credential: bytes) -> Form:
    return Form.DATA_INTEGRITY if credential.lstrip().startswith(b"{") else Form.VC_JWT


def files_of(documents: Iterable[HostedDocument]) -> dict[str, bytes]:
    """Return every file of the folder ``hosted`` with its bytes, the index aside.

    A document whose address has no extension has two names: with the extension by which people and servers see what it
    is, and plainly, unless there is a folder of that name.
    """
    listed = tuple(documents)
    files = {one.path: one.body for one in listed}
    folders = {str(parent) for name in files for parent in PurePosixPath(name).parents}
    plain = {one.plain: one.body for one in listed if one.plain is not None}
    return {**{name: body for name, body in plain.items() if name not in folders}, **files}


def _kind_of(url: str) -> str:
    return "application/did+json" if url.endswith("/did.json") else _JSON


def revoked_ids(connection: Connection) -> dict[str, str | None]:
    """Return the ids on the list of revoked ones, each with its reason."""
    joined = ISSUED.join(ENTRIES, ENTRIES.c.credential == ISSUED.c.id).join(LISTS, LISTS.c.number == ENTRIES.c.list)
    marked = (LISTS.c.purpose == "revocation") & MARKED
    rows = connection.execute(
        select(ISSUED.c.id, ISSUED.c.reason_en, ISSUED.c.reason_fr).select_from(joined).where(marked)
    )
    found = {row.id: " / ".join(filter(None, (row.reason_en, row.reason_fr))) or None for row in rows}
    before = select(REVOKED_BEFORE.c.id, REVOKED_BEFORE.c.reason).where(REVOKED_BEFORE.c.ob2.is_(False))
    return found | {row.id: row.reason for row in connection.execute(before)}


def _document(base: str, url: str, body: bytes, kind: str) -> HostedDocument:
    return HostedDocument(url, hosted_place(base, url, kind), kind, body)
