"""Making, opening and looking into an issuer's folder."""

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from mexbadge import _limits, artwork
from mexbadge._files import own
from mexbadge.bake import sniff
from mexbadge.credentials.achievement import refuse_placeholders
from mexbadge.credentials.issuing import Issued
from mexbadge.credentials.ob3 import Form
from mexbadge.errors import InputError, SigningKeyError
from mexbadge.issuer import hosted, pipeline, register
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.folder.catalogue import Achievement, Shelf, slug_of
from mexbadge.issuer.folder.places import require_places
from mexbadge.issuer.folder.settings import FILE, Settings, read_settings, settings_text
from mexbadge.issuer.pipeline import working
from mexbadge.keys import KeyKind, Passphrase, check_passphrase, load_signer

if TYPE_CHECKING:
    from mexbadge.issuer.pipeline.desk import Desk

__all__ = ["Outside", "checked_slug", "create", "image", "issued", "open_desk", "read_secret", "shelf"]

SECRET: Final = "keys/register.secret"  # noqa: S105 - the name of a file
_SECRET_BYTES: Final = 32
_POSIX: Final = os.name == "posix"
_KINDS: Final = ("png", "svg")
_FOLDERS: Final = ("achievements", "images", "issued", "hosted", "keys")
_LARGE: Final = frozenset({"b", "log"})
"""The folders of ``hosted`` with a folder for each badge, or each few of them: who writes there clears up before."""
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]+:", re.ASCII)
"""How the name of a key begins that a plug-in holds."""


class Outside(NamedTuple):
    """The clock, and the source of randomness."""

    clock: Callable[[], datetime]
    rng: Callable[[int], bytes]


def create(folder: Path, settings: Settings, *, kind: KeyKind, passphrase: Passphrase, outside: Outside) -> "Desk":
    """Write a new folder; see :meth:`mexbadge.issuer.Issuer.create`."""
    refuse_placeholders({"issuer": [settings.profile(), settings.profile("fr")]})
    require_places(settings)
    _require_new(folder, settings)
    secret = passphrase() if callable(passphrase) and _SCHEME.match(settings.key) is None else passphrase
    if isinstance(secret, bytes):
        check_passphrase(secret)
    new = [path for path in (folder, *(folder / name for name in _FOLDERS)) if not path.exists()]
    try:
        with delivery.written(folder):
            for name in _FOLDERS:
                (folder / name).mkdir(mode=0o700 if name == "keys" else 0o777, parents=True, exist_ok=True)
        _write_secret(folder / SECRET, outside.rng(_SECRET_BYTES))
        desk = _first_desk(folder, settings, secret, outside, kind)
        text = settings_text(settings).encode("utf-8")
        delivery.write_file(folder / FILE, text, owned=settings.holds_password)
    except BaseException:  # also an interruption: what is left of a folder would keep init from being repeated
        _undo(folder, settings.register_at(folder), new)
        raise
    _open_log(desk)
    return desk


def _first_desk(folder: Path, settings: Settings, passphrase: Passphrase, outside: Outside, kind: KeyKind) -> "Desk":
    """Begin the register, and make the first key, or take the one that the settings name."""
    clock = outside.clock
    kept = register.register.Register.create(settings.register_at(folder), secret=read_secret(folder), at=clock())
    desk = pipeline.desk.Desk(folder, settings, kept, passphrase, *outside, guard=hosted.behind.require_current)
    with kept.transaction() as connection:
        if _SCHEME.match(settings.key) is None:
            register.keyring.make(
                connection, issuer=settings.id, folder=folder, kind=kind, passphrase=passphrase, at=clock()
            )
        else:
            name = f"{settings.id}#key-1"
            signer = load_signer(settings.key, verification_method=name, passphrase=passphrase)
            register.keyring.add(connection, name, signer.public_key, file=settings.key, at=clock())
    return desk


def _require_new(folder: Path, settings: Settings) -> None:
    """Raise :class:`InputError` where the folder holds an issuer, or what is left of one."""
    if (folder / FILE).exists():
        raise InputError("register_folder_exists", path=str(folder))
    place = settings.register_at(folder)
    left = [folder / SECRET, *folder.glob("keys/*.pem"), *folder.glob("issued/*"), *folder.glob("hosted/*")]
    left += [Path(place)] if "://" not in place else []
    for path in left:
        if path.exists():
            raise InputError("register_folder_left", path=str(folder), file=str(path))


def _undo(folder: Path, place: str, new: Sequence[Path]) -> None:
    """Take away what a folder that could not be made has begun with: there was none of it before."""
    begun = [folder / SECRET, *folder.glob("keys/*.pem")]
    begun += [Path(f"{place}{suffix}") for suffix in ("", "-wal", "-shm")] if "://" not in place else []
    for path in (*begun, folder / FILE):
        with suppress(OSError):
            path.unlink(missing_ok=True)
    for path in reversed(new):
        with suppress(OSError):
            path.rmdir()


def open_desk(folder: Path, *, passphrase: Passphrase, outside: Outside, read_only: bool | None = None) -> "Desk":
    """Open a folder; see :meth:`mexbadge.issuer.Issuer.open`."""
    settings = read_settings(folder)
    register.keyring.refuse_published_secrets(folder / delivery.HOSTED, whole=False)
    desk = _desk(folder, settings, passphrase, outside, read_only=read_only)
    if desk.register.database.read_only:
        _open_log(desk)
        return desk
    with working.alone(folder) as alone:
        delivery.sweep(desk.files, alone=alone)
        delivery.sweep(folder / delivery.HOSTED, alone=alone, but=_LARGE)
        if alone or not desk.register.database.is_sqlite:
            desk.register.release_left()
    desk.register.finish(desk.deliver)
    _open_log(desk)
    return desk


def shelf(desk: "Desk") -> Shelf:
    """Return where the achievements of a folder are."""
    return Shelf(desk.folder / "achievements", desk.settings.base)


def checked_slug(desk: "Desk", achievement: Achievement) -> str:
    """Return the slug of an achievement that can be issued; raise as :meth:`mexbadge.issuer.Issuer.add`."""
    slug = achievement.slug or slug_of(achievement.name)
    whole = replace(achievement, id=achievement.id or f"{desk.settings.base}/achievements/{slug}")
    refuse_placeholders({**whole.document, **whole.translations})
    return slug


def image(desk: "Desk", achievement: Achievement) -> bytes:
    """Return the picture of an achievement: its file, else what its badges bear, else one that is drawn."""
    folder = desk.folder / "images"
    for kind in _KINDS:
        path = folder / f"{achievement.slug}.{kind}"
        if path.is_file():
            return _read(path, _limits.IMAGE_BYTES)
    if (kept := desk.register.picture_of(achievement.slug or "")) is not None:
        kept = pipeline.pictures.shared(kept)
        delivery.write_file(folder / f"{achievement.slug}.{sniff(kept)}", kept)
        return kept
    french = (achievement.members.get("inLanguage") or "") if achievement.members else ""
    language = french if isinstance(french, str) else ""
    family = artwork.drawing.family_of(achievement.members.get("achievementType"))
    drawn = artwork.drawing.draw(achievement.name, str(desk.settings.profile(language)["name"]), family=family)
    delivery.write_file(folder / f"{achievement.slug}.png", drawn)
    return drawn


def issued(desk: "Desk", name: str, *, already: bool) -> Issued:
    """Return a badge out of the register."""
    record = desk.register.record(name)
    credential, picture = desk.register.content(name)
    document = pipeline.lifecycle.decoded(credential, record.form)
    return Issued(
        name, document, credential, Form(record.form), picture, already, desk.files / record.file, record.page
    )


def _desk(
    folder: Path, settings: Settings, passphrase: Passphrase, outside: Outside, *, read_only: bool | None
) -> "Desk":
    place, secret = settings.register_at(folder), read_secret(folder)
    kept = register.register.Register.open(place, secret=secret, at=outside.clock(), read_only=read_only)
    return pipeline.desk.Desk(folder, settings, kept, passphrase, *outside, guard=hosted.behind.require_current)


def _open_log(desk: "Desk") -> None:
    """Open the folder's log, if it has one, and finish what an interrupted run left to do."""
    if desk.settings.ledger:
        desk.log = pipeline.ledger_entries.open_log(desk)
        if not desk.register.database.read_only:
            pipeline.ledger_entries.settle(desk)


def _write_secret(path: Path, secret: bytes) -> None:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secret.hex().encode("ascii") + b"\n")
        own(path)
    except FileExistsError:
        raise SigningKeyError("keys_file_exists", path=str(path)) from None
    except OSError:
        raise SigningKeyError("keys_file_unwritable", path=str(path)) from None


def read_secret(folder: Path) -> bytes:
    """Read the register's secret; as a private key, it may be readable by its owner alone.

    Raises :class:`SigningKeyError` ``keys_file_open``, and ``register_secret_gone`` where it is missing or no secret.
    """
    path = folder / SECRET
    try:
        if _POSIX and path.stat().st_mode & 0o077:
            raise SigningKeyError("keys_file_open", path=str(path))
        found = bytes.fromhex(_read(path, 1024).decode("ascii").strip())
    except PermissionError:
        raise SigningKeyError("keys_file_unreadable", path=str(path)) from None
    except (OSError, ValueError):
        found = b""
    if len(found) != _SECRET_BYTES:
        raise SigningKeyError("register_secret_gone", path=str(path))
    return found


def _read(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit + 1)
