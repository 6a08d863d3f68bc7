"""Moving to another address: what was issued keeps its own for ever, so a second folder begins at the new one.

A badge names the address of its issuer's keys and of its status lists, and that is signed. The folder that issued it
goes on being hosted where it was; new badges come from the new folder. Who wishes gives people a badge of the new
address and revokes the old one.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from mexbadge.credentials.achievement import read_table
from mexbadge.credentials.ob3 import Form
from mexbadge.errors import InputError
from mexbadge.issuer.folder.places import require_site
from mexbadge.issuer.folder.settings import FIRST_KEY, FIRST_REGISTER, did_of, toml
from mexbadge.issuer.issuer import Issuer
from mexbadge.issuer.reasons import own_reasons
from mexbadge.issuer.register.records import Filters, Record, Status
from mexbadge.issuer.roster.rows import Consent, RosterRow
from mexbadge.keys import Passphrase
from mexbadge.models.identity import Identity

__all__ = ["Moved", "move", "reissue_all"]

_KEPT: Final = ("artwork", "images", "mail")
"""The folders that go along as they are."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of reissuing: the new badges, and the old ones that were left as they are."""

    made: int
    left: int


def move(old: Issuer, folder: Path, url: str, *, passphrase: Passphrase) -> Issuer:
    """Begin a folder for the address ``url`` that awards what ``old`` awards, and return it; ``old`` is not changed.

    That badges have pages (``pages``) is not taken along: at the new address nothing is published yet.

    Raises :class:`InputError` ``register_move_same`` for the address that it has, and as :meth:`Issuer.create`.
    """
    settings = old.settings
    if url.rstrip("/") == settings.base:
        raise InputError("register_move_same", url=url)
    require_site(url)
    told = replace(settings, id=did_of(url), url=url, base=url.rstrip("/"), register=FIRST_REGISTER, key=FIRST_KEY)
    told = replace(told, pages=False)
    made = Issuer.begin(folder, told, passphrase=passphrase, clock=old.now, rng=old.random)
    for path in sorted((old.folder / "achievements").glob("*.toml")):
        table = dict(read_table(path.read_bytes(), path.name))
        if str(table.get("id", "")).startswith(f"{settings.base}/"):
            del table["id"]
        (made.folder / "achievements" / path.name).write_text(toml(table), "utf-8")
    for name in _KEPT:
        for path in sorted((old.folder / name).glob("*.*")):
            (made.folder / name).mkdir(exist_ok=True)
            shutil.copyfile(path, made.folder / name / path.name)
    return made


def reissue_all(old: Issuer, new: Issuer) -> Moved:
    """Issue every badge of 3.0 that is in force from ``new`` to the same person, and revoke the old one.

    Left as they are: suspended badges, and those of people whose address is not kept, of an older version of what is
    awarded, of 2.0.
    Interrupted, it may be called again: nothing is issued twice.
    """
    made = left = 0
    for slug in old.achievements():
        every = list(old.list(Filters(achievement=slug)))
        left += sum(one.status is Status.SUSPENDED for one in every)
        records = [one for one in every if one.status is Status.ACTIVE]
        current = old.achievement(slug).id
        fit = [one for one in records if one.identity and one.achievement == current and not Form(one.form).is_ob2]
        left += len(records) - len(fit)
        if fit:
            new.issue_many(list(_rows(old, fit)), slug)
            english, french = own_reasons("college_reason_moved")
            old.revoke([one.id for one in fit], reason_en=english, reason_fr=french)
            made += len(fit)
    return Moved(made, left)


def _rows(old: Issuer, records: list[Record]) -> Iterator[RosterRow]:
    """Yield what each badge says of its award, for the same person."""
    for line, record in enumerate(records, 1):
        document = old.issued(record.id).document
        subject = document["credentialSubject"]
        results = subject.get("result") or [None]
        yield RosterRow(
            line=line,
            recipient=Identity.parse(record.identity or ""),
            name=record.name,
            first_name=record.first_name,
            last_name=record.last_name,
            ref=record.ref or f"moved:{record.id}",
            valid_from=datetime.fromisoformat(record.valid_from),
            valid_until=None if record.valid_until is None else datetime.fromisoformat(record.valid_until),
            evidence=tuple(document.get("evidence") or ()),
            narrative=subject.get("narrative"),
            result=results[0],
            language=record.language,
            consent=_consent(record),
        )


def _consent(record: Record) -> Consent | None:
    """Return what the person agreed to, as it was kept."""
    if record.consent is None:
        return None
    kept = record.consent_since if record.consent else record.consent_withdrawn
    since = None if kept is None else datetime.fromisoformat(kept)
    return Consent(given=record.consent, purpose=record.consent_for, since=since, source=record.consent_source)
