"""``mexbadge nightly``: what is due, unattended; it says only what needs a person."""

import os
from argparse import Namespace
from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mexbadge import _limits
from mexbadge._json import dumps
from mexbadge.cli.commands.publish import CHECK_NETWORK, copy_options
from mexbadge.cli.commands.send import PASSWORD
from mexbadge.cli.console import Console
from mexbadge.cli.files import read
from mexbadge.cli.folder_options import folder_options, open_to_write
from mexbadge.cli.parser import Parser
from mexbadge.cli.problems import say_problem
from mexbadge.deliver import MailServer, State
from mexbadge.errors import InputError
from mexbadge.fetch import HttpFetcher
from mexbadge.issuer import Issuer
from mexbadge.issuer.mailing import Mailing
from mexbadge.publish.checking import Noticed, certificate_end, check_site
from mexbadge.publish.copying import place_of
from mexbadge.publish.nightly import NightPlan, NightStepDone, alone, run_night
from mexbadge.publish.site import host_of
from mexbadge.trust import TrustList

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES: Final = (
    "mexbadge nightly -C badges --out site --passphrase-file /etc/mexbadge/passphrase",
    "mexbadge nightly -C badges --out site --to /srv/badges --check --send --json",
)
_TROUBLED: Final = frozenset({State.REFUSED, State.UNSURE})


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("--out", metavar="DIR", text="site_help_out")
    copy_options(parser)
    parser.option("--send", action="store_true", text="nightly_help_send")
    parser.option("--password-file", metavar="FILE", text="mail_help_password_file")
    parser.option("--check", action="store_true", text="nightly_help_check")
    parser.option("--allow-private", action="append", default=[], metavar="HOST", text="cli_help_allow_private")
    parser.option("--proxy", metavar="URL", text="cli_help_proxy")
    parser.option("--trust", action="append", default=[], metavar="FILE", text="nightly_help_trust")
    folder_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Do what is due; 0 where nobody is needed, 1 where somebody is, 3 where it could not be found out."""
    if (arguments.proxy or arguments.allow_private) and not arguments.check:
        raise InputError("cli_missing_argument", names="--check", command="mexbadge nightly")
    if not arguments.out and (arguments.to or arguments.check):
        raise InputError("cli_missing_argument", names="--out", command="mexbadge nightly")
    found: Counter[Noticed] = Counter()
    with alone(Path(arguments.folder)):
        issuer = open_to_write(arguments, console)
        for done in run_night(issuer, _plan(issuer, arguments, console)):
            found.update(one.outcome for one in done.needs)
            _say(done, console)
    if not console.json and not found:
        console.done("nightly_nobody")
    return 1 if found[Noticed.FAILED] else 3 if found[Noticed.UNKNOWN] else 0


def _plan(issuer: Issuer, arguments: Namespace, console: Console) -> NightPlan:
    out = None if arguments.out is None else Path(arguments.out)
    known, identity = arguments.known_hosts, arguments.identity
    place = partial(
        place_of,
        arguments.to,
        known_hosts=None if known is None else Path(known),
        identity=None if identity is None else Path(identity),
    )
    check = None
    ends: dict[str, Callable[[], datetime | None]] = {path: partial(_end_of, path) for path in arguments.trust}
    if arguments.check and out is not None:
        private, base = frozenset(arguments.allow_private), issuer.settings.base
        network = HttpFetcher(replace(CHECK_NETWORK, private_hosts=private, proxy=arguments.proxy))
        check = partial(check_site, issuer, out, base, network, at=issuer.now())
        ends[f"{base} (TLS)"] = partial(certificate_end, network, base, at=issuer.now())
    return NightPlan(
        out=out,
        host=host_of(issuer),
        place=place if arguments.to else None,
        send=partial(_send, issuer, arguments, console) if arguments.send else None,
        check=check,
        ends=ends,
    )


def _end_of(path: str) -> datetime | None:
    end = TrustList.load(path).valid_until
    return None if end is None else datetime.fromisoformat(end)


def _send(issuer: Issuer, arguments: Namespace, console: Console) -> tuple[int, int]:
    """Hand over what waits; nothing new is planned: who is told of what is a person's to say."""
    mailing = Mailing(issuer)
    counts: Counter[State] = Counter()
    if mailing.waiting():
        server = MailServer(mailing.mail.account(), secret=partial(_password, arguments, console))
        try:
            counts.update(one.outcome.state for one in mailing.send(server.send))
        finally:
            server.close()
    return counts[State.SENT], sum(1 for _ in mailing.outbox.each(tuple(_TROUBLED)))


def _password(arguments: Namespace, console: Console) -> str:
    """Return the password of the mail server: out of a file or the environment, for nobody can be asked."""
    word = os.environ.get(PASSWORD, "")
    if arguments.password_file:
        content = read(arguments.password_file, console, max_bytes=_limits.KEY_DOCUMENT_BYTES)
        word = content.decode("utf-8", "replace").rstrip("\r\n")
    if not word:
        raise InputError("mail_needs_password", variable=PASSWORD)
    return word


def _say(done: NightStepDone, console: Console) -> None:
    step = done.step.value
    if console.json:
        outcome = "skipped" if not done.ran else "failed" if done.needs else "done"
        console.say(dumps({"step": step, "outcome": outcome, **done.facts}))
    elif done.ran and not done.needs and console.look.verbose:
        console.tell(f"nightly_{step}", count=sum(done.facts.values()))
    for one in done.needs:
        say_problem(one.problem, one.outcome.value, console, step=step)
