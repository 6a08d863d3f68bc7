"""An issuer's folder that writes to people, and a post box in memory that takes what it is handed."""

from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from issuing import Folder
from made_once import copied
from mail_servers import message_of
from mexbadge.deliver import DeliveryOutcome, Envelope, State, Told
from mexbadge.issuer import Issuer
from mexbadge.issuer.folder.mail_settings import MailSettings
from mexbadge.issuer.folder.settings import read_settings, settings_text
from mexbadge.issuer.mailing import Mailing

MAIL = MailSettings(
    server="127.0.0.1",
    port=2525,
    tls="none",
    per_minute=0,
    sender="Registrar <badges@college.example>",
    sender_fr="Registraire <badges@college.example>",
    reply_to="help@college.example",
    postal="1 College Road, Lakeshore ON  N0P 0A0",
    renew="take the refresher course",
    renew_fr="suivez le cours de rappel",
)


@dataclass
class Box:
    """Takes every message, or says of an address what it was told to."""

    answers: dict[str, DeliveryOutcome] = field(default_factory=dict)
    taken: list[tuple[Envelope, bytes]] = field(default_factory=list)

    def __call__(self, envelope: Envelope, content: bytes) -> DeliveryOutcome:
        outcome = self.answers.get(envelope.recipient, DeliveryOutcome(State.SENT))
        if outcome.state in {State.SENT, State.UNSURE}:
            self.taken.append((envelope, content))
        return outcome

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_of(content) for _, content in self.taken]

    @property
    def to(self) -> list[str]:
        return [envelope.recipient for envelope, _ in self.taken]

    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for message in self.messages]


def _begun() -> None:
    Folder(Path("badges")).create(name_fr="Collège exemple")


def writing(path: Path, **mail: Any) -> Folder:
    """Make a folder that writes to people; ``mail`` changes that section, and ``pages`` whether badges have pages."""
    copied(_begun, path)
    folder = Folder(path / "badges")
    pages = mail.pop("pages", False)
    told = replace(read_settings(folder.path), mail=replace(MAIL, **mail), pages=pages)
    (folder.path / "mexbadge.toml").write_text(settings_text(told), encoding="utf-8")
    return folder


def sent(issuer: Issuer, box: Box, *, all_of: Any = None, **how: Any) -> list[Told]:
    """Plan, queue and send as the command does."""
    mailing = Mailing(issuer)
    mailing.queue(list(mailing.plan(issuer.list(all_of), **how)))
    return list(mailing.send(box))
