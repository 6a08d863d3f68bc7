"""Which log is believed, and which witnesses: the options that say so, for commands that need no log of their own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mexbadge import ledger
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError

if TYPE_CHECKING:
    from mexbadge.ledger import LogPolicy

__all__ = ["policy_of", "policy_options"]


def policy_options(parser: Parser, *, required: bool) -> None:
    """Add ``--log-key``, ``--witness`` and ``--quorum``."""
    parser.option("--log-key", required=required, metavar="VKEY", text="cli_help_ledger_log_key")
    parser.option("--witness", action="append", default=[], metavar="VKEY", text="cli_help_ledger_witness")
    parser.option("--quorum", type=int, metavar="N", text="cli_help_ledger_quorum")


def policy_of(log_key: str, witnesses: Sequence[str], quorum: int | None) -> "LogPolicy":
    """Return which log is believed, and how many of its witnesses must have spoken: all, unless told otherwise."""
    keys = tuple(ledger.NoteKey.parse(text) for text in witnesses)
    if not keys and quorum is not None:
        raise InputError("ledger_quorum_range", threshold=quorum, count=0)
    asked = ledger.WitnessPolicy(keys, len(keys) if quorum is None else quorum) if keys else None
    return ledger.LogPolicy.of(log_key, asked)
