"""The templates of pages (``_data/templates``), which write every value escaped; Jinja is loaded with this module."""

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, StrictUndefined, Template

__all__ = ["template"]

_FOLDER: Final = Path(__file__).resolve().parent.parent / "_data" / "templates"


@cache
def template(name: str) -> Template:
    """Return the template in the file ``name``: a value that nobody gave is an error, and no value is markup."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((_FOLDER / name).read_text(encoding="utf-8"))
