"""Messages go out: through a mail server or into files, and to webhooks; held ones first when they are approved."""

from collections.abc import Callable, Iterator
from datetime import datetime

from mexbadge.deliver import DeliveryOutcome, Envelope, Outbox, Queued, Secret, State, Told, Webhook, run
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.match.exchange.composing import LetterWriter
from mexbadge.match.exchange.telling import HOOK, MAIL

__all__ = ["Post", "approve", "post_hooks", "post_letters", "webhook_secret", "write_letters"]

Post = Callable[[Envelope, bytes], DeliveryOutcome]
"""Hands one letter over: :meth:`mexbadge.deliver.MailServer.send`."""


def approve(outbox: Outbox, numbers: frozenset[int] | None, *, at: datetime) -> int:
    """Let held messages go: those of some numbers, or all; return how many."""
    held = [one for one in outbox.each([State.HELD]) if numbers is None or one.number in numbers]
    return outbox.approve([one.key for one in held], at=at)


def post_letters(outbox: Outbox, composer: LetterWriter, post: Post, clock: Callable[[], datetime]) -> Iterator[Told]:
    """Send the letters that are due; raises as :func:`mexbadge.deliver.run` and ``post``."""

    def carried(message: Queued) -> DeliveryOutcome:
        try:
            made = composer.letter(message, at=clock())
            if isinstance(made, DeliveryOutcome):
                return made
            content = made.content()
        except InputError as error:
            return DeliveryOutcome(State.REFUSED, error.code, _said(error))
        return post(Envelope(made.sender.address, made.to.address, made.needs_utf8), content)

    yield from run(outbox, carried, clock=clock, channel=MAIL)


def write_letters(
    outbox: Outbox, composer: LetterWriter, put: Callable[[str, bytes], object], clock: Callable[[], datetime]
) -> Iterator[Told]:
    """Write the letters that are due, each as a file to be sent with a mail program; they count as told."""

    def carried(message: Queued) -> DeliveryOutcome:
        try:
            made = composer.letter(message, at=clock())
            if isinstance(made, DeliveryOutcome):
                return made
            put(f"{message.number:06}-{message.kind}.eml", made.content(draft=True))
        except InputError as error:
            return DeliveryOutcome(State.REFUSED, error.code, _said(error))
        return DeliveryOutcome(State.WRITTEN)

    yield from run(outbox, carried, clock=clock, channel=MAIL)


def post_hooks(
    outbox: Outbox, book: ExchangeBook, clock: Callable[[], datetime], hook: Webhook | None = None
) -> Iterator[Told]:
    """Post the webhooks that are due, signed with the secret of each address."""
    carry = hook or Webhook(lambda url: (webhook_secret(book, url),), clock=clock)
    yield from run(outbox, carry, clock=clock, channel=HOOK)


def webhook_secret(book: ExchangeBook, url: str) -> Secret:
    """Return the secret with which messages to an address are signed; its owner is told it once."""
    return Secret(bytes.fromhex(book.keyed("webhook", url)))


def _said(error: MexBadgeError) -> dict[str, object]:
    """Return the values of an error as they may be kept: nobody's name or address."""
    return {name: "…" if name == "value" else value for name, value in error.problem.values.items()}
