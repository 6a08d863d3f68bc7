"""What shows bars on a terminal, and what starts other processes: loaded where there is one, or work for them."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["Console", "processes", "progress"]

if TYPE_CHECKING:
    from rich import progress
    from rich.console import Console

    from mexbadge.cli.processes import processes
else:
    __getattr__ = late(
        {
            "Console": "rich.console:Console",
            "processes": "mexbadge.cli.processes:processes",
            "progress": "rich.progress",
        }
    )
