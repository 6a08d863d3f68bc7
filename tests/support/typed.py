"""The commands that a page shows, with what stands under each."""

import re
import shlex


def commands(text: str) -> list[tuple[list[str], list[str]]]:
    """Return every command of a page but the demonstration, with the lines that stand under it."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for command, printed in re.findall(r"^\$ mexbadge (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            found.append((shlex.split(command), printed.splitlines()))
    return [step for step in found if step[0] != ["demo"]]
