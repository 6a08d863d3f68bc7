"""What shows bars on a terminal, loaded when there is one."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["Console", "progress"]

if TYPE_CHECKING:
    from rich import progress
    from rich.console import Console
else:
    __getattr__ = late(
        {
            "Console": "rich.console:Console",
            "progress": "rich.progress",
        }
    )
