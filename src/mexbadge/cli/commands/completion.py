"""``mexbadge completion SHELL``: a completion script."""

from argparse import ArgumentParser, Namespace
from typing import Final

import shtab

from mexbadge.cli.console import Console
from mexbadge.cli.parser import Parser
from mexbadge.cli.table import COMMANDS

EXAMPLES: Final = (
    "mexbadge completion bash > ~/.local/share/bash-completion/completions/mexbadge",
    "mexbadge completion zsh",
)
SHELLS: Final = ("bash", "zsh", "tcsh", "fish", "powershell")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    parser.option("shell", choices=SHELLS, metavar="SHELL", text="cli_help_shell")


def run(arguments: Namespace, console: Console) -> int:
    """Print the script for one shell."""
    if arguments.shell == "fish":
        console.say(_fish())
    elif arguments.shell == "powershell":
        console.say(_powershell())
    else:
        console.say(shtab.complete(_whole(console), arguments.shell))
    return 0


def _whole(console: Console) -> ArgumentParser:
    """Return one parser of all commands, for the generator."""
    whole = ArgumentParser("mexbadge")
    places = {"": whole.add_subparsers()}
    for command in COMMANDS:
        family, _, name = command.name.rpartition(" ")
        if family not in places:
            places[family] = places[""].add_parser(family, help=family).add_subparsers()
        purpose = console.text(command.purpose)
        places[family].add_parser(name, help=purpose, parents=[command.parser(console.lang)], add_help=False)
    return whole


def _options(name: str) -> list[str]:
    command = next(command for command in COMMANDS if command.name == name)
    return sorted(option for action in command.parser("en")._actions for option in action.option_strings)  # noqa: SLF001 - argparse has no public list of its options


def _first_words() -> list[str]:
    return sorted({command.name.split()[0] for command in COMMANDS})


def _fish() -> str:
    lines = ["complete -c mexbadge -f -n __fish_use_subcommand -a '" + " ".join(_first_words()) + "'"]
    for command in COMMANDS:
        first, _, second = command.name.partition(" ")
        seen = f"-n '__fish_seen_subcommand_from {first}'"
        if second:
            lines.append(f"complete -c mexbadge {seen} -a '{second}'")
        for option in _options(command.name):
            flag = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
            lines.append(f"complete -c mexbadge {seen} {flag}")
    lines.append("complete -c mexbadge -n 'not __fish_use_subcommand' -F")
    return "\n".join(lines)


def _powershell() -> str:
    table = "\n".join(
        f"    '{command.name}' = @({', '.join(repr(option) for option in _options(command.name))})"
        for command in COMMANDS
    )
    words = ", ".join(repr(word) for word in _first_words())
    return f"""Register-ArgumentCompleter -Native -CommandName mexbadge -ScriptBlock {{
  param($wordToComplete, $commandAst, $cursorPosition)
  $options = @{{
{table}
  }}
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object {{ "$_" }})
  $name = ($words | Where-Object {{ $_ -notlike '-*' }} | Select-Object -First 2) -join ' '
  $found = $options.Keys | Where-Object {{ $name -eq $_ -or $name.StartsWith("$_ ") }} | Select-Object -First 1
  $choices = if ($found) {{ $options[$found] }} else {{ @({words}) }}
  $choices | Where-Object {{ $_ -like "$wordToComplete*" }} |
    ForEach-Object {{ [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }}
}}"""
