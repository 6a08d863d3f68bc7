"""The exchange as one object: a folder with its settings, its register, and everything that its administrator does."""

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from typing import Final, Self

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge._files import PartFile, own
from mexbadge._json import JsonObject
from mexbadge._published import refuse_published
from mexbadge.deliver import Outbox, Queued, State, Told, Webhook
from mexbadge.dids import did_key
from mexbadge.errors import InputError
from mexbadge.fetch import HttpFetcher, Memo, Recorder
from mexbadge.keys import KeyKind, LocalSigner, read_private_key, write_private_key
from mexbadge.match.exchange import answering, offers, posting, saying, seats, tables
from mexbadge.match.exchange.awarding import Award, award_completed
from mexbadge.match.exchange.board import board
from mexbadge.match.exchange.board_page import board_files
from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.match.exchange.by_telephone import record_table
from mexbadge.match.exchange.composing import LetterWriter
from mexbadge.match.exchange.config import CONFIG, ExchangeConfig
from mexbadge.match.exchange.exporting import exported, exported_tables
from mexbadge.match.exchange.handover import HandedOver, take_over
from mexbadge.match.exchange.hires import HireFacts, add_to_hire
from mexbadge.match.exchange.importing import bring_in
from mexbadge.match.exchange.inbox import ReadAs, ReadLetter, letters_in, read_letter
from mexbadge.match.exchange.matches import match_named
from mexbadge.match.exchange.people import forget_person, person_document
from mexbadge.match.exchange.public import PublicFace, public_face
from mexbadge.match.exchange.questions import Party, Query, asked_by
from mexbadge.match.exchange.receiving import Received, TakingIn, receive
from mexbadge.match.exchange.reports.gathering import Gathering
from mexbadge.match.exchange.reports.making import AskedOf, make_report
from mexbadge.match.exchange.reports.table import ExchangeReport, ReportKind
from mexbadge.match.exchange.retention import Over, forget_over, over
from mexbadge.match.exchange.rows import Source
from mexbadge.match.exchange.running import Decision, Run
from mexbadge.match.exchange.telling import Tells as What
from mexbadge.match.exchange.telling import tell_sender
from mexbadge.match.exchange.trusting import trust_document
from mexbadge.match.exchange.why import why
from mexbadge.match.exchange.within import Within
from mexbadge.match.exchange.wording import LetterTexts
from mexbadge.match.settings import MatchSettings
from mexbadge.match.supply import LEAST
from mexbadge.skills import load_taxonomy
from mexbadge.texts import LANGUAGES, Lang

__all__ = ["KEY", "Exchange"]

KEY: Final = "trust-key.pem"
"""The file of the key that signs the trust list."""
Random = Callable[[int], bytes]
SAYS: Final = {**saying.FIRST, **offers.SAYS, **seats.SAYS}
"""What each letter says."""
EFFECTS: Final = {**answering.FIRST, **offers.EFFECTS, **seats.EFFECTS}
"""What each answer does."""


class Exchange:
    """An exchange; made by :meth:`create` or :meth:`open`.

    ``clock`` and ``rng`` are the moment and random bytes as functions, ``settings`` how badges are verified and
    compared (which issuers count is for the approved colleges to say). Days begin and end in the zone of the settings,
    in which every moment is written here. Everything raises :class:`RegisterError` where
    the register cannot be read or written, and :class:`InputError` for what cannot be.
    """

    def __init__(
        self,
        folder: Path,
        config: ExchangeConfig,
        book: ExchangeBook,
        *,
        clock: Callable[[], datetime],
        rng: Random,
        settings: MatchSettings | None = None,
    ) -> None:
        self.folder = folder
        self.config = config
        self.book = book
        self.clock = clock
        self.random = rng
        self.settings = settings or MatchSettings()
        self.outbox = Outbox(book.database)
        book.domain = config.mail.sender_box.domain

    @classmethod
    def create(
        cls,
        folder: str | PathLike[str],
        config: ExchangeConfig,
        *,
        passphrase: bytes | None = None,
        clock: Callable[[], datetime] | None = None,
        rng: Random = secrets.token_bytes,
    ) -> Self:
        """Start an exchange in a folder: settings, register, and the key of its trust list.

        Raises :class:`InputError` ``exchange_folder_there`` where there is one, ``register_into_hosted``.
        """
        place, now = Path(folder), clock or _now
        path = place / CONFIG
        refuse_published(path)
        if path.exists():
            raise InputError("exchange_folder_there", path=str(folder))
        _ = (config.mail.sender_box, config.mail.answers_box, config.clock_zone)
        place.mkdir(parents=True, exist_ok=True)
        book = ExchangeBook.create(_register(place, config), at=now(), secret=rng(32))
        if not (place / KEY).exists():
            key = LocalSigner.generate(KeyKind.ED25519, "")
            write_private_key(place / KEY, key.private, passphrase=passphrase)
        path.write_text(config.text(), encoding="utf-8")
        with suppress(OSError):
            own(path)
        return cls(place, config, book, clock=now, rng=rng)

    @classmethod
    def open(
        cls,
        folder: str | PathLike[str],
        *,
        clock: Callable[[], datetime] | None = None,
        rng: Random = secrets.token_bytes,
        settings: MatchSettings | None = None,
    ) -> Self:
        """Open an exchange; raise as :meth:`ExchangeConfig.load` and :meth:`ExchangeBook.open`."""
        place, now = Path(folder), clock or _now
        config = ExchangeConfig.load(place)
        book = ExchangeBook.open(_register(place, config), at=now())
        if config.skills is not None and (settings is None or not len(settings.taxonomy)):
            settings = replace(settings or MatchSettings(), taxonomy=load_taxonomy(place / config.skills))
        return cls(place, config, book, clock=now, rng=rng, settings=settings)

    def now(self) -> datetime:
        """Return the moment, as it is written in the zone of the settings."""
        return self.config.here(self.clock())

    def bring_in(self, files: Mapping[str, Iterable[Source]]) -> dict[str, int]:
        """Bring in files, all or none; as :func:`mexbadge.match.exchange.importing.bring_in`."""
        return bring_in(self.book, files, at=self.now())

    def damaged(self) -> list[tuple[str, str]]:
        """Return what is kept and cannot be read, by kind and id; importing such a record again mends it."""
        with self.book.read() as connection:
            return self.book.damaged(connection)

    def exported(self) -> JsonObject:
        """Return everything that was brought in, as one document that can be brought in again."""
        with self.book.read() as connection:
            return exported(self.book, connection)

    def exported_tables(self) -> dict[str, bytes]:
        """Return what was brought in as CSV, by the names of the files."""
        with self.book.read() as connection:
            return exported_tables(self.book, connection, at=self.now())

    # badges come in

    def intake(self, folder: str | PathLike[str]) -> Iterator[Received]:
        """Take in the badges of a folder: files, and letters with badges attached; as :func:`receive`."""
        yield from receive(self._taking_in(), Path(folder))

    def _taking_in(self) -> TakingIn:
        recorder = Recorder(Memo(self.settings.fetch or HttpFetcher()))
        verifier = replace(self.settings.verifier, fetch=recorder)
        return TakingIn(self.book, verifier, self.now, self.config.code_days, lambda: recorder.responses)

    def handover(self, data: bytes) -> HandedOver:
        """Take over the students of a college out of its signed file; as :func:`take_over`."""
        return take_over(self._taking_in(), self.settings.fetch or HttpFetcher(), data)

    # matching

    def run(self, *, dry: bool = False, award: Award | None = None, afresh: bool = False) -> tuple[Decision, ...]:
        """Find out what has changed, decide, and write each decision down; ``dry`` writes nothing.

        ``award`` issues the badges of courses that were completed, before anybody is matched. ``afresh`` judges every
        badge and compares everybody with everything, which decides the same and takes longer. Raises
        :class:`InputError` ``exchange_running`` where another run is at it, ``exchange_clock``.
        """
        awarded = () if dry or award is None else tuple(award_completed(self._taking_in(), award))
        run = Run(self.book, self.config, self.settings, clock=self.now, dry=dry, afresh=afresh)
        found = awarded + tuple(run.decisions())
        failed = [one for one in found if one.kind == "failed" and not dry]
        if failed:
            with self.book.transaction() as connection:
                for one in failed:
                    self.book.note(connection, one.kind, one.subject, one.facts, at=self.now())
        return found

    def why(self, vacancy: str, applicant: str, lang: Lang = "en") -> list[str]:
        """Return why two were matched, in words out of the log; or how they compare now, where they never were.

        Raises :class:`InputError` ``exchange_unknown``.
        """
        return why(Run(self.book, self.config, self.settings, clock=self.now, dry=True), vacancy, applicant, lang)

    def board(self) -> JsonObject:
        """Return what waits for the administrator; as :func:`mexbadge.match.exchange.board.board`."""
        with self.book.read() as connection:
            return board(self.book, connection, self.outbox, self.config, at=self.now())

    def write_board(self, folder: str | PathLike[str]) -> list[Path]:
        """Write the same as pages, in both languages, for their owner alone; return what was written.

        Raises :class:`InputError` ``register_into_hosted`` for a folder that is published.
        """
        place, name = Path(folder), self.config.name
        refuse_published(place / "index.html")
        names: dict[Lang, str] = {lang: name.text(lang) or name.text() or "" for lang in LANGUAGES}
        written = []
        for path, content in board_files(self.board(), names, at=self.now()).items():
            target = place / path
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with PartFile(target, owned=True, again=True) as part:
                part.file.write(content)
                part.put()
            written.append(target)
        return written

    def person(self, who: str) -> JsonObject:
        """Return everything that is known of an applicant; raise :class:`InputError` ``exchange_unknown``."""
        with self.book.read() as connection:
            return person_document(self.book, connection, who)

    def forget(self, who: str) -> str:
        """Forget an applicant; as :func:`forget_person`."""
        with self.book.transaction() as connection:
            name = forget_person(self.book, connection, self.config, who, at=self.now())
        self.book.database.forget_traces()
        return name

    def over(self) -> list[Over]:
        """Return what is over and may be forgotten; as :func:`mexbadge.match.exchange.retention.over`."""
        with self.book.read() as connection:
            return over(self.book, connection, self.config, at=self.now())

    def forget_over(self) -> Iterator[Over]:
        """Forget what is over; as :func:`mexbadge.match.exchange.retention.forget_over`."""
        yield from forget_over(self.book, self.config, at=self.now())

    def public_face(self) -> PublicFace:
        """Return what everybody may see; as :func:`mexbadge.match.exchange.public.public_face`."""
        return public_face(Run(self.book, self.config, self.settings, clock=self.now, dry=True))

    # messages go out

    @property
    def composer(self) -> LetterWriter:
        """What writes letters; raises as :meth:`LetterTexts.read`."""
        texts = LetterTexts.read(self.folder)
        return LetterWriter(self.book, self.config, texts, SAYS, rng=self.random)

    def held(self) -> list[Queued]:
        """Return the messages that wait to be approved."""
        return list(self.outbox.each([State.HELD]))

    def approve(self, numbers: Collection[int] | None = None) -> int:
        """Let held messages go, some by their numbers or all; return how many."""
        return posting.approve(self.outbox, None if numbers is None else frozenset(numbers), at=self.now())

    def send(self, post: posting.Post) -> Iterator[Told]:
        """Send the letters that are due; as :func:`mexbadge.match.exchange.posting.post_letters`."""
        yield from posting.post_letters(self.outbox, self.composer, post, self.now)

    def send_hooks(self, hook: Webhook | None = None) -> Iterator[Told]:
        """Post the webhooks that are due, each signed with the secret of its address."""
        yield from posting.post_hooks(self.outbox, self.book, self.now, hook)

    def webhook_secrets(self) -> list[tuple[str, str, str]]:
        """Return of each employer with a webhook its id, the address, and the secret by which it knows our messages."""
        with self.book.read() as connection:
            employers = self.book.employers(connection).values()
        hooks = [(one.id, one.webhook) for one in employers if one.webhook is not None]
        return [(name, url, str(posting.webhook_secret(self.book, url))) for name, url in hooks]

    def write_letters(self, folder: str | PathLike[str]) -> Iterator[Told]:
        """Write the letters that are due into a folder, to be sent with a mail program; raises as the disk does."""
        place = Path(folder)
        refuse_published(place / "x")
        place.mkdir(parents=True, exist_ok=True)

        def put(name: str, content: bytes) -> None:
            (place / name).touch(mode=0o600)
            (place / name).write_bytes(content)

        yield from posting.write_letters(self.outbox, self.composer, put, self.now)

    # answers come back

    def answer(self, code: str, given: str, *, channel: str = "web", hire: HireFacts | None = None) -> Query:
        """Take an answer by its code; ``hire`` is what is said beside "hired".

        Raises :class:`InputError` where it does not count, and why; then nothing has changed.
        """
        with self.book.transaction() as connection:
            return self._answered(connection, code, given, channel, hire)

    def _answered(
        self, connection: Connection, code: str, given: str, channel: str, hire: HireFacts | None = None
    ) -> Query:
        one = Within(self.book, connection, self.config, self.now())
        return answering.answer(one, EFFECTS, code, given, channel, hire)

    def asked_by(self, code: str) -> Query | None:
        """Return the question that a code would answer now; ``None`` where it would answer none."""
        with self.book.read() as connection:
            return asked_by(connection, code, at=self.now())

    def record(
        self, about: str, party: str, given: str, *, channel: str = "telephone", hire: HireFacts | None = None
    ) -> Query:
        """Write down what somebody said otherwise, by the id of the match or the seat that it is about.

        Raises :class:`InputError` ``exchange_record_none`` where nothing is asked, ``exchange_code_answer`` for what is
        no answer. An address, and with it a consent, is never confirmed so: that is its holder's own.
        """
        with self.book.transaction() as connection:
            one = Within(self.book, connection, self.config, self.now())
            query = answering.recorded(one, EFFECTS, about, Party(party), given, channel)
            return answering.about_hire(one, query, given, channel, hire)

    def record_hires(self, said: Iterable[tuple[str, HireFacts]], *, channel: str = "telephone") -> int:
        """Write down what was said later of hires, by the ids of their matches; all or nothing.

        Raises :class:`InputError` ``exchange_unknown``, and as :func:`mexbadge.match.exchange.hires.add_to_hire`.
        """
        count = 0
        with self.book.transaction() as connection:
            one = Within(self.book, connection, self.config, self.now())
            for match, facts in said:
                add_to_hire(one, match_named(connection, match), facts, channel)
                count += 1
        return count

    def record_table(self, name: str, data: bytes) -> int:
        """Write down what came by telephone, all or nothing, and return how many answers are new.

        Raises as :func:`mexbadge.match.exchange.by_telephone.record_table`.
        """
        with self.book.transaction() as connection:
            one = Within(self.book, connection, self.config, self.now())
            return record_table(one, EFFECTS, name, data)

    def inbox(self, source: str | PathLike[str] | Iterable[tuple[str, bytes]]) -> Iterator[ReadLetter]:
        """Read answers out of a folder of ``.eml``, an mbox file, or letters that were fetched; each counts once.

        Whoever sent an answer that no longer counts is told why. Raises :class:`InputError` ``exchange_no_inbox``.
        """
        letters = letters_in(Path(source)) if isinstance(source, str | PathLike) else source
        for name, data in letters:
            with self.book.transaction() as connection:
                read = self._read(connection, name, data)
            yield read

    def _read(self, connection: Connection, name: str, data: bytes) -> ReadLetter:
        table, at = tables.READ_MAIL, self.now()

        def known(digest: str) -> bool:
            return connection.execute(select(table.c.at).where(table.c.hash == digest)).first() is not None

        def take(code: str, given: str) -> Query:
            with connection.begin_nested():
                return self._answered(connection, code, given, "email")

        read = read_letter(name, data, known=known, take=take)
        if read.read is ReadAs.KNOWN:
            return read
        row = {"hash": read.digest, "at": _moments.write(at), "came": read.read.value}
        connection.execute(insert(table), row)
        if read.read is ReadAs.LATE and read.why is not None and read.sender:
            facts = {"name": read.given or "", "language": "en", "why": read.why.message()}
            tell_sender(self.book, connection, What.RECEIVED, read.sender, facts, at=at)
        return read

    # what is reported

    def report(
        self, kind: str, days: tuple[date, date], *, least: int = LEAST, asked: AskedOf | None = None
    ) -> ExchangeReport:
        """Return a report on days, both counted; the same register and days give the same.

        Nobody is named, and no number of people is from 1 to below ``least``. Raises :class:`InputError` as
        :func:`mexbadge.match.exchange.reports.making.make_report`, ``exchange_report_kind`` for a report that is none,
        and ``exchange_report_ahead`` for days that are not over (people are counted over whole quarters).
        """
        known = {one.value: one for one in ReportKind}
        if kind not in known:
            raise InputError("exchange_report_kind", value=kind, known=", ".join(known))
        today = self.config.day(self.now())
        if days[1] > today or (days[1] == today and known[kind] in ReportKind.by_quarters()):
            raise InputError("exchange_report_ahead", until=days[1], today=today)
        with self.book.read() as connection:
            found = Gathering(self.book, connection, self.config, self.settings, days)
            return make_report(known[kind], found, least, asked or AskedOf())

    # the approved colleges

    def signer(self, passphrase: bytes | Callable[[], bytes] | None = None) -> LocalSigner:
        """Return what signs the trust list; raises :class:`SigningKeyError` as :func:`read_private_key`."""
        key = LocalSigner(read_private_key(self.folder / KEY, passphrase=passphrase), "")
        keeper = did_key(key.public_key)
        return LocalSigner(key.private, self.config.signer or f"{keeper}#{keeper.removeprefix('did:key:')}")

    def trust_list(self, signer: LocalSigner) -> JsonObject:
        """Return the approved colleges as a signed trust list; as :func:`trust_document`."""
        with self.book.read() as connection:
            colleges = self.book.colleges(connection)
        return trust_document(self.config.name, colleges.values(), signer, at=self.now())


def _now() -> datetime:
    return datetime.now(UTC)


def _register(folder: Path, config: ExchangeConfig) -> str:
    """Return the address of the register; a file of SQLite is named from the folder."""
    prefix = "sqlite:///"
    if config.register_url.startswith(prefix):
        return f"{prefix}{folder.resolve() / config.register_url.removeprefix(prefix)}"
    return config.register_url
