"""From a badge in the register to a letter: the words, the files that go with it, who writes to whom."""

from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from mexbadge.bake import bake
from mexbadge.credentials.ob3 import Form
from mexbadge.deliver import Attachment, Letter, Link, Mailbox, Rendered
from mexbadge.errors import InputError
from mexbadge.issuer.folder.mail_settings import MailSettings
from mexbadge.issuer.mailing.notices import CARRYING, Notice
from mexbadge.issuer.mailing.wording import Wording
from mexbadge.issuer.register.records import Record
from mexbadge.models.identity import EMAIL, Identity

if TYPE_CHECKING:
    from mexbadge.issuer.folder.catalogue import Achievement
    from mexbadge.issuer.issuer import Issuer

__all__ = ["Composer", "address_of"]

_FILE: Final = "application/octet-stream"
"""What the badge's file is sent as: no picture, so that no mail program shows it smaller and no telephone keeps it
among its photographs, without the credential in it."""
_DAY: Final = 10


def address_of(record: Record) -> str | None:
    """Return the e-mail address of a badge's holder, where the register keeps one."""
    if record.identity is None:
        return None
    try:
        found = Identity.parse(record.identity)
    except InputError:
        return None
    return found.value if found.type == EMAIL else None


class Composer:
    """Writes letters; achievements are read once."""

    def __init__(self, issuer: "Issuer", mail: MailSettings, wording: Wording) -> None:
        self._issuer = issuer
        self._mail = mail
        self._wording = wording
        self._awarded: dict[str, Achievement] = {}

    def letter(
        self, record: Record, notice: Notice, *, name: str = "", sent: datetime | None = None, to: str | None = None
    ) -> Letter:
        """Write the letter of one badge; ``to`` is another address than its holder's, for a trial.

        Raises :class:`InputError` ``mail_no_address``, and as :class:`Mailbox`, :class:`Letter` and :class:`Template`.
        """
        language = self._issuer.settings.language_for(record.language)
        address = to or address_of(record)
        if address is None:
            raise InputError("mail_no_address", id=record.id)
        words, html = self._words(record, notice, language)
        whole = record.name or " ".join(filter(None, (record.first_name, record.last_name)))
        return Letter(
            sender=self._mail.sender_box(language),
            to=Mailbox.parse(address, what="to", name="" if to else whole),
            subject=f"[Test] {words.subject}" if to else words.subject,
            text=words.text,
            html=html,
            name=name,
            sent=sent,
            language=language,
            reply_to=self._mail.reply_box(),
            attachments=self._files(record) if notice in CARRYING else (),
        )

    def envelope(self, record: Record) -> str:
        """Return whom the server tells what it could not deliver."""
        return self._mail.envelope(self._issuer.settings.language_for(record.language))

    def _words(self, record: Record, notice: Notice, language: str) -> tuple[Rendered, str]:
        issuer, settings = self._issuer, self._issuer.settings
        about = self._reason_of(record, notice)
        reason = (about.reason_fr if language == "fr" else about.reason_en) or about.reason_en or about.reason_fr
        contact = self._mail.reply_box() or self._mail.sender_box(language)
        values = {
            "name": record.name or " ".join(filter(None, (record.first_name, record.last_name))),
            "achievement": self._name_of(record, language),
            "issuer": settings.called(language),
            "link": Link(issuer.holder_url(record)) if settings.pages else Link(""),
            "file": self._file_name(record) if notice in CARRYING else "",
            "issued": record.valid_from[:_DAY],
            "valid_until": (record.valid_until or "")[:_DAY],
            "reason": reason or "",
            "renew": self._mail.renew_in(language),
            "contact": contact.address,
            "postal": self._mail.postal_in(language),
            "id": record.id.rpartition(":")[2],
        }
        return self._wording.fill(notice, language, values)

    def _reason_of(self, record: Record, notice: Notice) -> Record:
        """Return the record whose reason is told: of a badge that took another's place, that of the other."""
        if notice is Notice.REPLACED and record.replaces is not None:
            return self._issuer.record(record.replaces)
        return record

    def _name_of(self, record: Record, language: str) -> str:
        if record.achievement not in self._awarded:
            self._awarded |= {one.id: one for one in self._issuer.versions(record.slug)}
        found = self._awarded.get(record.achievement)
        return (found.called(language) if found else None) or record.slug

    def _file_name(self, record: Record) -> str:
        return f"{record.slug}{PurePath(record.file).suffix}"

    def _files(self, record: Record) -> tuple[Attachment, ...]:
        credential, image = self._issuer.register.content(record.id)
        signed = Form(record.form) in {Form.VC_JWT, Form.OB2_SIGNED}
        text = f"{record.slug}.{'jwt' if signed else 'json'}"
        return (
            Attachment(self._file_name(record), _FILE, bake(image, credential)),
            Attachment(text, _FILE, credential),
        )
