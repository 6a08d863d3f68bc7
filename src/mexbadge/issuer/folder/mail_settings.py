"""The section ``[mail]`` of ``mexbadge.toml``: through which server, in whose name, and what stands in each message."""

from dataclasses import dataclass, fields
from typing import Annotated, Final

from pydantic import StrictInt, StringConstraints

from mexbadge import deliver
from mexbadge.errors import InputError
from mexbadge.models.language import french_or

__all__ = ["MAIL", "Line", "MailSettings"]

MAIL: Final = "mail"
"""The name of the section, and of the folder in which a college keeps templates of its own."""
_PER_MINUTE: Final = 60
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A setting that is a text."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """What the section says; a secret never stands in it.

    ``sender`` is who writes (``Registrar <badges@college.ca>``), ``reply_to`` a mailbox that somebody reads,
    ``bounces`` where what cannot be delivered comes back to (the sender, if it is not given). ``postal`` is the
    college's postal address, which each message names. ``renew`` says how a badge that ends is renewed.
    ``server``, ``port``, ``tls``, ``login``, ``user``, ``token_command``, ``ca_file`` and ``per_minute`` are those of
    :class:`mexbadge.deliver.Account`.
    """

    server: Line | None = None
    port: StrictInt = 0
    tls: Line = "starttls"
    login: Line = "none"
    user: Line | None = None
    token_command: tuple[Line, ...] = ()
    ca_file: Line | None = None
    per_minute: StrictInt = _PER_MINUTE
    sender: Line | None = None
    sender_fr: Line | None = None
    reply_to: Line | None = None
    bounces: Line | None = None
    postal: Line | None = None
    postal_fr: Line | None = None
    renew: Line | None = None
    renew_fr: Line | None = None

    def account(self) -> "deliver.Account":
        """Return how the server is reached.

        Raises :class:`InputError` ``mail_setting_missing``, ``mail_setting``, and as :class:`Account`.
        """
        if self.server is None:
            raise InputError("mail_setting_missing", where="mail.server", name="mail.server")
        for name, value, known in (("tls", self.tls, deliver.Tls), ("login", self.login, deliver.Login)):
            if value not in set(known):
                raise InputError("register_setting", where=f"{MAIL}.{name}", name=f"{MAIL}.{name}")
        return deliver.Account(
            server=self.server,
            port=self.port,
            tls=deliver.Tls(self.tls),
            login=deliver.Login(self.login),
            user=self.user,
            token_command=self.token_command,
            ca_file=self.ca_file,
            per_minute=self.per_minute,
        )

    def sender_box(self, language: str) -> "deliver.Mailbox":
        """Return who writes, in the name for ``language``; raise ``mail_setting_missing``, ``deliver_address``."""
        return _box(french_or(self.sender, self.sender_fr, language), "mail.sender")

    def reply_box(self) -> "deliver.Mailbox | None":
        """Return who reads the answers; raise ``deliver_address``."""
        return None if self.reply_to is None else _box(self.reply_to, "mail.reply_to")

    def envelope(self, language: str) -> str:
        """Return the address to which comes back what cannot be delivered; raise as :meth:`sender_box`."""
        return _box(self.bounces, "mail.bounces").address if self.bounces else self.sender_box(language).address

    def postal_in(self, language: str) -> str:
        """Return the postal address; raise ``mail_setting_missing``."""
        text = french_or(self.postal, self.postal_fr, language)
        if text is None:
            raise InputError("mail_setting_missing", where="mail.postal", name="mail.postal")
        return text

    def renew_in(self, language: str) -> str:
        """Return how to renew, or nothing."""
        return french_or(self.renew, self.renew_fr, language) or ""

    def require_letters(self) -> None:
        """Raise what a message could not be written for: no sender, no postal address, an address that is none."""
        for language in ("en", "fr"):
            self.envelope(language)
            self.postal_in(language)
        self.reply_box()

    def table(self) -> dict[str, object]:
        """Return what differs from the defaults, as it is written down."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        changed = {name: value for name, value in found.items() if value != getattr(MailSettings(), name)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in changed.items()}


def _box(text: str | None, name: str) -> "deliver.Mailbox":
    if text is None:
        raise InputError("mail_setting_missing", where=name, name=name)
    return deliver.Mailbox.parse(text, what=name)
