"""The messages of an issuer's folder: planned, queued once for ever, sent or written into files.

The outbox is in the register's database. A row of it holds no address and no file: the letter is written when its turn
comes, from the register as it is then.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mexbadge.deliver import DeliveryOutcome, Envelope, Letter, Message, Outbox, Queued, State, Told, message_id, run
from mexbadge.errors import InputError, MexBadgeError, RegisterError
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.mailing.composing import Composer, address_of
from mexbadge.issuer.mailing.notices import Notice, due, ending, holds, told_last
from mexbadge.issuer.mailing.wording import Wording
from mexbadge.issuer.register.records import Record, Status

if TYPE_CHECKING:
    from mexbadge.issuer.issuer import Issuer

__all__ = ["CHANNEL", "Mailing", "Planned", "Post"]

CHANNEL: Final = "email"
_PORTION: Final = 100
_SUFFIX: Final = ".eml"
_RECOVERED: Final = "recovered"
Post = Callable[[Envelope, bytes], DeliveryOutcome]
"""Hands one message over: :meth:`mexbadge.deliver.MailServer.send`."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be told of one badge: ``notice``, under ``key``; or why nothing can be (``why``, a code).

    ``number`` is the message that is let go once more, where that was asked for and it never surely arrived.
    """

    record: Record
    notice: Notice | None = None
    key: str = ""
    why: str | None = None
    number: int | None = None


class Mailing:
    """An issuer's messages. Everything raises :class:`RegisterError` as the register does.

    Made with an opened issuer; raises :class:`InputError` ``mail_setting_missing`` where ``mexbadge.toml`` does not say
    who writes, and as :meth:`Wording.read` for a template that is wrong: before anything is sent.
    """

    def __init__(self, issuer: "Issuer") -> None:
        if issuer.settings.mail is None:
            raise InputError("mail_setting_missing", where="mail.sender", name="mail.sender")
        issuer.settings.mail.require_letters()
        self.issuer = issuer
        self.mail = issuer.settings.mail
        self.outbox = Outbox.open(issuer.register.database, at=issuer.now())
        self._composer = Composer(issuer, self.mail, Wording.read(issuer.folder))

    def plan(
        self,
        records: Iterable[Record],
        *,
        within: timedelta | None = None,
        elsewhere: bool = False,
        named: bool = False,
    ) -> Iterator[Planned]:
        """Yield what is to be told of ``records``, and of whom it cannot be.

        ``within`` asks only which of them end so soon. ``elsewhere`` says that these badges were handed over in another
        way: none is told of as new, but what became of it since is. ``named`` says that they were named one by one: a
        badge from before the register was recovered is then told of as well, which may be for the second time.
        """
        recovered = None if named else self._recovered()
        for some in _portions(records, _PORTION):
            names = [*(one.id for one in some), *(one.replaces for one in some if one.replaces is not None)]
            told = self.outbox.told(list(dict.fromkeys(names)))
            for record in some:
                if within is not None:
                    found = self._ending(record, within)
                else:
                    found = self._planned(record, told, recovered, elsewhere=elsewhere)
                if found is not None and found.key not in {one.key for one in told[record.id] if _stands(one)}:
                    yield found

    def again(self, records: Iterable[Record]) -> Iterator[Planned]:
        """Yield what is to be told once more of ``records``, as each stands now.

        A message that never surely arrived goes once more under its own Message-ID; one that did is written anew.
        """
        for record in records:
            told = self.outbox.told([record.id])[record.id]
            notice = _as_it_stands(record)
            if notice is None or not holds(notice, record, at=self.issuer.now()):
                yield Planned(record, why="mail_nothing_to_tell")
            elif address_of(record) is None:
                yield Planned(record, why="mail_no_address")
            elif (
                told and told[-1].state is not State.SENT and holds(Notice(told[-1].kind), record, at=self.issuer.now())
            ):
                yield Planned(record, Notice(told[-1].kind), told[-1].key, number=told[-1].number)
            else:
                key = self.issuer.register.notice_key("again", record.id, str(len(told)))
                yield Planned(record, notice, key)

    def queue(self, planned: Iterable[Planned]) -> int:
        """Queue what was planned, and return how many messages wait by it that did not."""
        at, count = self.issuer.now(), 0
        for some in _portions(planned, _PORTION):
            count += sum(self.outbox.again(one.number, at=at) for one in some if one.number is not None)
            count += self.outbox.queue((self._message(one) for one in some if one.number is None and one.notice), at=at)
        return count

    def waiting(self) -> int:
        """Return how many messages wait, those included that an interrupted run left."""
        counts = self.outbox.counts()
        return sum(counts.get(state, 0) for state in (State.WAITING, State.IN_FLIGHT, State.DEFERRED))

    def send(self, post: Post) -> Iterator[Told]:
        """Hand over what is due, and yield what came of each; raises as :func:`mexbadge.deliver.run` and ``post``."""
        yield from run(self.outbox, lambda one: self._carried(one, post), clock=self.issuer.now, channel=CHANNEL)

    def write(self, folder: Path) -> Iterator[Told]:
        """Write what waits into ``folder``, one file for each person, to be sent with a mail program.

        The files are their owner's alone; they count as told. Raises ``register_into_hosted``, and as the disk does.
        """
        delivery.refuse_published(folder / "x")

        def put(one: Queued) -> DeliveryOutcome:
            made = self._written(one, draft=True)
            if isinstance(made, DeliveryOutcome):
                return made
            delivery.write_file(folder / f"{one.number:06}-{one.kind}{_SUFFIX}", made[1], owned=True)
            return DeliveryOutcome(State.WRITTEN)

        yield from run(self.outbox, put, clock=self.issuer.now, channel=CHANNEL)

    def samples(self, planned: Iterable[Planned], to: str) -> Iterator[tuple[Letter, str]]:
        """Yield a trial letter to ``to`` for the first of each kind and language, with its envelope's sender.

        Nothing is queued by it.
        """
        seen: set[tuple[Notice, str]] = set()
        for one in planned:
            if one.notice is None:
                continue
            kind = (one.notice, self.issuer.settings.language_for(one.record.language))
            if kind not in seen:
                seen.add(kind)
                name = message_id(self.issuer.random(20).hex(), self.mail.sender_box(kind[1]).domain)
                letter = self._composer.letter(one.record, one.notice, name=name, sent=self.issuer.now(), to=to)
                yield letter, self._composer.envelope(one.record)

    def _recovered(self) -> str | None:
        """Return when the register came back from a copy last: what was sent shortly before is not known."""
        last = [one.at for one in self.issuer.register.journal(subject="register") if one.kind == _RECOVERED]
        return last[-1] if last else None

    def _ending(self, record: Record, within: timedelta) -> Planned | None:
        notice = ending(record, at=self.issuer.now(), within=within)
        if notice is None:
            return None
        if address_of(record) is None:
            return Planned(record, why="mail_no_address")
        key = self.issuer.register.notice_key(notice, record.id, f"{record.valid_until} {within.days}")
        return Planned(record, notice, key)

    def _planned(
        self, record: Record, told: dict[str, list[Queued]], recovered: str | None, *, elsewhere: bool
    ) -> Planned | None:
        last = told_last(told[record.id]) or (Status.ACTIVE if elsewhere else None)
        before = None
        if last is None and record.replaces is not None and told_last(told[record.replaces]) is not None:
            before = self.issuer.record(record.replaces)
        notice = due(record, last, before=before, at=self.issuer.now())
        if notice is None:
            return None
        if address_of(record) is None:
            return Planned(record, why="mail_no_address")
        if last is None and recovered is not None and record.issued <= recovered and not told[record.id]:
            return Planned(record, why="mail_before_recovery")
        what = Notice.NEW if last is None else notice
        since = "" if last is None else record.status_since or ""
        return Planned(record, notice, self.issuer.register.notice_key(what, record.id, since))

    def _message(self, one: Planned) -> Message:
        language = self.issuer.settings.language_for(one.record.language)
        name = message_id(one.key, self.mail.sender_box(language).domain)
        return Message(one.key, CHANNEL, str(one.notice), one.record.id, name)

    def _carried(self, one: Queued, post: Post) -> DeliveryOutcome:
        made = self._written(one)
        if isinstance(made, DeliveryOutcome):
            return made
        letter, content = made
        sender = self._composer.envelope(self.issuer.record(one.subject))
        return post(Envelope(sender, letter.to.address, letter.needs_utf8), content)

    def _written(self, one: Queued, *, draft: bool = False) -> tuple[Letter, bytes] | DeliveryOutcome:
        """Write a letter, or say why there is none: it is no longer true, or cannot be written to this person."""
        try:
            record = self.issuer.record(one.subject)
            if not holds(Notice(one.kind), record, at=self.issuer.now()):
                return DeliveryOutcome(State.DROPPED, "mail_overtaken")
            sent = None if draft else datetime.fromisoformat(one.created)
            letter = self._composer.letter(record, Notice(one.kind), name=one.name, sent=sent)
            return letter, letter.content(draft=draft)
        except (InputError, RegisterError) as error:
            return DeliveryOutcome(State.REFUSED, error.code, _said(error))


def _as_it_stands(record: Record) -> Notice | None:
    """Return what a badge's holder is told who asks for the message again."""
    match record.status:
        case Status.ACTIVE:
            return Notice.NEW
        case Status.SUSPENDED:
            return Notice.SUSPENDED
        case Status.REVOKED:
            return Notice.REVOKED
    return None


def _stands(one: Queued) -> bool:
    """Return whether a message was queued for good: one that was dropped may become true again."""
    return one.state is not State.DROPPED


def _said(error: MexBadgeError) -> dict[str, object]:
    """Return the values of an error as they may be kept: nobody's name or address."""
    return {name: "…" if name == "value" else value for name, value in error.problem.values.items()}


def _portions(items: Iterable, size: int) -> Iterator[Sequence]:  # type: ignore[type-arg]
    some: list[object] = []
    for item in items:
        some.append(item)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
