"""What was issued.

- ``list``: what was issued, and how it stands.
- ``share``: what a holder needs to show a badge, and codes to print: links, HTML, a card, QR codes.
"""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mexbadge import artwork
from mexbadge._json import JsonObject, dumps
from mexbadge.bake import sniff
from mexbadge.cli.console import Console
from mexbadge.cli.files import require_free, write
from mexbadge.cli.folder_options import folder_options, open_to_look, require_known, who_of
from mexbadge.cli.moments import moment
from mexbadge.cli.parser import Parser
from mexbadge.credentials.sharing import Sharing, sharing_of
from mexbadge.errors import InputError
from mexbadge.issuer import Filters, Issuer, Record, Status
from mexbadge.tabular.writing import table_parts
from mexbadge.texts import Lang, shown

if TYPE_CHECKING:
    from mexbadge.artwork.sheets import Ticket

EXAMPLES_LIST: Final = (
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
    "consent_source",
    "consent_withdrawn",
    "language",
    "batch",
    "line",
    "key",
    "file",
    "forgotten",
)


def configure_list(parser: Parser) -> None:
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


def run_list(arguments: Namespace, console: Console) -> int:
    """Print one line for each badge, or an object, or write a list."""
    issuer = open_to_look(arguments, console)
    require_known(issuer, achievement=arguments.achievement, person=arguments.to, ref=arguments.ref)
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
        parts = table_parts([*_MEMBERS, "page", "private_link"], rows)
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
    places = {"page": issuer.shown_page(record.page), "private_link": _private(issuer, record)}
    return {**facts, "status": record.status.value, **places}


def _private(issuer: Issuer, record: Record) -> str | None:
    """Return the holder's private link, where pages are published and the holder is not named on this one."""
    shown_there = not issuer.settings.pages or record.consent is True or record.forgotten is not None
    return None if shown_there else issuer.holder_url(record)


def _columns(record: Record, console: Console) -> tuple[str, ...]:
    who = who_of(record)
    status = console.text(f"college_status_{record.status.value}")
    return (record.issued[:10], record.id.rpartition(":")[2], shown(record.slug), status, shown(who))


EXAMPLES_SHARE: Final = (
    "mexbadge share urn:uuid:5f0c3a4e-0000-4000-8000-000000000001",
    "mexbadge share -C badges --to name@example.ca --out kit",
    "mexbadge share -C badges --achievement psw-dementia-care --print codes.png --names",
)


def configure_share(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("ids", nargs="*", metavar="ID", text="share_help_ids")
    parser.option("--to", metavar="IDENTITY", text="college_help_of")
    parser.option("--achievement", metavar="SLUG", text="college_help_only_achievement")
    parser.option("-o", "--out", metavar="DIR", text="share_help_out")
    parser.option("--print", dest="sheet", metavar="FILE", text="share_help_print")
    parser.option("--names", action="store_true", text="share_help_names")
    parser.option("--force", action="store_true", text="cli_help_force")
    folder_options(parser, secret=False)


def run_share(arguments: Namespace, console: Console) -> int:
    """Say the links of each badge, and write what was asked for."""
    if not arguments.ids and not arguments.to and not arguments.achievement:
        raise InputError("cli_missing_argument", names="ID, --to, --achievement", command="mexbadge share")
    issuer = open_to_look(arguments, console)
    require_known(issuer, achievement=arguments.achievement, person=arguments.to)
    records = list(_records(issuer, arguments))
    if not records:
        raise InputError("share_nobody")
    sheets = _sheets(arguments.sheet, len(records))
    for path in sheets:
        require_free(path, force=arguments.force)
    for record in records:
        sharing, document = _sharing(issuer, record)
        files = _kit(issuer, record, sharing, document) if arguments.out else {}
        folder = Path(arguments.out or ".") / record.id.rpartition(":")[2]
        for name, content in files.items():
            write(str(folder / name), content, console, force=arguments.force, private=True)
        _tell(record, sharing, [str(folder / name) for name in files], _private(issuer, record), console)
    for place, path in enumerate(sheets):
        some = records[place * artwork.sheets.PER_SHEET : (place + 1) * artwork.sheets.PER_SHEET]
        tickets = [_ticket(issuer, record, names=arguments.names) for record in some]
        write(path, artwork.sheets.print_sheet(tickets), console, force=arguments.force, private=True)
        console.note(console.text("cli_written", path=path))
    if not console.json:
        console.note(console.text("share_says_page"))
    return 0


def _records(issuer: Issuer, arguments: Namespace) -> Iterator[Record]:
    """Yield the badges that were asked for; of a person or an achievement those that are in force."""
    for name in arguments.ids:
        record = issuer.record(name)
        if record.status is not Status.ACTIVE:
            raise InputError("share_not_in_force", id=record.id)
        yield record
    if arguments.to or arguments.achievement:
        for record in issuer.list(Filters(achievement=arguments.achievement, to=arguments.to)):
            if record.status is Status.ACTIVE and record.id not in arguments.ids and record.forgotten is None:
                yield record


def _sheets(name: str | None, count: int) -> list[str]:
    """Return the names of the sheets that hold so many codes."""
    if name is None:
        return []
    path = Path(name)
    pages = -(-count // artwork.sheets.PER_SHEET)
    return [name if pages == 1 else str(path.with_stem(f"{path.stem}-{page}")) for page in range(1, pages + 1)]


def _sharing(issuer: Issuer, record: Record) -> tuple[Sharing, JsonObject]:
    document = issuer.issued(record.id).document
    name = _name(issuer, record)
    facts = {
        "name": name,
        "organization": issuer.settings.called(_language(issuer, record)),
        "organization_id": issuer.settings.linkedin,
        "page": issuer.page_url(record.page),
        "id": record.id,
        "picture": _picture(document),
    }
    return sharing_of(facts, valid_from=record.valid_from, valid_until=record.valid_until, alt=name), document


def _language(issuer: Issuer, record: Record) -> Lang:
    return issuer.settings.language_for(record.language)


def _name(issuer: Issuer, record: Record) -> str:
    """Return what was awarded, as its holder's language has it."""
    awarded = issuer.version_of(record)
    return record.slug if awarded is None else awarded.called(_language(issuer, record))


def _picture(document: JsonObject) -> str | None:
    """Return the address of the picture that a badge of 3.0 names."""
    image = document.get("image")
    name = image.get("id") if isinstance(image, dict) else image
    return name if isinstance(name, str) and name.startswith("https://") else None


def _kit(issuer: Issuer, record: Record, sharing: Sharing, document: JsonObject) -> dict[str, bytes]:
    """Return the files for one badge."""
    picture = issuer.issued(record.id).image
    plain = picture if picture is not None and sniff(picture) == "png" else None
    code = artwork.codes.code_of(sharing.page, "Q")
    college = issuer.settings.called(_language(issuer, record))
    year = str(document.get("validFrom") or document.get("issuedOn") or "")[:4]
    shown = artwork.sheets.Card(_name(issuer, record), college, artwork.design.palette_for(college), year, plain)
    return {
        "card.png": artwork.sheets.card(shown),
        "qr.png": artwork.codes.code_png(code),
        "qr.svg": artwork.codes.code_svg(code, sharing.page),
        "links.json": f"{dumps(asdict(sharing), indent=2)}\n".encode(),
    }


def _ticket(issuer: Issuer, record: Record, *, names: bool) -> "Ticket":
    who = (record.name or record.ref or "") if names else ""
    label = " · ".join(filter(None, [_name(issuer, record), who]))
    return artwork.sheets.Ticket(issuer.page_url(record.page), label)


def _tell(record: Record, sharing: Sharing, files: Sequence[str], private: str | None, console: Console) -> None:
    if console.json:
        told = {"id": record.id, **asdict(sharing), "files": list(files)}
        console.say(dumps(told if private is None else {**told, "private_link": private}))
        return
    console.say(record.id)
    for code in ("page", "linkedin", "post", "html"):
        console.say(f"  {console.text(f'share_{code}')}  {getattr(sharing, code)}")
    if private is not None:
        console.say(f"  {console.text('share_private')}  {private}")
    for path in files:
        console.note(console.text("cli_written", path=path))
