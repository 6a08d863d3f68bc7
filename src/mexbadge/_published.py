"""Where an issuer publishes: nothing that holds names, addresses or keys may be written there."""

import os
from os import PathLike
from pathlib import Path
from typing import Final

from mexbadge.errors import InputError

__all__ = ["FILE", "HOSTED", "SITE", "refuse_published"]

FILE: Final = "mexbadge.toml"
"""The name of the settings of an issuer's folder."""
HOSTED: Final = "hosted"
"""The folder in it that is published."""
SITE: Final = "mexbadge-site.txt"
"""The file by which a folder that holds a site is known."""


def refuse_published(path: str | PathLike[str]) -> None:
    """Raise :class:`InputError` ``register_into_hosted`` if ``path`` lies in a folder that is published.

    For everything that holds names, addresses or keys.
    """
    for parent in Path(path).resolve().parents:
        if (parent.name == HOSTED and (parent.parent / FILE).is_file()) or (parent / SITE).is_file():
            raise InputError("register_into_hosted", path=os.fspath(path))
