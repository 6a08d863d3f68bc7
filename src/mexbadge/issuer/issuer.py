"""An issuer's folder as one object: achievements, badges, keys, status, and the documents to host.

::

    badges/
      mexbadge.toml     who issues, how it is signed, where it will be hosted
      achievements/     one TOML file each, frozen once issued
      images/           SLUG.png or SLUG.svg; drawn where there is none
      keys/             private keys and the register's secret, for nobody else's eyes
      register.db       what was issued, with its exact bytes
      issued/           the badges
      hosted/           what a stranger's verifier fetches, with its resources.json
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Self

from mexbadge.credentials.ob3 import Form
from mexbadge.issuer import audit, opening
from mexbadge.issuer.doors.afterwards import Afterwards
from mexbadge.issuer.doors.awarding import Awarding
from mexbadge.issuer.doors.upkeep import Upkeep
from mexbadge.issuer.folder.places import require_site
from mexbadge.issuer.folder.settings import FIRST_KEY, Settings, did_of
from mexbadge.issuer.opening import Outside
from mexbadge.keys import KeyKind, Passphrase

if TYPE_CHECKING:
    from mexbadge.issuer.audit.recovering import Recovered


__all__ = ["Issuer"]


class Issuer(Awarding, Afterwards, Upkeep):
    """An issuer at work. Made by :meth:`create` or :meth:`open`; several processes may open one folder at once.

    Every method that changes something leaves the folder ``hosted`` as the register has it, and does nothing where the
    register is behind what lies there (``register_behind``); :meth:`together` writes once for several of them.

    Every method that touches the register raises :class:`~mexbadge.errors.RegisterError` where it cannot be read or
    written, or does not know an id (``register_unknown``).
    """

    @classmethod
    def create(  # noqa: PLR0913 - what an issuer is; everything but name and address has a default
        cls,
        folder: str | PathLike[str],
        *,
        name: str,
        url: str,
        id: str | None = None,  # noqa: A002 - the standard's word
        name_fr: str | None = None,
        email: str | None = None,
        description: str | None = None,
        description_fr: str | None = None,
        languages: Sequence[str] = ("en", "fr"),
        form: Form = Form.DATA_INTEGRITY,
        register: str = "sqlite:///register.db",
        passphrase: Passphrase = None,
        kind: KeyKind = KeyKind.ED25519,
        key: str | None = None,
        ledger: bool = False,
        clock: Callable[[], datetime] | None = None,
        rng: Callable[[int], bytes] = secrets.token_bytes,
    ) -> Self:
        """Start an issuer's folder: settings, a first key, an empty register.

        ``url`` is the https address under which the documents will be hosted; ``id`` is its ``did:web`` unless another
        DID (or https address) is given. ``email`` and ``description`` are shown in badges;
        ``name_fr`` and ``description_fr`` in those of people whose language is French. ``register`` is an SQLite
        file in the folder, or ``postgresql://…``.
        ``passphrase`` encrypts the private keys. ``key`` names a first key that a plug-in holds (``scheme:…``); else
        one of ``kind`` is made. ``ledger``: whether everything is entered in a tamper-evident log.

        Raises :class:`InputError` ``register_folder_exists`` if the folder holds an issuer already,
        ``register_folder_left`` if it holds what is left of one, ``issuer_url``, ``issuer_id``, ``issuer_id_elsewhere``
        and ``issuer_email`` for what could not be published, ``issuer_placeholder``;
        :class:`RegisterError` ``register_exists``; nothing is left behind then.
        """
        require_site(url)
        base = url.rstrip("/")
        settings = Settings(
            id=id or did_of(url),
            name=name,
            name_fr=name_fr,
            email=email,
            description=description,
            description_fr=description_fr,
            url=url,
            languages=tuple(languages),
            form=form,
            register=register,
            base=base,
            ledger=ledger,
            key=key or FIRST_KEY,
        )
        return cls.begin(folder, settings, kind=kind, passphrase=passphrase, clock=clock, rng=rng)

    @classmethod
    def begin(
        cls,
        folder: str | PathLike[str],
        settings: "Settings",
        *,
        kind: KeyKind = KeyKind.ED25519,
        passphrase: Passphrase = None,
        clock: Callable[[], datetime] | None = None,
        rng: Callable[[int], bytes] = secrets.token_bytes,
    ) -> Self:
        """Start an issuer's folder with all its ``settings``; as :meth:`create`."""
        desk = opening.create(
            Path(folder), settings, kind=kind, passphrase=passphrase, outside=Outside(clock or _now, rng)
        )
        return cls(desk)

    @classmethod
    def open(
        cls,
        folder: str | PathLike[str],
        *,
        passphrase: Passphrase = None,
        read_only: bool | None = None,
        clock: Callable[[], datetime] | None = None,
        rng: Callable[[int], bytes] = secrets.token_bytes,
    ) -> Self:
        """Open an issuer's folder, and finish what an interrupted run had prepared.

        On media that cannot be written (``read_only``; found out if ``None``) nothing is finished or written, and
        everything that reads works.

        Raises :class:`InputError` ``register_no_folder``, ``register_setting``, ``register_secret_hosted``;
        :class:`RegisterError` ``register_gone`` and ``register_empty``: a register that is not there is never begun
        anew; :class:`SigningKeyError` for the register's secret; the signing key is looked at when it is first needed.
        """
        return cls(
            opening.open_desk(
                Path(folder), passphrase=passphrase, outside=Outside(clock or _now, rng), read_only=read_only
            )
        )

    @classmethod
    def recover(
        cls,
        folder: str | PathLike[str],
        backup: str | PathLike[str],
        *,
        replace: bool = False,
        passphrase: Passphrase = None,
        clock: Callable[[], datetime] | None = None,
        rng: Callable[[int], bytes] = secrets.token_bytes,
    ) -> "tuple[Self, Recovered]":
        """Get a folder's register back from a backup, and write the badge files that are missing.

        A register that is gone, emptied or damaged is replaced (what is left of it is moved aside); one that can be
        read only with ``replace``. What the folder ``hosted`` says beyond the backup (revocations, suspensions, keys)
        is taken over. Raises :class:`RegisterError`: ``register_backup_missing``, ``register_not_empty``,
        ``register_secret``; everything is then as it was.
        """
        outside = Outside(clock or _now, rng)
        desk, told = audit.recovering.recover(
            Path(folder), Path(backup), replace=replace, passphrase=passphrase, outside=outside
        )
        issuer = cls(desk)
        issuer.write_hosted()
        return issuer, told


def _now() -> datetime:
    return datetime.now(UTC)
