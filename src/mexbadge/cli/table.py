"""The commands, as a table: a name, a group, and the module of its family, imported only when the command is used."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from mexbadge.cli.parser import Parser, common_options
from mexbadge.texts import Lang

__all__ = ["COMMANDS", "GROUPS", "Command", "by_name"]

GROUPS: Final = ("check", "issue", "carry", "host", "ledger", "pathway", "vacancy", "match", "exchange", "other")
"""The headings of ``mexbadge --help``, in order."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command, in the module of its ``family`` in ``cli/commands``: that of its first word, unless it is said.

    There stand ``configure(parser)``, ``run(arguments, console) -> exit code`` and ``EXAMPLES``; where a command is not
    called as its family is, with its last word: ``configure_new``, ``run_new``, ``EXAMPLES_NEW`` of ``keys new``.
    """

    name: str
    group: str
    family: str = ""

    @property
    def module(self) -> str:
        """The name of the module in which it stands."""
        return f"mexbadge.cli.commands.{self.family or self.name.partition(' ')[0]}"

    @property
    def purpose(self) -> str:
        """The code of the one line that says what it is for."""
        return f"cli_purpose_{self.name.replace(' ', '_')}"

    def parts(self) -> tuple[str, str, str]:
        """Return what its functions and its examples are called in its module."""
        if self.module.rpartition(".")[2] == self.name:
            return "configure", "run", "EXAMPLES"
        word = self.name.rpartition(" ")[2]
        return f"configure_{word}", f"run_{word}", f"EXAMPLES_{word.upper()}"

    def parser(self, lang: Lang) -> Parser:
        """Return the parser of its arguments."""
        module = import_module(self.module)
        configure, _, examples = self.parts()
        parser = Parser(f"mexbadge {self.name}", lang, purpose=self.purpose, examples=getattr(module, examples))
        getattr(module, configure)(parser)
        common_options(parser)
        return parser

    def runner(self) -> Callable[..., int]:
        """Return the function that does the work."""
        with _undisturbed():
            run: Callable[..., int] = getattr(import_module(self.module), self.parts()[1])
        return run


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Load without a look for what nobody holds: nearly all that is loaded is held to the end."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


COMMANDS: Final = (
    Command("verify", "check"),
    Command("show", "check"),
    Command("explain", "check", "show"),
    Command("trust convert", "check"),
    Command("init", "issue", "folder"),
    Command("check", "issue"),
    Command("design", "issue"),
    Command("keys new", "issue"),
    Command("keys list", "issue"),
    Command("keys rotate", "issue"),
    Command("keys retire", "issue"),
    Command("keys compromise", "issue"),
    Command("keys export", "issue"),
    Command("issue", "issue"),
    Command("list", "issue", "issued"),
    Command("share", "issue", "issued"),
    Command("revoke", "issue", "life"),
    Command("suspend", "issue", "life"),
    Command("restore", "issue", "life"),
    Command("renew", "issue", "life"),
    Command("reissue", "issue", "life"),
    Command("correct", "issue", "life"),
    Command("endorse", "issue"),
    Command("send", "issue"),
    Command("consent", "issue"),
    Command("relink", "issue"),
    Command("handover", "issue"),
    Command("forget", "issue", "register"),
    Command("status refresh", "issue", "register"),
    Command("move", "issue", "folder"),
    Command("register backup", "issue"),
    Command("register recover", "issue"),
    Command("convert", "carry"),
    Command("bake", "carry"),
    Command("unbake", "carry", "bake"),
    Command("portfolio", "carry"),
    Command("keep", "carry"),
    Command("publish", "host"),
    Command("unpublish", "host"),
    Command("nightly", "host"),
    Command("ledger init", "ledger"),
    Command("ledger append", "ledger"),
    Command("ledger checkpoint", "ledger"),
    Command("ledger prove", "ledger", "receipt"),
    Command("ledger verify", "ledger", "receipt"),
    Command("ledger audit", "ledger"),
    Command("ledger export", "ledger"),
    Command("ledger monitor", "ledger"),
    Command("ledger cosign", "ledger"),
    Command("pathway show", "pathway"),
    Command("pathway award", "pathway"),
    Command("pathway review", "pathway"),
    Command("pathway export", "pathway"),
    Command("vacancy template", "vacancy"),
    Command("vacancy new", "vacancy"),
    Command("vacancy check", "vacancy"),
    Command("vacancy export", "vacancy"),
    Command("catalogue check", "match"),
    Command("catalogue convert", "match"),
    Command("match rank", "match"),
    Command("match vacancies", "match"),
    Command("match plan", "match"),
    Command("match demand", "match"),
    Command("match team", "match"),
    Command("match suggest", "match"),
    Command("match unlisted", "match", "unlisted"),
    Command("exchange init", "exchange"),
    Command("exchange import", "exchange"),
    Command("exchange export", "exchange"),
    Command("exchange intake", "exchange"),
    Command("exchange handover", "exchange", "exchange_colleges"),
    Command("exchange run", "exchange"),
    Command("exchange why", "exchange", "exchange_desk"),
    Command("exchange approve", "exchange"),
    Command("exchange send", "exchange"),
    Command("exchange inbox", "exchange"),
    Command("exchange answer", "exchange"),
    Command("exchange record", "exchange", "exchange_desk"),
    Command("exchange hired", "exchange", "exchange_reports"),
    Command("exchange report", "exchange", "exchange_reports"),
    Command("exchange person", "exchange", "exchange_desk"),
    Command("exchange publish", "exchange", "exchange_site"),
    Command("exchange retention", "exchange", "exchange_desk"),
    Command("exchange board", "exchange", "exchange_desk"),
    Command("demo", "other"),
    Command("completion", "other"),
)


def by_name() -> Mapping[str, Command]:
    """Return the commands by their names; a name may have two words (``keys new``)."""
    return {command.name: command for command in COMMANDS}


def in_group(group: str) -> Iterator[Command]:
    """Yield the commands of one heading."""
    return (command for command in COMMANDS if command.group == group)
