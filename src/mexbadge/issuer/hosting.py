"""Every document that a stranger's verifier would fetch, as it will lie on the issuer's server.

The folder ``hosted`` is a resource set: with its ``resources.json`` a badge can be verified before anything is online,
and publishing only copies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge.errors import InputError, RegisterError
from mexbadge.issuer import delivery, hosting_ob2, keyring, logged, pictures
from mexbadge.issuer.credential import Form
from mexbadge.issuer.desk import Desk
from mexbadge.issuer.hosted import key_documents, resource_map
from mexbadge.issuer.keyring import KeyState
from mexbadge.issuer.places import hosted_place
from mexbadge.issuer.status_lists import revocation_document
from mexbadge.issuer.tables import ACHIEVEMENTS, ENDORSEMENTS, ENTRIES, ISSUED, LISTS, REVOKED_BEFORE
from mexbadge.ledger import SUFFIX
from mexbadge.ledger.export import export

__all__ = ["HostedDocument", "files_of", "hosted", "outdated", "revoked_ids", "withdrawals", "write_hosted"]

INDEX: Final = "resources.json"
_ORIGIN: Final = "_origin/"
_JSON: Final = "application/json"
_TEXT: Final = "text/plain; charset=utf-8"
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
    """Return every document by address: keys, lists, achievements, endorsements, pictures, and those of 2.0.

    Nothing is signed here: the lists are the stored ones. Raises :class:`InputError` ``register_outside_base`` where
    the issuer's own documents would lie at another origin than the hosted ones, and ``register_id_changed`` where the
    settings name another issuer than the keys.
    """
    base = desk.settings.base
    found = list(withdrawals(desk))
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
    found.extend(_document(base, url, body, _TEXT) for url, body in logged.receipts(desk))
    return tuple(sorted(found, key=lambda one: one.url))


def withdrawals(desk: Desk) -> tuple[HostedDocument, ...]:
    """Return the documents that say what counts no more: the keys, the lists, and all of 2.0.

    An older copy of one of them would make valid again what was withdrawn since. Raises as :func:`hosted`.
    """
    base = desk.settings.base
    found: list[HostedDocument] = []
    with desk.register.read() as connection:
        keys = keyring.all_keys(connection)
        require_own(desk.settings.id, keys)
        good = [(key.id, key.public_key) for key in keys if key.state is not KeyState.COMPROMISED]
        ended = [(key.id, key.public_key) for key in keys if key.state is KeyState.COMPROMISED]
        revoked = {key.id: key.ended or key.created for key in keys if key.state is KeyState.COMPROMISED}
        logs = () if desk.log is None else (desk.log.key.vkey,)
        documents = key_documents(desk.settings.id, good, ended=ended, revoked=revoked, logs=logs)
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
    found.extend(_document(base, url, body, kind) for url, body, kind in hosting_ob2.documents(desk))
    return tuple(found)


def require_own(name: str, keys: Iterable[keyring.Key]) -> None:
    """Raise :class:`InputError` ``register_id_changed`` for a key that is not the issuer's of that name."""
    for key in keys:
        was = key.id.partition("#")[0]
        if was != name:
            raise InputError("register_id_changed", where="issuer.id", id=name, was=was)


def write_hosted(desk: Desk) -> tuple[Path, ...]:
    """Write the folder ``hosted`` and return the files that changed; a file that stays the same is not touched.

    Whoever calls this has seen to it that the register is not behind what lies there (:mod:`mexbadge.issuer.behind`).
    Raises :class:`InputError` ``register_secret_hosted`` if a private key lies in it, and as :func:`hosted`.
    """
    folder = desk.folder / "hosted"
    folder.mkdir(parents=True, exist_ok=True)
    keyring.refuse_published_secrets(folder)
    documents = hosted(desk)
    index = resource_map({one.url: (one.path, one.content_type) for one in documents})
    files = files_of(documents)
    files[INDEX] = f"{_json.dumps(index, indent=2)}\n".encode("ascii")
    written: list[Path] = []
    for name, body in files.items():
        path = folder / name
        if not path.is_file() or sha256(path.read_bytes()).digest() != sha256(body).digest():
            delivery.write_file(path, body)
            written.append(path)
    _drop_receipts(folder, frozenset(files))
    with desk.register.read() as connection:
        pictures.withdraw(connection, desk.settings.base, folder)
    if desk.log is not None and _takes_entries(desk):
        export(desk.log, folder / logged.PUBLISHED)
    return tuple(written)


def _takes_entries(desk: Desk) -> bool:
    """Return whether the log goes on; one that came back from a copy leaves what was published of it as it is."""
    with desk.register.read() as connection:
        return logged.is_open(desk, connection)


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


def _drop_receipts(folder: Path, wanted: frozenset[str]) -> None:
    """Take away the receipts of people who were forgotten: a published salt would tell what was logged for them."""
    for path in (folder / "b").glob(f"*/*{SUFFIX}"):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink(missing_ok=True)


def _kind_of(url: str) -> str:
    return "application/did+json" if url.endswith("/did.json") else _JSON


def revoked_ids(connection: Connection) -> dict[str, str | None]:
    """Return the ids on the list of revoked ones, each with its reason."""
    joined = ISSUED.join(ENTRIES, ENTRIES.c.credential == ISSUED.c.id).join(LISTS, LISTS.c.number == ENTRIES.c.list)
    marked = (LISTS.c.purpose == "revocation") & (ENTRIES.c.value != 0)
    rows = connection.execute(
        select(ISSUED.c.id, ISSUED.c.reason_en, ISSUED.c.reason_fr).select_from(joined).where(marked)
    )
    found = {row.id: " / ".join(filter(None, (row.reason_en, row.reason_fr))) or None for row in rows}
    before = select(REVOKED_BEFORE.c.id, REVOKED_BEFORE.c.reason).where(REVOKED_BEFORE.c.ob2.is_(False))
    return found | {row.id: row.reason for row in connection.execute(before)}


def _document(base: str, url: str, body: bytes, kind: str) -> HostedDocument:
    return HostedDocument(url, hosted_place(base, url, kind), kind, body)
