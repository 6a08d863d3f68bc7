"""``mexbadge list``: what was issued, and how it stands."""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.cli.folder_options import folder_options, open_to_look
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.issuer import Filters, Issuer, Record, Status
from mexbadge.tabular.writing import table_parts
from mexbadge.texts import shown

EXAMPLES: Final = (
    "mexbadge list",
    "mexbadge list -C badges --achievement psw-dementia-care --status revoked",
    "mexbadge list --since 2026-01-01 --json",
)
_MEMBERS: Final = (
    "id",
    "slug",
    "status",
    "issued",
    "valid_from",
    "valid_until",
    "status_since",
    "reason_en",
    "reason_fr",
    "replaces",
    "replaced_by",
    "ref",
    "name",
    "identity",
    "consent",
    "consent_for",
    "consent_since",
    "language",
    "batch",
    "line",
    "key",
    "file",
    "forgotten",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--achievement", metavar="SLUG", text="college_help_only_achievement")
    parser.option("--status", choices=[status.value for status in Status], text="college_help_status")
    parser.option("--since", metavar="TIME", text="college_help_since")
    parser.option("--before", metavar="TIME", text="college_help_before")
    parser.option("--ends-before", metavar="TIME", text="college_help_ends_before")
    parser.option("--to", metavar="IDENTITY", text="college_help_of")
    parser.option("--ref", metavar="REF", text="college_help_ref")
    parser.option("--csv", metavar="FILE", text="college_help_list_csv")
    parser.option("--force", action="store_true", text="cli_help_force")
    folder_options(parser, secret=False)


def run(arguments: Namespace, console: Console) -> int:
    """Print one line for each badge, or an object, or write a list."""
    issuer = open_to_look(arguments, console)
    filters = Filters(
        achievement=arguments.achievement,
        status=arguments.status,
        since=moment(arguments.since),
        until=moment(arguments.before),
        ends_before=moment(arguments.ends_before),
        to=arguments.to,
        ref=arguments.ref,
    )
    if console.json:
        for record in issuer.list(filters):
            console.say(dumps(_facts(record, issuer)))
        return 0
    if arguments.csv:
        rows = (tuple(_facts(record, issuer).values()) for record in issuer.list(filters))
        parts = table_parts([*_MEMBERS, "page"], rows)
        write(arguments.csv, parts, console, force=arguments.force, private=True)
        console.note(console.text("cli_written", path=arguments.csv))
        return 0
    slug = max((len(shown(slug)) for slug in issuer.register.slugs()), default=0)
    status = max(len(console.text(f"college_status_{one.value}")) for one in Status)
    count = 0
    for count, record in enumerate(issuer.list(filters), 1):  # noqa: B007 - how many there were
        day, name, title, how, who = _columns(record, console)
        console.say(f"{day}  {name:<36}  {title:<{slug}}  {how:<{status}}  {who}".rstrip())
    console.note(console.text("college_listed", count=count))
    return 0


def _facts(record: Record, issuer: Issuer) -> dict[str, object]:
    facts: dict[str, object] = {name: getattr(record, name) for name in _MEMBERS}
    return {**facts, "status": record.status.value, "page": issuer.shown_page(record.page)}


def _columns(record: Record, console: Console) -> tuple[str, ...]:
    who = record.name or record.identity or record.ref or ""
    status = console.text(f"college_status_{record.status.value}")
    return (record.issued[:10], record.id.rpartition(":")[2], shown(record.slug), status, shown(who))
