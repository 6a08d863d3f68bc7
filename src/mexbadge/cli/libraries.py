"""What shows bars on a terminal, starts other processes, reads a file of ours: loaded where there is one."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["Console", "LastingBadge", "processes", "progress"]

if TYPE_CHECKING:
    from rich import progress
    from rich.console import Console

    from mexbadge.cli.processes import processes
    from mexbadge.verify.lasting import LastingBadge
else:
    __getattr__ = late(
        {
            "Console": "rich.console:Console",
            "LastingBadge": "mexbadge.verify.lasting:LastingBadge",
            "processes": "mexbadge.cli.processes:processes",
            "progress": "rich.progress",
        }
    )
