"""Making, opening and looking into an issuer's folder."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mexbadge import _limits
from mexbadge._files import own
from mexbadge.errors import InputError, SigningKeyError
from mexbadge.issuer import delivery
from mexbadge.issuer.achievement import refuse_placeholders
from mexbadge.issuer.api import Issued
from mexbadge.issuer.catalogue import Achievement, Shelf, slug_of
from mexbadge.issuer.credential import Form
from mexbadge.issuer.settings import FILE, Settings, read_settings, settings_text
from mexbadge.keys import KeyKind, Passphrase

if TYPE_CHECKING:
    from mexbadge.issuer.desk import Desk

__all__ = ["checked_slug", "create", "image", "issued", "open_desk", "shelf"]

SECRET: Final = "keys/register.secret"  # noqa: S105 - the name of a file
_SECRET_BYTES: Final = 32
_POSIX: Final = os.name == "posix"
_KINDS: Final = ("png", "svg")

Outside = tuple[Callable[[], datetime], Callable[[int], bytes]]
"""The clock, and the source of randomness."""


def create(folder: Path, settings: Settings, *, kind: KeyKind, passphrase: Passphrase, outside: Outside) -> "Desk":
    """Write a new folder; see :meth:`mexbadge.issuer.Issuer.create`."""
    from mexbadge.issuer import keyring  # noqa: PLC0415 - brings SQLAlchemy

    refuse_placeholders({"issuer": settings.profile()})
    if (folder / FILE).exists():
        raise InputError("register_folder_exists", path=str(folder))
    for name in ("achievements", "images", "issued", "hosted"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    keys = folder / "keys"
    keys.mkdir(mode=0o700, exist_ok=True)
    _write_secret(folder / SECRET, outside[1](_SECRET_BYTES))
    desk = _desk(folder, settings, passphrase, outside)
    with desk.register.transaction() as connection:
        keyring.make(connection, issuer=settings.id, folder=folder, kind=kind, passphrase=passphrase, at=desk.clock())
    delivery.write_file(folder / FILE, settings_text(settings).encode("utf-8"))
    _open_log(desk)
    return desk


def open_desk(folder: Path, *, passphrase: Passphrase, outside: Outside) -> "Desk":
    """Open a folder; see :meth:`mexbadge.issuer.Issuer.open`."""
    from mexbadge.issuer import keyring  # noqa: PLC0415 - brings SQLAlchemy

    settings = read_settings(folder)
    keyring.refuse_published_secrets(folder / "hosted")
    desk = _desk(folder, settings, passphrase, outside)
    with desk.register.read() as connection:
        first = not keyring.all_keys(connection)
    if first:
        _register_key(desk)
    delivery.sweep(desk.files)
    desk.register.finish(desk.deliver)
    _open_log(desk)
    return desk


def shelf(desk: "Desk") -> Shelf:
    """Return where the achievements of a folder are."""
    return Shelf(desk.folder / "achievements", desk.settings.base)


def checked_slug(desk: "Desk", achievement: Achievement) -> str:
    """Return the slug of an achievement that can be issued; raise as :meth:`mexbadge.issuer.Issuer.add`."""
    from dataclasses import replace  # noqa: PLC0415 - one use

    slug = achievement.slug or slug_of(achievement.name)
    whole = replace(achievement, id=achievement.id or f"{desk.settings.base}/achievements/{slug}")
    refuse_placeholders(whole.document)
    return slug


def image(desk: "Desk", achievement: Achievement) -> bytes:
    """Return the picture of an achievement; draw one and keep it where there is none."""
    folder = desk.folder / "images"
    for kind in _KINDS:
        path = folder / f"{achievement.slug}.{kind}"
        if path.is_file():
            return _read(path, _limits.IMAGE_BYTES)
    from mexbadge.issuer.artwork import draw  # noqa: PLC0415 - brings Pillow

    french = (achievement.members.get("inLanguage") or "") if achievement.members else ""
    language = french if isinstance(french, str) else ""
    drawn = draw(achievement.name, str(desk.settings.profile(language)["name"]), seed=achievement.slug)
    delivery.write_file(folder / f"{achievement.slug}.png", drawn)
    return drawn


def issued(desk: "Desk", name: str, *, already: bool) -> Issued:
    """Return a badge out of the register."""
    from mexbadge.issuer import lifecycle  # noqa: PLC0415 - brings SQLAlchemy

    record = desk.register.record(name)
    credential, picture = desk.register.content(name)
    document = lifecycle.decoded(credential, record.form)
    return Issued(
        name, document, credential, Form(record.form), picture, already, desk.files / record.file, record.page
    )


def _desk(folder: Path, settings: Settings, passphrase: Passphrase, outside: Outside) -> "Desk":
    from mexbadge.issuer.desk import Desk  # noqa: PLC0415 - brings SQLAlchemy
    from mexbadge.issuer.register import Register  # noqa: PLC0415 - as above

    clock, rng = outside
    register = Register.open(settings.register_at(folder), secret=_read_secret(folder / SECRET), at=clock())
    return Desk(folder, settings, register, passphrase, clock, rng)


def _open_log(desk: "Desk") -> None:
    """Open the folder's log, if it has one, and finish what an interrupted run left to do."""
    if desk.settings.ledger:
        from mexbadge.issuer import logged  # noqa: PLC0415 - brings SQLAlchemy

        desk.log = logged.open_log(desk)
        logged.settle(desk)


def _register_key(desk: "Desk") -> None:
    """Take the key that the settings name as the first: of a folder that was made by hand, or with its own register."""
    from mexbadge.issuer import keyring  # noqa: PLC0415 - brings SQLAlchemy
    from mexbadge.keys import load_signer  # noqa: PLC0415 - as above

    file, name = desk.settings.key, f"{desk.settings.id}#key-1"
    inside = desk.folder / file
    place: str | Path = inside if inside.is_file() or ":" not in file else file
    signer = load_signer(place, verification_method=name, passphrase=desk.passphrase)
    with desk.register.transaction() as connection:
        if not keyring.all_keys(connection):
            keyring.add(connection, name, signer.public_key, file=file, at=desk.clock())


def _write_secret(path: Path, secret: bytes) -> None:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secret.hex().encode("ascii") + b"\n")
        own(path)
    except FileExistsError:
        return
    except OSError:
        raise SigningKeyError("keys_file_unwritable", path=str(path)) from None


def _read_secret(path: Path) -> bytes:
    """Read the register's secret; as a private key, it may be readable by its owner alone."""
    try:
        if _POSIX and path.stat().st_mode & 0o077:
            raise SigningKeyError("keys_file_open", path=str(path))
        return bytes.fromhex(_read(path, 1024).decode("ascii").strip())
    except (OSError, ValueError):
        raise SigningKeyError("keys_file_unreadable", path=str(path)) from None


def _read(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit + 1)
