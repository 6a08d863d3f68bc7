"""``mexbadge ledger append``: enter badges in the log, all of them or none."""

import secrets
from argparse import Namespace
from datetime import UTC, datetime
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import expanded
from mexbadge.cli.log_options import badge_of, content_of, log_option, open_log
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.ledger import EntryKind, commit

EXAMPLES: Final = ("mexbadge ledger append badge.png", "mexbadge ledger append --kind revoke badge.png")
_KINDS: Final = (EntryKind.ISSUE, EntryKind.REVOKE, EntryKind.SUSPEND, EntryKind.RESTORE)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("files", nargs="+", metavar="FILE", text="cli_help_ledger_badges")
    log_option(parser)
    parser.option("--kind", choices=[str(kind) for kind in _KINDS], default="issue", text="cli_help_ledger_kind")
    parser.option("--at", metavar="TIME", text="cli_help_ledger_at")


def run(arguments: Namespace, console: Console) -> int:
    """Read every badge first, then append in one transaction."""
    log = open_log(arguments)
    at = moment(arguments.at) or datetime.now(UTC)
    kind = EntryKind(arguments.kind)
    found = [content_of(badge_of(name, console)) for name in expanded(arguments.files)]
    entries = [commit(kind, content, subject=name, at=at, rng=secrets.token_bytes) for content, name in found]
    with log.database.transaction() as connection:
        places = log.append(connection, entries)
    for index, entry in zip(places, entries, strict=True):
        if console.json:
            console.say(dumps({"index": index, "subject": entry.subject}))
        else:
            console.tell("ledger_said_appended", index=index, subject=entry.subject)
    return 0
