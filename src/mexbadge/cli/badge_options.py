"""Whose badges these are: the options by which commands on several badges of one person find and verify them."""

from argparse import Namespace
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from mexbadge.badge import Person
from mexbadge.cli.console import Console
from mexbadge.cli.files import expanded, read
from mexbadge.cli.judging import person_named, trust_lists
from mexbadge.cli.moments import moment
from mexbadge.cli.network import cache_of, network_of
from mexbadge.cli.parser import Parser
from mexbadge.errors import InputError
from mexbadge.skills import Holding, holdings_of
from mexbadge.texts import shown
from mexbadge.trust import ListedState, TrustList
from mexbadge.verify import Policy, Report, Verifier
from mexbadge.verify.receipts import beside

__all__ = [
    "Accepts",
    "accepts_of",
    "asked_of",
    "at_of",
    "badge_options",
    "holdings_in",
    "person_of",
    "reports_of",
    "verified",
    "verifier_of",
    "verifying_options",
]

Accepts = Callable[[str], bool]


def badge_options(parser: Parser) -> None:
    """Add ``--badges``, ``--recipient`` and what a verification needs."""
    parser.option("--badges", nargs="+", default=[], metavar="FILE", text="people_help_badges")
    parser.option("--recipient", action="append", default=[], metavar="IDENTITY", text="people_help_recipient")
    verifying_options(parser)


def verifying_options(parser: Parser) -> None:
    """Add what verifying badges needs: whose count, and what answers for the network."""
    parser.option("--issuer", action="append", default=[], metavar="DID|URL", text="cli_help_issuer_accepted")
    parser.option("--trust", action="append", default=[], metavar="FILE", text="cli_help_trust")
    parser.option("--trust-signer", action="append", default=[], metavar="DID", text="cli_help_trust_signer")
    parser.option("--resources", metavar="PATH", text="cli_help_resources")
    parser.option("--offline", action="store_true", text="cli_help_offline")
    parser.option("--cache", metavar="DIR", text="cli_help_cache")
    parser.option("--at", metavar="TIME", text="cli_help_at")


def at_of(arguments: Namespace) -> datetime:
    """Return the moment that is asked about."""
    return moment(arguments.at) or datetime.now(UTC)


def person_of(arguments: Namespace) -> Person | None:
    """Return the person of ``--recipient``, who may have several identities; raise ``verify_bad_recipient``."""
    return person_named(arguments.recipient)


def asked_of(arguments: Namespace, *, command: str) -> Person:
    """Return the person of a ``command`` that needs badges and whose they are; raise ``cli_missing_argument``."""
    person = person_of(arguments)
    missing = [] if arguments.badges else ["--badges"]
    if person is None:
        raise InputError("cli_missing_argument", names=", ".join([*missing, "--recipient"]), command=command)
    if missing:
        raise InputError("cli_missing_argument", names=missing[0], command=command)
    return person


def reports_of(arguments: Namespace, console: Console) -> tuple[Report, ...]:
    """Verify every badge; raise :class:`InputError` for a file that cannot be read."""
    return verified(verifier_of(arguments, console), expanded(arguments.badges), moment(arguments.at), console)


def verifier_of(arguments: Namespace, console: Console) -> Verifier:
    """Return the verifier that the options ask for; made once, it asks each address once."""
    return Verifier(Policy(trust=_lists(arguments, console)), network_of(arguments), cache_of(arguments))


def verified(verifier: Verifier, names: Iterable[str], at: datetime | None, console: Console) -> tuple[Report, ...]:
    """Verify the badges in files; raise :class:`InputError` for one that cannot be read."""
    return tuple(
        verifier.verify(read(name, console), at=at, name=name, receipt=None if name == "-" else beside(name))
        for name in names
    )


def accepts_of(arguments: Namespace, console: Console) -> Accepts | None:
    """Return whether an issuer counts, that ``--issuer`` names or a list does; ``None`` where none is given."""
    named, lists, at = frozenset(arguments.issuer), _lists(arguments, console), at_of(arguments)
    if not named and not lists:
        return None
    return lambda issuer: issuer in named or any(one.find(issuer, at=at).state is ListedState.ON for one in lists)


def holdings_in(arguments: Namespace, console: Console, *, accepts: Accepts | None = None) -> tuple[Holding, ...]:
    """Verify the badges and say how each stands for the person; warn where it is not said whose they are."""
    person = person_of(arguments)
    if person is None and arguments.badges:
        console.note(console.text("pathways_says_whose"))
    reports = reports_of(arguments, console)
    for report in reports:
        if report.badge is None:
            console.note(console.text("people_no_badge", name=shown(report.input)))
    return holdings_of(reports, person=person, accepts=accepts)


def _lists(arguments: Namespace, console: Console) -> tuple[TrustList, ...]:
    return trust_lists(arguments, console, network_of(arguments), at_of(arguments))
