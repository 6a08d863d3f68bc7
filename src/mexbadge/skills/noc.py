"""Occupations by the National Occupational Classification (NOC) 2021, in both languages; in French the CNP.

Codes are text: ``00010`` is a unit group and ``10`` a major group. Five levels, each code the one around it and one
digit more: broad category, major group, sub-major group, minor group, unit group. The second digit is the TEER (FÉER):
what training, education, experience and responsibilities an occupation asks for. The classification is bundled
(``_data/occupations/index.json``) and read when the first code is looked at.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import mexbadge
from mexbadge.errors import InputError
from mexbadge.models.language import Words

__all__ = ["NOC_2021", "UNIT", "Noc", "all_noc", "noc_codes", "noc_groups"]

NOC_2021: Final = "NOC 2021"
"""The name of the classification, where a code stands beside those of others."""
UNIT: Final = 5
"""How many digits the code of a unit group has."""
_FILE: Final = Path(mexbadge.__file__).with_name("_data") / "occupations" / "noc-2021.csv"
_WRITTEN: Final = re.compile(
    r"(?:(?:NOC|CNP)(?:\s*2021)?(?:\s*v?1\.0)?[\s:_#-]*)?(\d{1,9})(\*?)(?:\s+[-–—].*)?",  # noqa: RUF001 - as written
    re.IGNORECASE | re.ASCII,
)
_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {"00018": ("00011", "00012", "00013", "00014", "00015")}
"""Codes of tables on wages and the labour force for several unit groups together."""
_OLDER: Final = 4
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Noc:
    """One code of the classification with its title, as published: made by :meth:`of`, which knows them all."""

    code: str
    title: Words

    @classmethod
    def of(cls, code: str) -> "Noc":
        """Return what has exactly this code, of one to five digits; raise :class:`InputError` ``noc_unknown``."""
        try:
            return all_noc()[code]
        except KeyError:
            raise InputError("noc_unknown", value=code, near=_around(code)) from None

    @property
    def level(self) -> int:
        """From 1, a broad category, to 5, a unit group."""
        return len(self.code)

    @property
    def teer(self) -> int | None:
        """The TEER (FÉER) from 0 to 5; ``None`` for a broad category."""
        return int(self.code[1]) if len(self.code) > 1 else None

    @property
    def groups(self) -> tuple["Noc", ...]:
        """All that it lies in: its broad category, major, sub-major and minor group, as far as it is below them."""
        return tuple(all_noc()[self.code[:digits]] for digits in range(1, len(self.code)))

    def is_within(self, group: str) -> bool:
        """Return whether it has a code, or lies in what has it."""
        return self.code.startswith(group)


@cache
def all_noc() -> Mapping[str, Noc]:
    """Return all 822 codes of the classification, in their order."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["code"]: Noc(row["code"], Words.of({"en": row["title_en"], "fr": row["title_fr"]})) for row in rows}


def noc_codes(text: str) -> tuple[str, ...]:
    """Return the unit groups that somebody wrote: ``44101``, ``NOC 44101``, ``CNP 2021: 44101 - Home support …``.

    One, but for ``00018``, by which tables name five together. Raises :class:`InputError`: ``noc_form``; ``noc_zeros``
    where zeros in front were lost, ``noc_group`` for a larger group, ``noc_unknown``, each with what is near.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None or found[2]:
        raise InputError("noc_form", value=text)
    code = found[1]
    if code in _ALIASES:
        return _ALIASES[code]
    if len(code) >= UNIT:
        return (Noc.of(code).code,)
    padded = code.zfill(UNIT)
    if padded in all_noc():
        raise InputError("noc_zeros", value=code, padded=padded, title=_titled(padded))
    if code in all_noc():
        raise InputError("noc_group", value=code, title=_titled(code), near=_around(code))
    raise InputError("noc_older" if len(code) == _OLDER else "noc_unknown", value=code, near=_around(code))


def noc_groups(texts: Iterable[str]) -> tuple[str, ...]:
    """Return codes to look for, of unit groups or of larger ones: ``44101``, ``4410``, ``33``.

    ``10`` may be a group, or a unit group that lost its zeros: the group is written ``10*``. Raises as
    :func:`noc_codes`, and ``noc_ambiguous``.
    """
    return tuple(dict.fromkeys(code for text in texts for code in _grouped(text)))


def _grouped(text: str) -> Iterator[str]:
    found = _WRITTEN.fullmatch(text.strip())
    code = "" if found is None else found[1]
    if found is not None and len(code) < UNIT and code in all_noc():
        padded = code.zfill(UNIT)
        if not found[2] and padded in all_noc():
            values = {"value": code, "padded": padded, "unit": _titled(padded), "title": _titled(code)}
            raise InputError("noc_ambiguous", **values)
        yield code
    else:
        yield from noc_codes(text)


def _titled(code: str) -> str:
    title = all_noc()[code].title
    return f"{title.text('en')} / {title.text('fr')}"


def _around(code: str) -> str:
    """Return some unit groups of the nearest group around a code; of none, the broad categories."""
    digits = next((n for n in range(len(code), 0, -1) if code[:n] in all_noc()), 0)
    near = [one for one in all_noc() if one.startswith(code[:digits]) and len(one) == (UNIT if digits else 1)]
    return ", ".join(near[:_SHOWN]) + (" …" if len(near) > _SHOWN else "")
