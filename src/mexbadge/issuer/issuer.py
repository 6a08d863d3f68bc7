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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Self

from mexbadge import _moments
from mexbadge.credentials.issuing import Issued
from mexbadge.credentials.ob3 import Form
from mexbadge.errors import LedgerError, MexBadgeError, Problem
from mexbadge.issuer import audit, folder, hosted, opening, pipeline, register
from mexbadge.issuer.folder.catalogue import Achievement
from mexbadge.issuer.folder.places import require_site
from mexbadge.issuer.folder.settings import FIRST_KEY, Settings, did_of
from mexbadge.issuer.pipeline.types import Batch, Progress, Told
from mexbadge.issuer.register.records import Filters, PathwayAward, Record
from mexbadge.issuer.roster.rows import RosterRow
from mexbadge.keys import KeyKind, Passphrase
from mexbadge.models.identity import Identity

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from mexbadge.issuer.audit.recovering import Recovered
    from mexbadge.issuer.hosted.documents import HostedDocument
    from mexbadge.issuer.pipeline.desk import Desk
    from mexbadge.issuer.pipeline.documents import Build
    from mexbadge.issuer.pipeline.endorsing import Endorsement
    from mexbadge.issuer.pipeline.pipeline import Entered
    from mexbadge.issuer.pipeline.planned import Lot
    from mexbadge.issuer.register.keyring import Key
    from mexbadge.issuer.register.register import Register

__all__ = ["Issuer"]

CONVERTED = "converted-badge"
"""The slug under which badges are kept that were converted and that the register did not know."""
Names = str | Iterable[str]
"""The id of a credential, or of several."""


class Issuer:
    """An issuer at work. Made by :meth:`create` or :meth:`open`; several processes may open one folder at once.

    Every method that changes something leaves the folder ``hosted`` as the register has it, and does nothing where the
    register is behind what lies there (``register_behind``); :meth:`together` writes once for several of them.

    Every method that touches the register raises :class:`~mexbadge.errors.RegisterError` where it cannot be read or
    written, or does not know an id (``register_unknown``).
    """

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._shelf = opening.shelf(desk)
        self._depth = 0
        self._whole = False
        self._written: dict[Path, None] = {}

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
        DID (or https address) is given. ``email`` and ``description`` are shown in badges. ``register`` is an SQLite
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
        desk = opening.create(Path(folder), settings, kind=kind, passphrase=passphrase, outside=(clock or _now, rng))
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
            opening.open_desk(Path(folder), passphrase=passphrase, outside=(clock or _now, rng), read_only=read_only)
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
        outside = (clock or _now, rng)
        desk, told = audit.recovering.recover(
            Path(folder), Path(backup), replace=replace, passphrase=passphrase, outside=outside
        )
        issuer = cls(desk)
        issuer.write_hosted()
        return issuer, told

    @property
    def folder(self) -> Path:
        """The issuer's folder."""
        return self._desk.folder

    @property
    def files(self) -> Path:
        """The folder of the badges: :attr:`Record.file` and :attr:`RowResult.file` are names in it."""
        return self._desk.files

    @property
    def settings(self) -> "Settings":
        """What ``mexbadge.toml`` says."""
        return self._desk.settings

    @property
    def register(self) -> "Register":
        """The register, for what this class has no method for."""
        return self._desk.register

    def page_url(self, page: str) -> str:
        """Return the unguessable address at which a badge will be hosted, of the token in its record."""
        return self.settings.page_url(page)

    def shown_page(self, page: str | None) -> str | None:
        """Return the same address where the settings say that pages are published (``hosted.pages``), else ``None``."""
        return self.page_url(page) if page and self.settings.pages else None

    # Achievements

    def add(self, achievement: Achievement, *, replace: bool = False) -> Achievement:
        """Write an achievement's file and return the achievement with slug, id and version.

        Raises :class:`SchemaError` with all that is wrong, :class:`InputError` ``issuer_placeholder``, and
        ``register_achievement_exists`` where a file says something else and not ``replace``. A version that was issued
        stays as it is: the file then describes the next one.
        """
        slug = opening.checked_slug(self._desk, achievement)
        self._shelf.write(slug, achievement, replace=replace)
        return self.achievement(slug)

    def achievement(self, slug: str) -> Achievement:
        """Return an achievement as its file has it now; raise :class:`InputError` ``register_no_achievement``."""
        with self.register.read() as connection:
            frozen = self.register.achievements(connection, slug)
        return self._shelf.read(slug, frozen)

    def achievements(self) -> list[str]:
        """Return the slugs of all achievements."""
        return self._shelf.slugs()

    def versions(self, slug: str) -> tuple[Achievement, ...]:
        """Return the versions of an achievement that were issued, as they were, the first one first."""
        with self.register.read() as connection:
            return tuple(self._shelf.issued(slug, self.register.achievements(connection, slug)))

    def image(self, achievement: Achievement) -> bytes:
        """Return the picture of an achievement: ``images/SLUG.png`` or ``.svg``, drawn once where there is none."""
        return opening.image(self._desk, achievement)

    # Issuing

    def issue(  # noqa: PLR0913 - what can be said of one award
        self,
        achievement: Achievement | str,
        *,
        to: str | Identity,
        name: str | None = None,
        ref: str | None = None,
        valid_from: datetime | None = None,
        until: datetime | None = None,
        evidence: str | Sequence[str | Mapping[str, object]] = (),
        narrative: str | None = None,
        result: str | Mapping[str, object] | None = None,
        language: str | None = None,
        image: bytes | None = None,
        form: Form | None = None,
        again: bool = False,
    ) -> Issued:
        """Issue ``achievement`` (or its slug) to one person.

        ``to`` is an e-mail address, a DID, ``TYPE:VALUE``. ``name`` and ``ref`` stay in the register. The same
        achievement, person and ``ref`` give the same badge, marked ``already``, unless ``again``. ``form`` is that of
        the settings unless another is given. The folder ``hosted`` is written, so that what a verifier asks for is
        there to be published; for many at once :meth:`issue_many`, or :meth:`together`, writes it once.

        Raises :class:`SchemaError` with all that is wrong, :class:`InputError` (``issuer_placeholder``,
        ``register_ends_before``, ``roster_result_below``), :class:`BakeError`, :class:`SigningKeyError`; nothing is
        left behind then.
        """
        row = RosterRow(
            line=1,
            recipient=to if isinstance(to, Identity) else Identity.parse(to),
            name=name,
            ref=ref,
            valid_from=valid_from,
            valid_until=until,
            evidence=(evidence,) if isinstance(evidence, str) else tuple(evidence),
            narrative=narrative,
            result=result,
            language=language,
        )
        return self._issue(achievement, row, image, form=form, again=again)

    def _issue(
        self,
        achievement: Achievement | str,
        row: RosterRow,
        image: bytes | None,
        *,
        form: Form | None = None,
        again: bool = False,
        entered: "Entered | None" = None,
    ) -> Issued:
        with self.together():
            lot = self._lot(achievement, image, form=form, again=again)
            beside = entered or pipeline.pipeline.nothing_more
            record, already = pipeline.batches.issue_one(self._desk, lot, row, beside)
        return self.issued(record.id, already=already)

    def check_rows(
        self, rows: Iterable[RosterRow], achievement: Achievement | str, *, form: Form | None = None
    ) -> tuple[Problem, ...]:
        """Return all that is wrong with the badges that ``rows`` would give, each with its line; nothing is made."""
        return pipeline.batches.check_rows(self._desk, self._lot(achievement, None, form=form), rows)

    def known_rows(self, rows: Iterable[RosterRow], achievement: Achievement | str) -> Iterator[int]:
        """Yield the lines whose badge was issued before, without holding all of them."""
        name = achievement.id if isinstance(achievement, Achievement) else self.achievement(achievement).id
        return pipeline.batches.known_lines(self._desk, name, rows)

    def issue_many(  # noqa: PLR0913 - how a list is issued, each by its name
        self,
        rows: Iterable[RosterRow],
        achievement: Achievement | str,
        *,
        image: bytes | None = None,
        form: Form | None = None,
        executor: Executor | None = None,
        progress: Progress | None = None,
        told: Told | None = None,
    ) -> Batch:
        """Issue ``achievement`` to everybody in ``rows``; a row that has its badge already gives that one.

        A sequence is checked whole before anything is signed; an iterator is checked and issued in portions of 500.
        Memory stays flat for an iterator, and for a sequence that makes its rows at each walk (as :attr:`Roster.rows`
        does), where ``told`` gets rows and results as they are made, instead of :attr:`Batch.results`. ``form`` as in
        :meth:`issue`. ``executor`` (a process pool, or anything of :mod:`concurrent.futures`) prepares what is to be
        signed; this process signs. Interrupted, it may simply be called again.

        Raises :class:`RosterError` with all problems, each with the line of its row.
        """
        with self.together():
            lot = self._lot(achievement, image, form=form, batch=pipeline.batches.new_batch())
            return pipeline.batches.issue_many(self._desk, lot, rows, executor=executor, progress=progress, told=told)

    def issue_document(self, achievement: Achievement, to: Identity, build: "Build") -> Issued:
        """Issue a credential that ``build`` makes of its id and status (a learner record), kept under an achievement.

        Raises :class:`SchemaError` with all that breaks the model of CLR 2.0.
        """
        with self.together():
            lot = self._lot(achievement, None, form=self.settings.form.of_3)
            record = pipeline.documents.issue_document(self._desk, lot, to, build)
        return self.issued(record.id, already=False)

    def awarded(self, achievement: Achievement, to: Iterable[Identity], *, ref: str | None = None) -> Issued | None:
        """Return the badge that one of these identities was given under ``ref``, however it stands; else ``None``."""
        awards = [self.register.award_key(str(achievement.id), identity, ref) for identity in to]
        with self.register.read() as connection:
            found = list(self.register.awarded(connection, awards).values())
        return self.issued(found[0].id) if found else None

    def award_pathway(
        self,
        achievement: Achievement,
        *,
        to: Identity,
        ref: str,
        evidence: Mapping[str, object],
        rests_on: PathwayAward,
        again: bool = False,
    ) -> Issued:
        """Issue a completion badge, and note what it rests on (under its id) where that is kept: both, or neither.

        Raises as :meth:`issue`.
        """

        def entered(connection: "Connection", name: str) -> None:
            register.pathway_awards.keep(connection, replace(rests_on, id=name))

        row = RosterRow(line=1, recipient=to, ref=ref, evidence=(evidence,))
        return self._issue(achievement, row, None, again=again, entered=entered)

    def pathway_awards(self, pathway: str) -> tuple[PathwayAward, ...]:
        """Return what each completion badge of a pathway (its id) rests on."""
        with self.register.read() as connection:
            return tuple(register.pathway_awards.of_pathway(connection, pathway))

    def flag_pathway_award(self, id: str, *, flagged: bool) -> None:  # noqa: A002 - the standard's word
        """Note that somebody should look at a completion badge, or that nobody needs to."""
        with self.register.transaction() as connection:
            register.pathway_awards.flag(connection, id, _moments.write(self.now()) if flagged else None)

    def convert_document(self, assertion: str, build: "Build", *, image: bytes | None = None) -> Issued:
        """Issue the credential that ``build`` makes of a 2.0 badge of its id, status and achievement, once.

        A badge of this folder's own is linked to it, for the same person: whoever revokes one of the two revokes both.
        Of a badge that another program of this issuer made, only the new one is in the register, in ``image`` (that of
        the old one; drawn where there is none): :meth:`original`.

        Raises :class:`RegisterError` ``register_conversion_over`` where it was converted and that does not stand,
        ``register_not_active`` and ``register_replaced`` where the folder's own badge does not.
        """
        form = self.settings.form.of_3
        known = next(self.list(Filters(id=folder.ob2.own_name(self.settings, assertion))), None)
        with self.together():
            if known is None:
                lot = self._lot(self._converted(), image, form=form)
            else:
                lot = self._lot(self.achievement(known.slug), self.register.content(known.id)[1], form=form)
            record, already = pipeline.twins.issue_twin(self._desk, lot, assertion, build)
        return self.issued(record.id, already=already)

    def converted(self, assertion: str) -> Record | None:
        """Return what a 2.0 badge (its id or address) was converted to, in its newest form, however it stands."""
        with self.register.read() as connection:
            return pipeline.twins.converted(self._desk, connection, assertion)

    def original(self, id: str) -> str | None:  # noqa: A002 - the standard's word
        """Return the id of the 2.0 badge, out of another program, that a badge was converted from; else ``None``.

        That badge is in no register of ours: revoking the new one leaves it as it is.
        """
        return pipeline.twins.original(self._desk, id)

    def linked(self, id: Names) -> tuple[str, ...]:  # noqa: A002 - as above
        """Return the ids of what says the same as these badges and is revoked with them: conversions and renewals."""
        names = _names(id)
        with self.register.read() as connection:
            return tuple(one for one in register.twin_rows.twins(connection, names) if one not in names)

    def _converted(self) -> Achievement:
        """Return the entry under which the register keeps what was converted from badges that it does not know."""
        if CONVERTED in self.achievements():
            return self.achievement(CONVERTED)
        about = "A badge of Open Badges 2.0 of this issuer, in the form of 3.0."
        criteria = "The badge of Open Badges 2.0 was verified when it was converted."
        return self.add(Achievement(name="Converted badge", description=about, criteria=criteria, slug=CONVERTED))

    def now(self) -> datetime:
        """Return the moment by the issuer's clock."""
        return self._desk.clock()

    def random(self, size: int) -> bytes:
        """Return so many bytes of the issuer's source of randomness."""
        return self._desk.rng(size)

    def issued(self, id: str, *, already: bool = True) -> Issued:  # noqa: A002 - the standard's word
        """Return an issued badge with its exact bytes; raise ``register_unknown`` or ``register_forgotten``."""
        return opening.issued(self._desk, id, already=already)

    def list(self, filters: Filters | None = None) -> Iterator[Record]:
        """Yield what was issued, in order, without holding all of it."""
        return self.register.records(filters)

    def record(self, id: str) -> Record:  # noqa: A002 - the standard's word
        """Return the record of one credential."""
        return self.register.record(id)

    # Afterwards

    def revoke(self, id: Names, *, reason_en: str | None = None, reason_fr: str | None = None) -> None:  # noqa: A002
        """Revoke one credential or several, for good. Not visible until the hosted documents are published."""
        with self.together():
            pipeline.lifecycle.revoke(self._desk, _names(id), {"reason_en": reason_en, "reason_fr": reason_fr})

    def suspend(self, id: Names, *, reason_en: str | None = None, reason_fr: str | None = None) -> None:  # noqa: A002
        """Suspend credentials until :meth:`restore`; raise :class:`RegisterError` ``register_not_active``."""
        with self.together():
            pipeline.lifecycle.suspend(self._desk, _names(id), {"reason_en": reason_en, "reason_fr": reason_fr})

    def restore(self, id: Names) -> None:  # noqa: A002 - the standard's word
        """End a suspension; raise :class:`RegisterError` ``register_not_suspended``: a revocation is for good."""
        with self.together():
            pipeline.lifecycle.restore(self._desk, _names(id))

    def renew(self, id: str, until: datetime) -> Issued:  # noqa: A002 - the standard's word
        """Issue the same badge with a later end; the old one stays valid until its own.

        Asked for again, the badge that was made is returned, marked ``already``. Raises :class:`RegisterError`
        ``register_renew_endless`` for a badge without an end, ``register_renew_earlier``, and as :meth:`correct`.
        """
        made = pipeline.lifecycle.renewed(self._desk, id, until)
        if made is not None:
            return self.issued(made, already=True)
        edit = pipeline.lifecycle.changed({"valid_until": until}, None)
        return self._replaced(id, pipeline.lifecycle.Replacement(edit, revoke=False))

    def correct(self, id: str, changes: Mapping[str, object]) -> Issued:  # noqa: A002 - the standard's word
        """Revoke a badge and issue it anew with ``changes``; the two name each other in the register.

        ``changes``: ``to``, ``valid_from``, ``valid_until``, ``evidence``, ``narrative``, ``result`` (``None`` takes
        one away), ``achievement`` (an :class:`Achievement` or a slug; the slug of the old one gives its newest
        version). Raises :class:`InputError` ``register_change`` for anything else, ``roster_result_below``.
        """
        wanted, to = changes.get("achievement"), changes.get("to")
        lot = self._lot(wanted, None) if isinstance(wanted, Achievement | str) else None
        edit = pipeline.lifecycle.changed(changes, lot)
        person = Identity.parse(to) if isinstance(to, str) else to if isinstance(to, Identity) else None
        reasons = ("corrected and issued anew", "corrigé et émis de nouveau")
        return self._replaced(id, pipeline.lifecycle.Replacement(edit, person, lot, *reasons, revoke=True))

    def reissue(self, id: str, to: str | Identity) -> Issued:  # noqa: A002 - the standard's word
        """Issue a badge anew to another identity of one person; the old one is revoked, for addresses are reused.

        Asked for again, the badge that was made is returned, marked ``already``.
        """
        person = to if isinstance(to, Identity) else Identity.parse(to)
        made = pipeline.lifecycle.reissued(self._desk, id, person)
        if made is not None:
            return self.issued(made, already=True)
        reasons = ("issued anew to another address", "émis de nouveau à une autre adresse")
        return self._replaced(id, pipeline.lifecycle.Replacement(lambda _: None, person, None, *reasons, revoke=True))

    def endorse(self, id: str, *, comment: str, name: str | None = None) -> Issued:  # noqa: A002
        """Sign an endorsement of an achievement or a credential, anybody's, named by its id."""
        with self.together():
            return pipeline.endorsing.endorse(self._desk, id, comment=comment, name=name)

    def endorsements(self) -> "tuple[Endorsement, ...]":
        """Return every endorsement that this issuer made."""
        return pipeline.endorsing.endorsements(self._desk)

    def withdraw_endorsement(self, id: str) -> None:  # noqa: A002 - the standard's word
        """Revoke an endorsement; raise :class:`RegisterError` ``register_unknown``."""
        with self.together():
            pipeline.endorsing.withdraw(self._desk, id)

    def forget(self, person: str | Identity | None = None, *, ref: str | None = None) -> int:
        """Erase what can identify a person, found by identity or ``ref``; return how many badges that were.

        The badge files go too, and the lines of the lists ``issued*.csv``; ids, places in the status lists and status
        stay. Raises ``register_nobody``.
        """
        identity = Identity.parse(person) if isinstance(person, str) else person
        with self.together():
            if identity is not None:
                pipeline.twins.recognise(self._desk, identity)
            return hosted.forgetting.forget(self._desk, identity, ref=ref)

    def refresh_status(self, *, before: datetime | None = None) -> int:
        """Sign the status lists anew that end before ``before`` (``None``: all of them); return how many.

        Every file of the folder ``hosted`` is then compared with the register, as by :meth:`write_hosted`.
        """
        with self.together(whole=True), self.register.transaction() as connection:
            return self._desk.lists(self._desk.signer_in(connection)).refresh(connection, before)

    def correct_clock(self) -> None:
        """Say that the clock is right now and was wrong when the last thing was noted (``register_clock``).

        It is noted in the journal, and what is signed from now on counts from this moment.
        """
        with self.register.transaction() as connection:
            last = register.events.last_moment(connection) or ""
            register.events.append(connection, "clock-corrected", f"after {last}", at=self._desk.clock())

    # Keys

    def keys(self) -> tuple["Key", ...]:
        """Return every key, the oldest first."""
        return pipeline.key_rotation.keys(self._desk)

    def rotate_key(self) -> "Key":
        """Make a new key that signs from now on; every earlier badge stays valid."""
        with self.together():
            return pipeline.key_rotation.rotate(self._desk)

    def retire_key(self, id: str) -> "Key":  # noqa: A002 - the standard's word
        """Let a key sign no more; it stays published. Raises :class:`RegisterError` ``register_key_unknown``."""
        with self.together():
            return pipeline.key_rotation.retire(self._desk, id)

    def compromise_key(self, id: str, *, reissue: bool = False) -> tuple[str, ...]:  # noqa: A002
        """Say that a key is in the wrong hands: its badges are invalid from now on, and reissued if asked.

        Returns the ids of the new credentials. Interrupted, it may be called again.
        """
        with self.together():
            return pipeline.key_rotation.compromise(self._desk, id, reissue=reissue)

    def log_key(self) -> str:
        """Return the key of the folder's ledger, as its verifiers pin it; raise :class:`LedgerError` without one."""
        if self._desk.log is None:
            raise LedgerError("ledger_none", log=str(self.folder))
        return self._desk.log.key.vkey

    def ledger_problems(self) -> tuple["Problem", ...]:
        """Return where the folder's ledger contradicts itself, which receipts are missing, and what is unpublished.

        Every entry is gone through (as ``ledger audit`` does). ``()`` for a folder without a ledger.
        """
        return tuple(pipeline.ledger_entries.disagreements(self._desk))

    def refresh_receipts(self) -> int:
        """Make every receipt anew under the latest checkpoint, so that it carries new cosignatures; return how many."""
        with self.together(whole=True):
            hosted.mark.drop(self._desk)
            return pipeline.ledger_entries.refresh_receipts(self._desk)

    # Hosting

    def hosted(self) -> tuple["HostedDocument", ...]:
        """Return every document that a verifier would fetch; nothing is signed here."""
        return hosted.documents.hosted(self._desk)

    def withdrawals(self) -> tuple["HostedDocument", ...]:
        """Return the documents that say what counts no more, of which an older copy must never be published."""
        return hosted.documents.withdrawals(self._desk)

    def write_hosted(self) -> tuple[Path, ...]:
        """Write the folder ``hosted`` and return the files that changed; each is compared with the register.

        What changes something writes what it changed by itself; this is for a folder that was lost or damaged.

        Raises :class:`RegisterError` ``register_behind`` where that would take back what was published: a revocation, a
        suspension that nobody ended, a key.
        """
        return self._write_hosted(whole=True)

    def _write_hosted(self, *, whole: bool) -> tuple[Path, ...]:
        with self.register.transaction() as connection:  # so that no other process publishes something newer meanwhile
            hosted.behind.require_current(self._desk, connection, whole=whole)
            written = hosted.files.write_hosted(self._desk, whole=whole)
        self._written.update(dict.fromkeys(written))
        return written

    @property
    def written(self) -> tuple[Path, ...]:
        """The files of the folder ``hosted`` that were changed since this object was made: they wait for publishing."""
        return tuple(self._written)

    @contextmanager
    def together(self, *, whole: bool = False) -> Iterator[None]:
        """Write the folder ``hosted`` once for all that is done meanwhile, also where that ends with an exception.

        What was done to a badge is written, and what badges share; with ``whole`` everything is looked at.

        Raises :class:`RegisterError` ``register_behind`` before anything is done where the register is older than what
        was published.
        """
        if self._depth == 0:
            with self.register.read() as connection:
                hosted.behind.require_current(self._desk, connection)
            self._desk.current, self._whole = True, False
        self._depth += 1
        self._whole = self._whole or whole
        try:
            yield
        except MexBadgeError:
            if self._depth == 1:
                with suppress(MexBadgeError):
                    self._write_hosted(whole=self._whole)
            raise
        finally:
            self._depth -= 1
        if self._depth == 0:
            self._write_hosted(whole=self._whole)

    def reconcile(self) -> "tuple[Problem, ...]":
        """Return everything in which register, signed lists, stored bytes, journal and ledger contradict each other.

        The whole register is gone through, column by column; ``where`` of a problem names a table and column, or the
        credential or key that an entry of the ledger is about.
        """
        return (*audit.reconcile.disagreements(self._desk), *audit.reconcile_log.log_disagreements(self._desk))

    def behind(self, folder: Path | None = None) -> "tuple[Problem, ...]":
        """Return what the folder ``hosted`` says and the register does not: it is then an older copy, or was changed.

        Nothing is signed or published (``register_behind``) until :meth:`take_over`. With ``folder``: what a place says
        to which the contents of ``hosted`` were published.
        """
        published = hosted.behind.published_by(self._desk, folder=folder)
        with self.register.read() as connection:
            return tuple(hosted.behind.behind(connection, published))

    def outdated(self) -> bool:
        """Return whether a list, a key document or an assertion lies in ``hosted`` that is older than the register.

        Several folders may work on one register; a document that was never written is none that is older.
        """
        return hosted.documents.outdated(self._desk)

    def take_over(self) -> "tuple[Problem, ...]":
        """Take into the register what the folder ``hosted`` says beyond it, and return what that was."""
        taken = [*hosted.behind.take_over(self._desk), *pipeline.catching_up.catch_up(self._desk)]
        self.write_hosted()
        return tuple(taken)

    def restore_files(self, names: Iterable[str] | None = None) -> int:
        """Write the files of badges that are not there, from the exact bytes in the register; return how many.

        Of all badges, or of those with the ids ``names``; what is there is not touched, and who was forgotten stays so.
        """
        return audit.recovering.restore_files(self._desk, None if names is None else list(names))

    def _lot(
        self,
        achievement: Achievement | str,
        image: bytes | None,
        *,
        form: Form | None = None,
        batch: str | None = None,
        again: bool = False,
    ) -> "Lot":
        given = self.achievement(achievement) if isinstance(achievement, str) else achievement
        if not given.id or not given.slug:
            given = self.add(given)
        picture = image or self.image(given)
        return pipeline.planned.lot_of(self.settings, given, picture, form=form, batch=batch, again=again)

    def _replaced(self, name: str, how: object) -> Issued:
        assert isinstance(how, pipeline.lifecycle.Replacement)  # noqa: S101 - a type that is not imported at the top
        with self.together():
            made = pipeline.lifecycle.replace(self._desk, name, how)
        return self.issued(made.id, already=False)


def _names(names: Names) -> Sequence[str]:
    return [names] if isinstance(names, str) else list(dict.fromkeys(names))


def _now() -> datetime:
    return datetime.now(UTC)
