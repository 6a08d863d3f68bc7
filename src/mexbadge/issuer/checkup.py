"""Look an issuer's folder over: what is incomplete, what a stranger's verifier would object to, what disagrees.

Nothing is signed or changed here.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import select

from mexbadge import _moments, deliver
from mexbadge._files import clashing
from mexbadge.credentials.achievement import refuse_placeholders
from mexbadge.dids.owners import host_of
from mexbadge.errors import InputError, MexBadgeError, Problem, SchemaError
from mexbadge.issuer import mailing
from mexbadge.issuer.doors.awarding import CONVERTED
from mexbadge.issuer.folder.catalogue import Achievement
from mexbadge.issuer.folder.places import require_places
from mexbadge.issuer.folder.settings import FILE, Settings, read_settings
from mexbadge.issuer.folder.template import empty_headings, unknown_settings
from mexbadge.issuer.hosted.documents import files_of
from mexbadge.issuer.hosted.forgetting import lists_with
from mexbadge.issuer.issuer import Issuer
from mexbadge.issuer.pipeline import ledger_entries
from mexbadge.issuer.pipeline.desk import BACKWARDS
from mexbadge.issuer.register import events, keyring
from mexbadge.issuer.register.marked import marked_in
from mexbadge.issuer.register.records import Status
from mexbadge.issuer.register.tables import ENDORSEMENTS, ISSUED, LISTS, UNLISTED

__all__ = ["NEAR_DAYS", "REMARKS", "check_folder"]

NEAR_DAYS: Final = 14
"""How many days before its end a status list is worth a remark."""
REMARKS: Final = frozenset(
    {
        "college_setting_unknown",
        "college_heading_empty",
        "college_image_none",
        "college_names_clash",
        "college_no_achievement",
        "college_no_description_fr",
        "college_no_french",
        "college_self_asserted",
        "college_key_plain",
        "college_list_ends",
        "college_file_unknown",
        "college_hosted_unknown",
        "college_achievement_elsewhere",
        "college_achievement_gone",
        "college_badge_ahead",
        "college_password_written",
        "mail_refused",
        "mail_unsure",
        "mail_waiting",
    }
)
"""The codes that leave a folder in order; every other one is a fault."""
_EDITED: Final = ("achievements", "artwork", "images", "keys", "mail")
"""The folders whose files people name."""
_SOON: Final = timedelta(minutes=1)
"""How far ahead of this computer's clock a badge may begin without a remark."""
_POSIX: Final = os.name == "posix"
_PLAIN_KEY: Final = b"-----BEGIN PRIVATE KEY-----"
_PRIVATE: Final = b"PRIVATE KEY-----"
_SUFFIXES: Final = frozenset({".pem", ".secret", ".p12", ".pfx"})
_PEOPLE: Final = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".ods", ".db", ".sqlite", ".db-wal", ".db-shm", ".log"})
"""How files end that hold lists of people."""
_SQLITE: Final = b"SQLite format 3\0"
_IMAGES: Final = ("png", "svg")
_START: Final = 64 * 1024
_OWN: Final = frozenset({"resources.json", ".written.json"})
"""What lies in ``hosted`` beside the documents: which there are, and how far they go."""


def check_folder(folder: Path, issuer: Issuer | None, *, at: datetime) -> tuple[Problem, ...]:
    """Return all that is to be said of ``folder`` at the moment ``at``, in the order of work.

    ``issuer`` is the folder opened, or ``None`` where it could not be: the register is then not looked at. ``where`` of
    a problem is a file, an achievement or a credential. See :data:`REMARKS` for which of them are faults.
    """
    found = [*_keys(folder)]
    try:
        settings = read_settings(folder)
    except InputError as error:
        return (*found, error.problem)
    found += [*unknown_settings(folder), *_settings(settings)]
    if issuer is None:
        return tuple(found)
    looks: list[Callable[[], Iterable[Problem]]] = [
        lambda: _key_files(issuer),
        lambda: _clock(issuer, at),
        lambda: _achievements(issuer),
        lambda: _names(issuer.folder),
        lambda: _files(issuer),
        lambda: _ahead(issuer, at),
        lambda: _lists(issuer, at),
        lambda: issuer.behind() or tuple(_hosted(issuer)),
        issuer.reconcile,
        issuer.ledger_problems,
        lambda: _mail(issuer),
    ]
    for look in looks:
        try:
            found += look()
        except MexBadgeError as error:
            found.append(error.problem)
    return tuple(found)


def _mail(issuer: Issuer) -> Iterator[Problem]:
    """Look at how people are written to, at the templates, and at what has not gone or may not have arrived."""
    box = deliver.Outbox.of(issuer.register.database)
    if box is not None:
        damaged = tuple(mailing.disagreements(box, issuer.register))
        yield from damaged
        if damaged:
            return
    counts = {} if box is None else box.counts()
    waiting = sum(
        counts.get(state, 0) for state in (deliver.State.WAITING, deliver.State.IN_FLIGHT, deliver.State.DEFERRED)
    )
    for code, count in (
        ("mail_waiting", waiting),
        ("mail_refused", counts.get(deliver.State.REFUSED, 0)),
        ("mail_unsure", counts.get(deliver.State.UNSURE, 0)),
    ):
        if count:
            yield Problem(code, "outbox", {"count": count})
    if issuer.settings.mail is not None:
        issuer.settings.mail.require_letters()
        issuer.settings.mail.account()
        mailing.Wording.read(issuer.folder)


def _names(folder: Path) -> Iterator[Problem]:
    """Say which files are one file on a system where capitals do not count: of such a folder one would be lost."""
    for place in _EDITED:
        for one, other in clashing(path.name for path in sorted((folder / place).glob("*"))):
            yield Problem("college_names_clash", f"{place}/{other}", {"file": one, "other": other})


def _keys(folder: Path) -> Iterator[Problem]:
    """Look at who can read the keys, and that none lies where it would be published."""
    private = [*sorted((folder / "keys").glob("*")), *sorted(folder.glob("register.db*"))]
    for path in private:
        name = path.relative_to(folder).as_posix()
        if _POSIX and path.is_file() and path.stat().st_mode & 0o077:
            yield Problem("college_key_open", name, {"path": name})
        if path.suffix == ".pem" and _start(path).lstrip().startswith(_PLAIN_KEY):
            yield Problem("college_key_plain", name, {"path": name})
    for path in sorted((folder / "hosted").rglob("*")):
        if path.is_file() and (path.suffix.lower() in _SUFFIXES or _PRIVATE in _start(path)):
            name = path.relative_to(folder).as_posix()
            yield Problem("register_secret_hosted", name, {"path": name})


def _key_files(issuer: Issuer) -> Iterator[Problem]:
    """Look for the files that the folder cannot work without: those of the key that signs, and of the log."""
    known = issuer.keys()
    wanted = [
        (key.id, path)
        for key in known
        if key.state is keyring.KeyState.ACTIVE and (path := keyring.file_of(key, issuer.folder)) is not None
    ]
    if issuer.settings.ledger:
        wanted.append(("log", issuer.folder / ledger_entries.KEY_FILE))
    for name, path in wanted:
        place = path.relative_to(issuer.folder).as_posix()
        if not path.is_file():
            code = "register_log_key_gone" if name == "log" else "register_key_gone"
            yield Problem(code, place, {"id": name, "path": place})
        elif _PRIVATE not in _start(path):
            yield Problem("register_key_damaged", place, {"path": place})


def _clock(issuer: Issuer, at: datetime) -> Iterator[Problem]:
    """Say that nothing will be signed at the moment ``at``, since something was noted later."""
    with issuer.register.read() as connection:
        last = events.last_moment(connection)
    if last is not None and _moments.write(at + BACKWARDS) < last:
        yield Problem("register_clock", None, {"now": _moments.write(at), "last": last})


def _ahead(issuer: Issuer, at: datetime) -> Iterator[Problem]:
    """Name the badges in force that begin later: nobody accepts them until then."""
    later = (ISSUED.c.valid_from > _moments.write(at + _SOON)) & (ISSUED.c.status == Status.ACTIVE.value)
    wanted = select(ISSUED.c.id, ISSUED.c.file, ISSUED.c.valid_from).where(later).order_by(ISSUED.c.number)
    with issuer.register.read() as connection:
        for row in connection.execute(wanted):
            yield Problem(
                "college_badge_ahead", row.file, {"id": row.id.rpartition(":")[2], "day": row.valid_from[:10]}
            )


def _settings(settings: Settings) -> Iterator[Problem]:
    try:
        refuse_placeholders({"issuer": [settings.profile(), settings.profile("fr")], "base": settings.base})
    except InputError as error:
        yield Problem(error.code, FILE, error.problem.values)
    try:
        require_places(settings)
    except InputError as error:
        yield error.problem
    if settings.holds_password:
        yield Problem("college_password_written", FILE)
    if "fr" in settings.languages and not settings.name_fr:
        yield Problem("college_no_french", FILE)
    if "fr" in settings.languages and settings.description and not settings.description_fr:
        yield Problem("college_no_description_fr", FILE)
    if settings.id.startswith(("did:key:", "did:jwk:")):
        yield Problem("college_self_asserted", FILE, {"id": settings.id})


def _achievements(issuer: Issuer) -> Iterator[Problem]:
    slugs = issuer.achievements()
    gone = sorted(set(issuer.register.slugs()) - {*slugs, CONVERTED})
    for slug in gone:
        yield Problem("college_achievement_gone", f"achievements/{slug}.toml", {"slug": slug})
    if not slugs and not gone:
        yield Problem("college_no_achievement", "achievements")
    endorsed = _endorsed(issuer)
    for slug in slugs:
        name = f"achievements/{slug}.toml"
        try:
            achievement = issuer.achievement(slug)
            document = achievement.document
        except SchemaError as error:
            yield from (Problem(each.code, f"{name} {each.where}", each.values) for each in error.problems)
            continue
        except MexBadgeError as error:
            yield Problem(error.code, name, error.problem.values)
            continue
        if left := [*_placeholders({**document, **achievement.translations}, name)]:
            yield from left
            continue
        theirs = host_of(str(achievement.id))
        if theirs not in {None, host_of(issuer.settings.id), host_of(issuer.settings.base)}:
            yield Problem("college_achievement_elsewhere", name, {"id": str(achievement.id), "host": str(theirs)})
        for heading in empty_headings(document, issuer.settings, endorsed=achievement.id in endorsed):
            yield Problem("college_heading_empty", name, {"heading": heading})
        yield from _image(issuer, achievement)


def _placeholders(document: Mapping[str, object], name: str) -> Iterator[Problem]:
    """Yield every member that still holds a text of the template."""
    for member, value in document.items():
        try:
            refuse_placeholders({member: value})
        except InputError as error:
            word, text = str(error.problem.values["word"]), str(error.problem.values["text"])
            line = next(line for line in text.splitlines() if word in line)
            yield Problem(error.code, name, {**error.problem.values, "text": line.strip()})


def _image(issuer: Issuer, achievement: Achievement) -> Iterator[Problem]:
    places = [issuer.folder / "images" / f"{achievement.slug}.{kind}" for kind in _IMAGES]
    if not any(path.is_file() for path in places):
        name = f"images/{achievement.slug}.png"
        yield Problem("college_image_none", name, {"path": name})


def _endorsed(issuer: Issuer) -> frozenset[str]:

    with issuer.register.read() as connection:
        return frozenset(connection.execute(select(ENDORSEMENTS.c.subject)).scalars())


def _files(issuer: Issuer) -> Iterator[Problem]:
    """Compare the register with the folder of badges, byte by byte."""
    wanted = select(ISSUED.c.id, ISSUED.c.file, ISSUED.c.baked_digest, ISSUED.c.state, ISSUED.c.forgotten)
    with issuer.register.read() as connection:
        rows = connection.execute(wanted.order_by(ISSUED.c.number)).all()
        noted = connection.execute(select(UNLISTED.c.file)).scalars()
        known = {Path(file).name for file in noted}
    for row in rows:
        known.add(row.file)
        path, values = issuer.files / row.file, {"id": row.id, "file": row.file}
        if row.forgotten is not None:
            if path.exists():
                yield Problem("college_file_forgotten", row.file, values)
        elif not path.is_file():
            code = "college_file_missing" if row.state == "delivered" else "college_file_waiting"
            yield Problem(code, row.file, values)
        elif sha256(path.read_bytes()).hexdigest() != row.baked_digest:
            yield Problem("college_file_differs", row.file, values)
    gone = {row.id for row in rows if row.forgotten is not None}
    for path, _ in lists_with(issuer.files, gone):
        yield Problem("college_list_forgotten", path.name, {"file": path.name})
    for path in sorted(issuer.files.glob("*")):
        if path.suffix in {".png", ".svg"} and path.name not in known:
            yield Problem("college_file_unknown", path.name, {"file": path.name})


def _lists(issuer: Issuer, at: datetime) -> Iterator[Problem]:

    soon, now = _moments.write(at + timedelta(days=NEAR_DAYS)), _moments.write(at)
    with issuer.register.read() as connection:
        rows = connection.execute(select(LISTS.c.url, LISTS.c.signed, LISTS.c.valid_until)).all()
    for row in rows:
        signed = marked_in(row.signed)
        if row.valid_until < soon:
            code = "college_list_ended" if row.valid_until <= now else "college_list_ends"
            yield Problem(code, row.url, {"url": row.url, "day": row.valid_until[:10]})
        elif signed is not None and now < signed.since and not any(_clock(issuer, at)):
            yield Problem("college_list_ahead", row.url, {"url": row.url, "day": signed.since[:10]})


def _hosted(issuer: Issuer) -> Iterator[Problem]:
    """Compare what a verifier should find with what lies in ``hosted``, and look for what does not belong there."""
    try:
        documents, gone = issuer.hosted(), files_of(issuer.withdrawals())
    except InputError as error:
        yield error.problem
        return
    files = files_of(documents)
    for file, body in files.items():
        path, name = issuer.folder / "hosted" / file, f"hosted/{file}"
        if not path.is_file():
            yield Problem("college_hosted_missing", name, {"path": name})
        elif path.read_bytes() != body:
            code = "college_list_older" if file in gone else "college_hosted_stale"
            yield Problem(code, name, {"path": name})
    yield from _strangers(issuer.folder, files.keys())


def _strangers(folder: Path, known: AbstractSet[str]) -> Iterator[Problem]:
    """Yield every file in the folder ``hosted`` that nothing here wrote: one with people in it is a fault."""
    hosted = folder / "hosted"
    for path in sorted(hosted.rglob("*")):
        name = path.relative_to(hosted).as_posix()
        if not path.is_file() or name in known or name in _OWN or name.startswith("log/"):
            continue
        private = path.suffix.lower() in _PEOPLE or _start(path).startswith(_SQLITE)
        place = f"hosted/{name}"
        yield Problem("college_hosted_private" if private else "college_hosted_unknown", place, {"path": place})


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_START)
    except OSError:
        return b""
