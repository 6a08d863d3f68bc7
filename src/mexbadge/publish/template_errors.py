"""A mistake in a college's own template, said with its file and its line."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from mexbadge.errors import InputError

__all__ = ["naming"]


@contextmanager
def naming(own: Path | None) -> Iterator[None]:
    """Turn what goes wrong in a template of the folder ``own`` into :class:`InputError` ``site_template``.

    What goes wrong elsewhere is left as it is: it is a mistake of ours.
    """
    try:
        yield
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
        place: tuple[str, int] | None = None
        if isinstance(error, TemplateSyntaxError) and error.filename:
            place = (error.filename, error.lineno)
        else:
            inside = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.endswith(".j2")]
            if inside and inside[-1].lineno is not None:
                place = (inside[-1].filename, inside[-1].lineno)
        if place is None or own is None or own.resolve() not in Path(place[0]).resolve().parents:
            raise
        told = f"no template {error.name}" if isinstance(error, TemplateNotFound) else str(error)
        raise InputError("site_template", where=place[1], path=place[0], line=place[1], what=told) from None
