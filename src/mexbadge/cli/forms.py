"""Checking files: whether each is a well-formed document of Open Badges."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Final

from mexbadge._json import dumps
from mexbadge.cli.badge_files import address_of, badges_in
from mexbadge.cli.console import Console
from mexbadge.cli.contexts import contexts_of
from mexbadge.cli.files import read
from mexbadge.cli.judging import worst
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.fetch import nothing
from mexbadge.verify.form import FormReport, Shape
from mexbadge.verify.form.checking import check_form
from mexbadge.verify.form.text import render

__all__ = ["check_files"]

_CODES: Final = {Shape.WELL_FORMED: 0, Shape.REMARKS: 0, Shape.NOT_WELL_FORMED: 1, Shape.UNKNOWN: 3}


def check_files(names: Sequence[str], arguments: Namespace, console: Console) -> int:
    """Say of each file what it is and whether it is well formed; one that cannot be read does not stop the rest."""
    contexts = contexts_of(arguments, nothing, console)
    codes: list[int] = []
    for name in badges_in(names):
        try:
            if address_of(name) is not None:
                raise InputError("cli_check_address", address=name)
            report = check_form(read(name, console), contexts=contexts, name=name)
        except MexBadgeError as error:
            console.fail(error)
            codes.append(2)
            continue
        _say(report, console, first=not codes)
        codes.append(_CODES[report.shape])
    return worst(codes)


def _say(report: FormReport, console: Console, *, first: bool) -> None:
    if console.json:
        console.say(dumps(report.to_json(console.lang)))
        return
    if not first and not console.look.quiet:
        console.say("")
    console.say(render(report, console.lang, look=console.look))
