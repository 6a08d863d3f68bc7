"""Reading badges and codes.

- ``show FILE``: everything that a badge says, of any version. Nothing is checked.
- ``explain CODE``: what a code means and what to do.
"""

from argparse import Namespace
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.badge_files import address_of, badges_in
from mexbadge.cli.console import Console
from mexbadge.cli.contexts import contexts_of
from mexbadge.cli.explanations import code_of, explained, explanation
from mexbadge.cli.files import read
from mexbadge.cli.judging import worst
from mexbadge.cli.network import cache_of, network_of, network_options
from mexbadge.cli.parser import Parser, nearest
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.fetch import Cached, Fetch
from mexbadge.texts import shown
from mexbadge.verify import Contents, Policy, show, show_url
from mexbadge.verify.contents.text import render

EXAMPLES: Final = (
    "mexbadge show badge.png",
    "mexbadge show badge.png --lang fr",
    "mexbadge show badge.png --json",
    "mexbadge show old.png --resources hosted/resources.json",
)
_LONGEST: Final = 2000


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("files", nargs="+", metavar="FILE", text="cli_help_verify_file")
    parser.option("--raw", action="store_true", text="cli_help_raw")
    network_options(parser)


def run(arguments: Namespace, console: Console) -> int:
    """Print what each badge says, with a line that says that nothing was checked."""
    network = network_of(arguments)
    policy = Policy(contexts=contexts_of(arguments, network, console), private_hosts=frozenset(arguments.allow_private))
    cache = cache_of(arguments)
    fetch = network if cache is None else Cached(network, cache)
    codes: list[int] = []
    for name in badges_in(arguments.files):
        try:
            contents = _contents(name, policy, fetch, console)
        except MexBadgeError as error:
            console.fail(error)
            codes.append(2)
            continue
        if codes and not console.json:
            console.say("")
        _say(contents, console, raw=arguments.raw)
        codes.append(0)
    return worst(codes)


def _contents(name: str, policy: Policy, fetch: Fetch, console: Console) -> Contents:
    if (address := address_of(name)) is not None:
        return show_url(address, policy=policy, fetch=fetch)
    return show(read(name, console), policy=policy, fetch=fetch, name=name)


def _say(contents: Contents, console: Console, *, raw: bool) -> None:
    if raw:
        console.say(dumps(contents.document, indent=None if console.json else 2))
        return
    if console.json:
        console.say(dumps(contents.to_json(console.lang)))
        return
    console.say(render(contents, console.lang, look=console.look))
    if console.look.verbose:
        console.say("")
        lines = dumps(contents.document, indent=2).splitlines()
        console.say("\n".join(shown(line, longest=_LONGEST) for line in lines))


EXAMPLES_EXPLAIN: Final = (
    "mexbadge explain dates_expired",
    "mexbadge explain signature",
    "mexbadge explain binding_self_asserted --lang fr",
)


def configure_explain(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("code", nargs="?", metavar="CODE", text="cli_help_code")


def run_explain(arguments: Namespace, console: Console) -> int:
    """Print the page of one code, or the list of all."""
    codes = explained()
    if arguments.code is None:
        console.say(dumps(codes) if console.json else "\n".join(codes))
        return 0
    code = code_of(arguments.code)
    if code not in codes:
        similar = nearest(code, codes)
        raise InputError("cli_no_code_near" if similar else "cli_no_code", value=code, similar=similar)
    found = explanation(code, console.lang)
    if console.json:
        facts = {"code": code, "message": found.said, "about": found.about, "hint": found.step}
        console.say(dumps(facts if found.remedy is None else {**facts, "issuer": found.remedy}))
        return 0
    remedy = found.remedy and f"{console.text('page_codes_remedy')} {found.remedy}"
    look = console.look
    parts = [look.wrapped("", text, indent=0) for text in (code, found.said, found.about) if text]
    parts += [look.wrapped(f"{look.arrow} ", text, indent=2) for text in (found.step, remedy) if text]
    console.say("\n\n".join("\n".join(lines) for lines in parts))
    return 0
