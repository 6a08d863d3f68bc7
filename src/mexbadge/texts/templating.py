"""The templates of pages (``_data/templates``), which write every value escaped; Jinja is loaded with this module."""

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

__all__ = ["environment", "template"]

_FOLDER: Final = Path(__file__).resolve().parent.parent / "_data" / "templates"


def environment(*folders: Path) -> Environment:
    """Return where templates are looked for: a value that nobody gave is an error, and no value is markup."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def template(name: str) -> Template:
    """Return the template in the file ``name``, in :func:`environment`."""
    return environment(_FOLDER).get_template(name)
