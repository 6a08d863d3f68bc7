"""The command line: a thin face over the library, and the only room that prints."""

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Final

import mexbadge
from mexbadge import texts
from mexbadge.cli.console import Console
from mexbadge.cli.parser import nearest
from mexbadge.cli.table import COMMANDS, GROUPS, Command, by_name, in_group
from mexbadge.errors import InputError, MexBadgeError

__all__ = ["DEFECT", "INTERRUPTED", "USAGE", "main", "overview"]

USAGE: Final = 2
"""The command was wrong and nothing was judged."""
DEFECT: Final = 70
"""A defect of mexbadge."""
INTERRUPTED: Final = 130
"""Ended from the keyboard."""

_WITH_VALUE: Final = frozenset({"--lang", "--color", "-C", "--folder", "--passphrase-file"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 1, 2, 3 or 70 (see ``mexbadge --help``)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    console = Console.of(_early(arguments))
    try:
        return _run(arguments, console)
    except MexBadgeError as error:
        console.fail(error)
        return USAGE
    except KeyboardInterrupt:
        console.note(console.text("cli_interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SystemExit as error:  # argparse ends this way after --help
        return int(error.code or 0)
    except Exception as error:  # noqa: BLE001 - the last line of the program: a defect becomes a sentence
        return _defect(error, console)


def _run(arguments: list[str], console: Console) -> int:
    leading, rest = _split(arguments)
    if not rest:
        if "--version" in leading:
            console.say(f"mexbadge {mexbadge.__version__}")
            return 0
        console.say(overview(console))
        return 0 if {"-h", "--help"} & set(leading) else USAGE
    command, words = _command(rest)
    parser = command.parser(console.lang)
    options = parser.parse_args([*leading, *words])
    return command.runner()(options, Console.of(vars(options)))


def _command(words: list[str]) -> tuple[Command, list[str]]:
    """Find the command that the words begin with, the longest name first; suggest the nearest where there is none."""
    known = by_name()
    for length in (2, 1):
        found = known.get(" ".join(words[:length]))
        if found is not None:
            return found, words[length:]
    first = words[0]
    family = sorted(name for name in known if name.startswith(f"{first} "))
    if family:
        raise InputError("cli_incomplete_command", word=first, choices=", ".join(family))
    similar = nearest(first, known)
    if similar is None:
        raise InputError("cli_unknown_command", word=first)
    raise InputError("cli_unknown_command_near", word=first, similar=" ".join(["mexbadge", similar, *words[1:]]))


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Part the options before the command from the command and what follows it."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-") and arguments[at] != "-":
        at += 2 if arguments[at] in _WITH_VALUE else 1
    return arguments[:at], arguments[at:]


def _early(arguments: list[str]) -> dict[str, object]:
    """Read the options that matter before the arguments are parsed: how to speak about what is wrong with them."""
    found: dict[str, object] = {"json": "--json" in arguments}
    for name in ("lang", "color"):
        for at, word in enumerate(arguments):
            if word == f"--{name}" and at + 1 < len(arguments):
                found[name] = arguments[at + 1]
            elif word.startswith(f"--{name}="):
                found[name] = word.partition("=")[2]
    return found


def overview(console: Console) -> str:
    """Return what ``mexbadge --help`` says."""
    lines = [console.text("cli_overview"), "", console.text("cli_usage")]
    width = max(len(command.name) for command in COMMANDS) + 2
    for group in GROUPS:
        lines += ["", console.text(f"cli_group_{group}")]
        lines += [f"  {command.name:<{width}}{console.text(command.purpose)}" for command in in_group(group)]
    lines += ["", texts.message("cli_examples", console.lang)]
    lines += [
        "  mexbadge verify badge.png",
        "  mexbadge verify badge.png --recipient name@example.ca",
        "  mexbadge explain dates_expired",
    ]
    lines += ["", console.text("cli_exit_codes")]
    return "\n".join(lines)


def _defect(error: Exception, console: Console) -> int:
    if "-v" in sys.argv or "--verbose" in sys.argv:
        traceback.print_exception(error, file=console.err)
    console.fail(InputError("cli_defect"))
    return DEFECT
