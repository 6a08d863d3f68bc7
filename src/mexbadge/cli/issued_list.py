"""``issued.csv``: who got which badge, written while a list is issued and put in its place when all of it is there."""

import csv
import shutil
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from mexbadge._json import dumps
from mexbadge.cli.console import Console
from mexbadge.cli.files import reason_of
from mexbadge.credentials.sharing import linkedin_url
from mexbadge.errors import InputError
from mexbadge.issuer import Achievement, Issuer, RosterRow
from mexbadge.issuer.folder.delivery import GrowingFile
from mexbadge.issuer.pipeline.types import RowResult
from mexbadge.issuer.roster.reports import IssuedLine, issued_row, issued_writer

__all__ = ["IssuedList"]

_NAME: Final = "issued.csv"
_Made = Sequence[tuple[RosterRow, RowResult]]


class IssuedList:
    """The list of one run, in ``folder``, where the badges are copied too if it is another than the issuer's.

    With ``--json`` each line is said as it comes as well. Of what was issued a number for each row is held.
    """

    def __init__(self, issuer: Issuer, achievement: Achievement, folder: Path, console: Console) -> None:
        self.first: Path | None = None
        """The file of the first badge."""
        self._issuer, self._achievement, self._folder, self._console = issuer, achievement, folder, console
        self._numbers = array("q")
        self._writer = issued_writer()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._elsewhere = folder.resolve() != issuer.files.resolve()
        except OSError as error:
            raise InputError("cli_cannot_write", path=str(folder), reason=reason_of(error, console)) from None
        self._part = GrowingFile(folder, _NAME, owned=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *given: object) -> None:
        self._part.__exit__(*given)

    def add(self, some: _Made) -> None:
        """Write some lines, and see to it that their badges lie where they were asked for."""
        files = self._issuer.files
        self._issuer.restore_files(
            result.id for _, result in some if result.already and not (files / result.file).is_file()
        )
        if self._elsewhere:
            self._copy([result.file for _, result in some])
        dates = self._issuer.register.dates([result.id for _, result in some])
        for row, result in some:
            self._numbers.append(hash(result.id))
            line = self._line(row, result, *dates[result.id])
            self._writer.add(issued_row(line))
            if self._console.json:
                facts = {"line": line.line, "id": line.id, "file": line.file, "page": line.page or None}
                self._console.say(dumps({**facts, "linkedin": line.linkedin or None, "already": line.already}))
        self._part.write(self._writer.taken())
        if self.first is None and some:
            self.first = self._folder / some[0][1].file

    def finish(self) -> Path:
        """Put the list in its place, and return that: over the list of an earlier run of the same rows, else beside."""
        self._part.write(self._writer.taken())
        numbers = array("q", sorted(self._numbers))

        def issued(name: str) -> bool:
            at = bisect_left(numbers, hash(name))
            return at < len(numbers) and numbers[at] == hash(name)

        path = _place(self._folder, issued)
        self._part.become(path)
        return path

    def _copy(self, names: Sequence[str]) -> None:
        try:
            for name in names:
                if not (self._folder / name).exists():
                    shutil.copyfile(self._issuer.files / name, self._folder / name)
        except OSError as error:
            reason = reason_of(error, self._console)
            raise InputError("cli_cannot_write", path=str(self._folder), reason=reason) from None

    def _line(self, row: RosterRow, result: RowResult, start: str, end: str | None) -> IssuedLine:
        page = self._issuer.shown_page(result.page)
        language = self._issuer.settings.language_for(row.language)
        name, organization = self._achievement.called(language), self._issuer.settings.called(language)
        facts: dict[str, str | None] = {"name": name, "organization": organization}
        facts |= {"organization_id": self._issuer.settings.linkedin, "page": page, "id": result.id}
        return IssuedLine(
            line=result.line,
            ref=row.ref or "",
            name=row.name or " ".join(filter(None, (row.first_name, row.last_name))),
            email=row.recipient.value,
            id=result.id,
            file=result.file,
            page=page or "",
            linkedin="" if page is None else linkedin_url(facts, valid_from=start, valid_until=end),
            already=result.already,
        )


def _place(folder: Path, issued: Callable[[str], bool]) -> Path:
    """Return where the list goes: over that of an earlier run of the same rows, beside that of another list."""
    number = 1
    while True:
        path = folder / (_NAME if number == 1 else f"issued-{number}.csv")
        if not path.exists():
            return path
        if _is_part(path, issued):
            return path
        number += 1


def _is_part(path: Path, issued: Callable[[str], bool]) -> bool:
    """Return whether a list is one that was written here and names nothing but badges of this run, one at least.

    Of most lists no more than the first line has to be read; what somebody made something else of is none.
    """
    with path.open(encoding="utf-8-sig", newline="") as file, suppress(UnicodeDecodeError, csv.Error):
        rows = csv.reader(file, strict=True)
        columns = next(rows, [])
        if "id" not in columns:
            return False
        at, some = columns.index("id"), False
        for row in rows:
            if at >= len(row) or not issued(row[at]):
                return False
            some = True
        return some
    return False
