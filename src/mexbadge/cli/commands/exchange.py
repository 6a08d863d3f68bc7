"""``mexbadge exchange ...``: the work of whoever runs an exchange."""

import os
from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli import passphrase
from mexbadge.cli.console import Console
from mexbadge.cli.exchange_options import exchange_options, network_options, open_exchange
from mexbadge.cli.files import expanded, read, write
from mexbadge.cli.hire_options import hire_of, hire_options
from mexbadge.cli.parser import Parser
from mexbadge.deliver import MailServer, State
from mexbadge.errors import InputError
from mexbadge.issuer.folder.places import require_site
from mexbadge.match.exchange import Exchange, ExchangeConfig
from mexbadge.match.exchange.receiving import Came
from mexbadge.models.forms import form_of
from mexbadge.skills import load_taxonomy
from mexbadge.tabular import table_csv
from mexbadge.tabular.sheet import FILE_BYTES
from mexbadge.texts import shown
from mexbadge.workflows.awarding import award_from

_PASSWORD: Final = "MEXBADGE_MAIL_PASSWORD"  # noqa: S105 - the name of a variable, not a secret

EXAMPLES_INIT: Final = (
    'mexbadge exchange init mex --name "MEX" --sender "MEX <mex@mex.example>" --postal "1 King St, Toronto ON"',
    'mexbadge exchange init mex --name MEX --sender mex@mex.example --postal "1 King St" --register postgresql://db/mex',
)


def configure_init(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("folder", metavar="DIR", text="exchange_help_new")
    parser.option("--name", required=True, metavar="NAME", text="exchange_help_name")
    parser.option("--sender", required=True, metavar="MAILBOX", text="exchange_help_sender")
    parser.option("--answers", metavar="MAILBOX", text="exchange_help_answers")
    parser.option("--postal", required=True, metavar="TEXT", text="exchange_help_postal")
    parser.option("--register", default="sqlite:///exchange.db", metavar="URL", text="exchange_help_register")
    parser.option("--skills", metavar="FILE", text="exchange_help_skills")
    parser.option("--places", choices=("best-total", "first-come"), default="best-total", text="exchange_help_places")
    parser.option("--zone", default="America/Toronto", metavar="ZONE", text="exchange_help_zone")
    parser.option("--site", metavar="URL", text="exchange_help_site")
    parser.option("--send-at-once", action="store_true", text="exchange_help_at_once")
    parser.option("--no-passphrase", action="store_true", text="exchange_help_no_passphrase")
    passphrase.add_option(parser)


def run_init(arguments: Namespace, console: Console) -> int:
    """Make the folder."""
    mail = {"sender": arguments.sender, "postal": arguments.postal, "answers": arguments.answers}
    table: dict[str, object] = {
        "name": arguments.name,
        "register": arguments.register,
        "places": arguments.places,
        "zone": arguments.zone,
        "hold": not arguments.send_at_once,
        "mail": {name: value for name, value in mail.items() if value is not None},
    }
    if arguments.site is not None:
        require_site(arguments.site, where="site")
        table["site"] = arguments.site
    if arguments.skills:
        load_taxonomy(arguments.skills)  # what is wrong with it is said before anything is made
        table["skills"] = f"skills{Path(arguments.skills).suffix}"
    config = form_of(ExchangeConfig, table)
    made = Exchange.create(arguments.folder, config, passphrase=passphrase.of_new(arguments, console))
    if config.skills is not None:
        (made.folder / config.skills).write_bytes(Path(arguments.skills).read_bytes())
    if console.json:
        console.say(dumps({"folder": str(made.folder), "register": made.book.database.name}))
        return 0
    console.done("exchange_made", path=str(made.folder))
    return 0


EXAMPLES_IMPORT: Final = (
    "mexbadge exchange import -C mex --employers employers.csv --colleges colleges.csv --courses courses.csv",
    "mexbadge exchange import -C mex --applicants applicants.csv --vacancies vacancies/*.json",
    "mexbadge exchange import -C mex --all export.json",
)
_KINDS: Final = ("employers", "colleges", "applicants", "vacancies", "courses", "consents", "all")


def configure_import(parser: Parser) -> None:
    """Add the arguments."""
    for kind in _KINDS:
        parser.option(f"--{kind}", nargs="+", default=[], metavar="FILE", text=f"exchange_help_in_{kind}")
    exchange_options(parser)


def run_import(arguments: Namespace, console: Console) -> int:
    """Read everything, then write it whole; exit code 2 where anything is wrong, and nothing was written.

    A record of before that is damaged is said (exit code 2 as well), and stops itself alone.
    """
    names = {kind: list(expanded(getattr(arguments, kind))) for kind in _KINDS}
    if not any(names.values()):
        known = " | ".join(f"--{kind}" for kind in _KINDS)
        raise InputError("cli_missing_argument", names=known, command="mexbadge exchange import")
    files = {
        kind: [(name, read(name, console, max_bytes=FILE_BYTES)) for name in listed] for kind, listed in names.items()
    }
    exchange = open_exchange(arguments)
    counts, damaged = exchange.bring_in(files), exchange.damaged()
    if console.json:
        listed = [{"kind": kind, "id": name} for kind, name in damaged]
        console.say(dumps({**counts, **({"damaged": listed} if listed else {})}))
        return 2 if damaged else 0
    _say_counts(counts, console)
    for kind, name in damaged:
        console.note(console.text("exchange_damaged", kind=kind, id=shown(name)))
    return 2 if damaged else 0


EXAMPLES_EXPORT: Final = (
    "mexbadge exchange export trust -C mex --out approved.json",
    "mexbadge exchange export all -C mex --out export.json",
    "mexbadge exchange export tables -C mex --out tables",
    "mexbadge exchange export webhooks -C mex --out secrets.csv",
)
_WHAT: Final = ("trust", "all", "tables", "webhooks")


def configure_export(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("what", choices=_WHAT, text="exchange_help_what")
    parser.option("--out", required=True, metavar="FILE", text="exchange_help_out")
    parser.option("--force", action="store_true", text="cli_help_force")
    exchange_options(parser)
    passphrase.add_option(parser)


def run_export(arguments: Namespace, console: Console) -> int:
    """Write what was asked for; whatever names people is its owner's alone."""
    exchange = open_exchange(arguments)
    if arguments.what == "tables":
        files = {str(Path(arguments.out) / name): data for name, data in exchange.exported_tables().items()}
    elif arguments.what == "webhooks":
        files = {arguments.out: table_csv(("employer", "webhook", "secret"), exchange.webhook_secrets())}
    elif arguments.what == "all":
        files = {arguments.out: f"{dumps(exchange.exported(), indent=2)}\n".encode()}
    else:
        document = exchange.trust_list(exchange.signer(passphrase.of_existing(arguments, console)))
        files = {arguments.out: f"{dumps(document, indent=2)}\n".encode()}
    for name, data in files.items():
        write(name, data, console, force=arguments.force, private=arguments.what != "trust")
        if name != "-":
            console.note(console.text("cli_written", path=name))
    return 0


EXAMPLES_INTAKE: Final = (
    "mexbadge exchange intake -C mex inbox",
    "mexbadge exchange intake -C mex badges --resources demo",
)


def configure_intake(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("source", metavar="DIR", text="exchange_help_intake")
    exchange_options(parser)
    network_options(parser)


def run_intake(arguments: Namespace, console: Console) -> int:
    """Take badges in; exit code 1 where one was refused, 3 where one could not be decided."""
    worst = 0
    for one in open_exchange(arguments).intake(arguments.source):
        worst = max(worst, {Came.REFUSED: 1, Came.LATER: 3}.get(one.came, 0))
        if console.json:
            why = None if one.why is None else one.why.code
            console.say(dumps({"name": one.name, "came": one.came.value, "applicant": one.applicant, "why": why}))
            continue
        said = console.text(f"exchange_came_{one.came.value}", name=shown(one.name))
        who = "" if one.applicant is None else f" ({shown(one.applicant)})"
        console.say(f"{said}{who}" if one.why is None else f"{said}: {one.why.message(console.lang)}")
    return worst


EXAMPLES_APPROVE: Final = ("mexbadge exchange approve -C mex", "mexbadge exchange approve -C mex --all")


def configure_approve(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("numbers", nargs="*", type=int, metavar="NUMBER", text="exchange_help_numbers")
    parser.option("--all", action="store_true", text="exchange_help_all")
    exchange_options(parser)


def run_approve(arguments: Namespace, console: Console) -> int:
    """List the messages that are held, or let some or all go."""
    exchange = open_exchange(arguments)
    if not arguments.all and not arguments.numbers:
        for one in exchange.held():
            if console.json:
                console.say(dumps({"number": one.number, "kind": one.kind, "to": one.subject}))
            else:
                what = console.text(f"exchange_told_{one.kind.replace('-', '_')}")
                console.say(f"{one.number:>6}  {what}  {shown(one.subject)}")
        return 0
    count = exchange.approve(None if arguments.all else arguments.numbers)
    if console.json:
        console.say(dumps({"approved": count}))
    else:
        console.done("exchange_approved", count=count)
    return 0


EXAMPLES_SEND: Final = ("mexbadge exchange send -C mex", "mexbadge exchange send -C mex --eml letters")


def configure_send(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--eml", metavar="DIR", text="exchange_help_eml")
    parser.option("--password-file", metavar="FILE", text="mail_help_password_file")
    exchange_options(parser)


def run_send(arguments: Namespace, console: Console) -> int:
    """Send what is due, letters and webhooks; exit code 2 where something did not go."""
    exchange = open_exchange(arguments)
    counts: Counter[State] = Counter()
    if arguments.eml:
        counts.update(one.outcome.state for one in exchange.write_letters(arguments.eml))
    else:
        server = MailServer(exchange.config.mail.account, secret=lambda: _password(arguments, console))
        try:
            counts.update(one.outcome.state for one in exchange.send(server.send))
        finally:
            server.close()
    counts.update(one.outcome.state for one in exchange.send_hooks())
    held = len(exchange.held())
    if console.json:
        console.say(dumps({**{state.value: count for state, count in counts.items()}, "held": held}))
    else:
        for state in State:
            if counts[state]:
                console.done(f"mail_done_{state.value}", count=counts[state])
        if held:
            console.note(console.text("exchange_held", count=held))
        if not counts:
            console.done("exchange_nothing_due")
    return 2 if counts[State.REFUSED] + counts[State.UNSURE] else 0


def _password(arguments: Namespace, console: Console) -> str:
    if arguments.password_file:
        return read(arguments.password_file, console).decode("utf-8", "replace").rstrip("\r\n")
    if word := os.environ.get(_PASSWORD, ""):
        return word
    raise InputError("mail_needs_password", variable=_PASSWORD)


EXAMPLES_INBOX: Final = (
    "mexbadge exchange inbox -C mex",
    "mexbadge exchange inbox -C mex answers",
    "mexbadge exchange inbox -C mex mail.mbox",
)


def configure_inbox(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("source", nargs="?", metavar="DIR|MBOX", text="exchange_help_inbox")
    parser.option("--password-file", metavar="FILE", text="mail_help_password_file")
    exchange_options(parser)


def run_inbox(arguments: Namespace, console: Console) -> int:
    """Read answers; a letter that is none is left alone."""
    exchange = open_exchange(arguments)
    source = arguments.source or exchange.config.mail.mailbox(lambda: _password(arguments, console)).letters()
    for one in exchange.inbox(source):
        if console.json:
            kind = None if one.query is None else one.query.kind.value
            console.say(dumps({"name": one.name, "read": one.read.value, "question": kind, "answer": one.given}))
            continue
        code = f"exchange_read_{one.read.value.replace('-', '_')}"
        line = console.text(code, name=shown(one.name), answer=one.given or "-")
        console.say(line if one.why is None else f"{line}: {one.why.message(console.lang)}")
    return 0


EXAMPLES_ANSWER: Final = (
    "mexbadge exchange answer -C mex abcdefghijklmnopqrstuvwxyz yes",
    "mexbadge exchange answer -C mex abcdefghijklmnopqrstuvwxyz stop",
)


def configure_answer(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("code", metavar="CODE", text="exchange_help_code")
    parser.option("answer", choices=("yes", "no", "gone", "stop"), text="exchange_help_answer")
    hire_options(parser)
    exchange_options(parser)


def run_answer(arguments: Namespace, console: Console) -> int:
    """Take one answer by its code."""
    query = open_exchange(arguments).answer(arguments.code, arguments.answer, hire=hire_of(arguments))
    if console.json:
        console.say(dumps({"question": query.kind.value, "about": query.about, "answer": arguments.answer}))
    else:
        console.done("exchange_answered", answer=arguments.answer)
    return 0


EXAMPLES_RUN: Final = ("mexbadge exchange run -C mex", "mexbadge exchange run -C mex --dry-run")


def configure_run(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--dry-run", action="store_true", text="exchange_help_dry")
    exchange_options(parser)
    network_options(parser)
    passphrase.add_option(parser)


def run_run(arguments: Namespace, console: Console) -> int:
    """Run once; exit code 2 where a record could not be read and the rest was done."""
    exchange = open_exchange(arguments)
    folders = {name: exchange.folder / place for name, place in (exchange.config.issuers or {}).items()}
    secret = passphrase.of_existing(arguments, console)
    award = award_from(folders, passphrase=secret, clock=exchange.now) if folders else None
    found = exchange.run(dry=arguments.dry_run, award=award)
    for one in found:
        if console.json:
            console.say(dumps({"kind": one.kind, "subject": one.subject, "facts": dict(one.facts)}))
        else:
            console.say(console.text(f"exchange_did_{one.kind.replace('-', '_')}", subject=shown(one.subject)))
    if not console.json:
        if not found:
            console.done("exchange_did_nothing")
        if arguments.dry_run:
            console.note(console.text("exchange_did_dry"))
    return 2 if any(one.kind == "failed" for one in found) else 0


def _say_counts(counts: dict[str, int], console: Console) -> None:
    """Say of each kind how many rows are new or changed, or that nothing is."""
    for kind, count in counts.items():
        console.done(f"exchange_said_{kind}", count=count)
    if not counts:
        console.done("exchange_said_same")
