"""A site taken away: from its folder, and from where it was copied to. Only what we wrote goes."""

from contextlib import suppress
from pathlib import Path

from mexbadge.errors import InputError
from mexbadge.publish.copying import SitePlace, copy_site, take_off
from mexbadge.publish.files import Role, SiteFile
from mexbadge.publish.writing import MARK, Written, list_of, listed, require_ours, write_site

__all__ = ["unpublish"]


def unpublish(folder: Path, *, documents: bool, place: SitePlace | None = None) -> tuple[Written, Written | None]:
    """Take the site in ``folder`` away, and from ``place`` as well; return what changed here and there.

    With ``documents`` what verifiers need stays, which names nobody: keys, lists, achievements, hosted badges of 2.0.
    Without, no badge can be verified any more. What is not ours stays in any case.

    Raises :class:`InputError` ``copy_unfinished`` where there is no site, and as
    :func:`mexbadge.publish.copying.copy_site`.
    """
    files = listed(folder)
    if not files:
        raise InputError("copy_unfinished", path=str(folder), list=list_of(folder).name)
    require_ours(folder)
    kept = [
        SiteFile(path, one.key, (folder / path).read_bytes, one.role)
        for path, one in files.items()
        if documents and one.role is Role.DOCUMENT and "/b/" not in f"/{path}" and (folder / path).is_file()
    ]
    there = None
    if place is not None and not documents:
        there = take_off(folder, place)
    written = write_site(folder, kept)
    if documents:
        there = None if place is None else copy_site(folder, place)
    else:
        (folder / MARK).unlink(missing_ok=True)
        list_of(folder).unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()
    return written, there
