"""The settings of an exchange: the file ``exchange.toml`` in its folder. No secret stands in it."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from mexbadge import _json
from mexbadge.deliver.accounts import Account, Login, Tls
from mexbadge.deliver.addresses import Mailbox
from mexbadge.deliver.imap import ImapBox
from mexbadge.errors import InputError, within
from mexbadge.models.forms import Count, DocumentForm, Flag, Ident, Names, form_of, load_table

__all__ = ["CONFIG", "ExchangeConfig", "ExchangeMail", "PlaceRule"]

CONFIG: Final = "exchange.toml"
"""The name of the file."""
_DAYS: Final = 3660
_Days = Annotated[Count, Field(ge=1, le=_DAYS)]


class PlaceRule(StrEnum):
    """Who gets a place that several could take; ``best-total``: as many and as good matches as can be, over all."""

    BEST_TOTAL = "best-total"
    FIRST_COME = "first-come"


class ExchangeMail(DocumentForm):
    """How messages go out: who writes, where answers are read, and through which server (as of :class:`Account`).

    ``plus``: letters to ``name+anything`` arrive in the mailbox ``name`` as well.
    """

    sender: Ident
    answers: Ident | None = None
    postal: Ident
    server: Ident | None = None
    port: Count = 0
    tls: Literal["starttls", "tls", "none"] = "starttls"
    login: Literal["none", "password"] = "none"
    user: Ident | None = None
    ca_file: Ident | None = None
    per_minute: Count = 60
    plus: Flag = False
    imap: Ident | None = None
    imap_port: Count = 993
    imap_user: Ident | None = None
    imap_folder: Ident = "INBOX"

    @property
    def sender_box(self) -> Mailbox:
        """Who writes; raises ``deliver_address``."""
        return Mailbox.parse(self.sender, what="mail.sender")

    @property
    def answers_box(self) -> Mailbox:
        """Where answers are read: the sender, unless another mailbox is named; raises ``deliver_address``."""
        return Mailbox.parse(self.answers or self.sender, what="mail.answers")

    def mailbox(self, secret: Callable[[], str]) -> ImapBox:
        """Return where answers are read over IMAP; raises ``exchange_no_imap``."""
        user = self.imap_user or self.user
        if self.imap is None or user is None:
            raise InputError("exchange_no_imap", where="mail.imap")
        return ImapBox(self.imap, user, secret, port=self.imap_port, folder=self.imap_folder, ca_file=self.ca_file)

    @property
    def account(self) -> Account:
        """How the server is reached; raises ``exchange_no_server``, and as :class:`Account`."""
        if self.server is None:
            raise InputError("exchange_no_server", where="mail.server")
        ways = {"tls": Tls(self.tls), "login": Login(self.login), "per_minute": self.per_minute}
        return Account(self.server, self.port, user=self.user, ca_file=self.ca_file, **ways)  # type: ignore[arg-type]


class ExchangeConfig(DocumentForm):
    """What the administrator decided: who the exchange is, where its register is, and by which rules it works.

    ``hold``: messages to employers, applicants and colleges wait until they are approved. ``places``: the rule by which
    places go. ``answer_days``: how long a match waits for answers; ``code_days``: how long a code to confirm an address
    counts; ``wording`` is the version of the text to which people agree, ``consent_days`` how long that holds.
    ``zone`` is where days begin and end: those of vacancies, sessions and approvals.
    ``keep_days``: for how long postings and applications are kept once they are over; ``told_days``: within how long
    whoever was interviewed is to be told how it ended.
    ``issuers`` names by the id of a college, or of its issuer, the issuing folder out of which the badges of completed
    courses are issued, from the folder of the exchange; where none is named, they are awaited.
    ``site`` is the https address at which the public pages lie.
    ``skills`` names the list of skills, ``signer`` the verification method of the key that signs the trust
    list, where it is not to be a ``did:key``.
    """

    name: Names
    register_url: Annotated[Ident, Field(alias="register")] = "sqlite:///exchange.db"
    skills: Ident | None = None
    signer: Ident | None = None
    zone: Ident = "America/Toronto"
    hold: Flag = True
    places: Literal["best-total", "first-come"] = PlaceRule.BEST_TOTAL.value
    answer_days: _Days = 14
    code_days: _Days = 14
    wording: Ident = "mexbadge-1"
    consent_days: _Days = 730
    keep_days: _Days = 1096
    told_days: _Days = 45
    issuers: dict[str, Ident] | None = None
    site: Ident | None = None
    mail: ExchangeMail

    @classmethod
    def load(cls, folder: str | PathLike[str]) -> Self:
        """Read the settings of a folder.

        Raises :class:`InputError` ``exchange_no_folder``, ``form_toml``, and as :func:`form_of`.
        """
        path = Path(folder) / CONFIG
        if not path.is_file():
            raise InputError("exchange_no_folder", path=str(folder), name=CONFIG)
        with within(path):
            found = form_of(cls, load_table(path))
            _ = (found.mail.sender_box, found.mail.answers_box, found.clock_zone)
        return found

    @property
    def clock_zone(self) -> tzinfo:
        """Where days begin and end; raises :class:`InputError` ``exchange_zone`` for a place that nobody knows."""
        if self.zone == "UTC":
            return UTC
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise InputError("exchange_zone", where="zone", value=self.zone) from None

    def here(self, at: datetime) -> datetime:
        """Return the same moment as it is written where the exchange is."""
        return at.astimezone(self.clock_zone)

    def day(self, at: datetime) -> date:
        """Return which day it is where the exchange is."""
        return self.here(at).date()

    def text(self) -> str:
        """Return the file."""
        table = self.model_dump(mode="json", by_alias=False)
        table["register"] = table.pop("register_url")
        del table["mail"]
        mail = self.mail.model_dump(mode="json", by_alias=False, exclude_defaults=True)
        lines = [f"{name} = {_toml(value)}" for name, value in table.items() if value is not None]
        return "\n".join([*lines, "", "[mail]", *(f"{name} = {_toml(value)}" for name, value in mail.items()), ""])


def _toml(value: Any) -> str:  # noqa: ANN401 - a value of TOML
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_json.dumps(name)} = {_toml(one)}" for name, one in value.items()) + "}"
    return _json.dumps(value)
