"""What the commands on a log have in common: opening it, its key, what a badge commits to."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mexbadge import _limits, ledger, store
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError, LedgerError
from mexbadge.issuer.folder.settings import FILE, read_settings
from mexbadge.keys import Signer, load_signer
from mexbadge.ledger import Note, secured_bytes
from mexbadge.ledger.note import NOTE_BYTES
from mexbadge.verify.intake import take
from mexbadge.verify.subject import Subject

if TYPE_CHECKING:
    from mexbadge.ledger.log import Log

_OWN: Final = "ledger.db"
HERE: Final = "."
KEY_FILE: Final = "keys/log.pem"
"""Where an issuer's folder has the log's key."""

__all__ = [
    "badge_of",
    "content_of",
    "in_folder",
    "key_options",
    "key_place",
    "log_option",
    "log_place",
    "note_in",
    "open_log",
    "refused",
    "signer_of",
]


def log_option(parser: Parser) -> None:
    """Add ``--log`` and ``-C DIR``; without either, an issuer's folder in which one stands is meant."""
    parser.option("--log", metavar="FILE|URL", text="cli_help_ledger_log")
    parser.option("-C", "--folder", dest="folder", default=".", metavar="DIR", text="college_help_folder")


def key_options(parser: Parser) -> None:
    """Add ``--key`` and ``--passphrase-file``; in an issuer's folder the key is known."""
    parser.option("--key", metavar="FILE|URI", text="cli_help_ledger_key")
    passphrase.add_option(parser)


def open_log(arguments: Namespace) -> "Log":
    """Open the log; raise :class:`LedgerError` ``ledger_none``, and make no file where there is none."""
    place = log_place(arguments)
    if "://" not in place and not Path(place).exists():
        raise LedgerError("ledger_none", log=place)
    return ledger.log.Log.open(store.Database.open(place))


def in_folder(arguments: Namespace) -> Path | None:
    """Return the issuer's folder that is meant, or ``None`` where a log of its own is."""
    folder = Path(arguments.folder)
    return folder if not arguments.log and (folder / FILE).is_file() else None


def log_place(arguments: Namespace) -> str:
    """Return where the log is: what ``--log`` says, the register of the issuer's folder, or ``ledger.db``."""
    folder = in_folder(arguments)
    if folder is None and not arguments.log and arguments.folder != HERE:
        read_settings(Path(arguments.folder))  # says that it is none
    return read_settings(folder).register_at(folder) if folder else arguments.log or _OWN


def key_place(arguments: Namespace) -> str:
    """Return where the log's key is; raise :class:`InputError` ``cli_missing_argument`` where nothing says so."""
    folder = in_folder(arguments)
    if arguments.key:
        return str(arguments.key)
    if folder is None:
        raise InputError("cli_missing_argument", names="--key", command="mexbadge ledger")
    return str(folder / KEY_FILE)


def signer_of(arguments: Namespace, console: Console) -> Signer:
    """Load the log's key."""
    secret = passphrase.of_existing(arguments, console)
    return load_signer(key_place(arguments), verification_method="urn:mexbadge:log", passphrase=secret)


def badge_of(name: str, console: Console) -> Subject:
    """Find the badge in a file; raise :class:`InputError` where there is none."""
    taken = take(read(name, console))
    if taken.subject is None:
        finding = taken.findings[0]
        raise InputError(finding.code, where=finding.where, **finding.values)
    return taken.subject


def content_of(subject: Subject) -> tuple[bytes, str]:
    """Return what an entry commits to, and the badge's id."""
    named = subject.document.get("id")
    return secured_bytes(subject.raw), named if isinstance(named, str) else "-"


def note_in(name: str, console: Console) -> Note:
    """Read a note from a file."""
    return Note.parse(read(name, console, max_bytes=min(NOTE_BYTES, _limits.CREDENTIAL_BYTES)))


def refused(error: LedgerError | InputError, console: Console) -> int:
    """Say what contradicts itself; the exit code is 1, as for a badge that is not valid."""
    console.fail(error)
    return 1
