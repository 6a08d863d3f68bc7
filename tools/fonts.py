"""Make the letters of ``src/mexbadge/_data/fonts`` out of the fonts of two Debian packages, as outlines and anchors.

::

    apt-get download fonts-noto-core fonts-noto-extra       (version 20201225-1)
    dpkg-deb -x fonts-noto-core_20201225-1_all.deb FONTS
    dpkg-deb -x fonts-noto-extra_20201225-1_all.deb FONTS
    python tools/fonts.py FONTS [--check]

What is kept of a font: the advance of each letter and its outline, one path for each of its parts (quadratic curves,
relative, in units of the font, y upwards); pairs of letters that stand closer; where marks are attached. A letter that
is another with marks, at the places of their anchors, is left out: it is put together when it is drawn. The same fonts
give the same bytes; ``--check`` compares them with what is there, and writes nothing.
"""

import gzip
import json
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

DATA: Final = Path(__file__).resolve().parents[1] / "src" / "mexbadge" / "_data" / "fonts"
VERSION: Final = "20201225-1"
FOLDER: Final = "usr/share/fonts/truetype/noto"
FACES: Final = {
    "sans-bold": ("fonts-noto-extra", "NotoSans-SemiCondensedBold.ttf"),
    "sans-medium": ("fonts-noto-extra", "NotoSans-SemiCondensedMedium.ttf"),
    "syllabics-bold": ("fonts-noto-core", "NotoSansCanadianAboriginal-Bold.ttf"),
    "syllabics-medium": ("fonts-noto-extra", "NotoSansCanadianAboriginal-Medium.ttf"),
}
LATIN: Final = (
    (0x20, 0x7E),  # Basic Latin
    (0xA0, 0x24F),  # Latin-1, Extended-A, Extended-B
    (0x250, 0x2AF),  # IPA Extensions: letters of First Nations orthographies
    (0x2B0, 0x2FF),  # Spacing Modifier Letters
    (0x300, 0x36F),  # Combining Diacritical Marks
    (0x370, 0x3FF),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x490, 0x4FF),
    (0x1AB0, 0x1ABE),
    (0x1D2C, 0x1D6A),  # raised letters
    (0x1D7B, 0x1D7B),
    (0x1DC4, 0x1DCA),
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x1F00, 0x1FFE),  # Greek Extended
    (0x2010, 0x2026),
    (0x2030, 0x203A),
    (0x2044, 0x2044),
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),
    (0x2113, 0x2122),
    (0x2150, 0x215E),
    (0x2190, 0x2193),
    (0x2212, 0x2215),
    (0x2260, 0x2265),
    (0x2C60, 0x2C7F),  # Latin Extended-C
    (0xA717, 0xA721),  # raised and lowered letters of tone
    (0xA788, 0xA78C),  # saltillo
)
SYLLABICS: Final = ((0x1400, 0x167F), (0x18B0, 0x18F5))
KERNED: Final = "".join(map(chr, range(0x21, 0x7F))) + "ÆæŒœØøŁłÐðÞþßıʼ\u2018\u2019«»\u2013\u2014\u201c\u201d…"
"""Letters between which pairs are kept: those of both languages and of most names."""
FAR: Final = 12
"""How far, in units, the place of a mark may differ from that of the composed letter, not to be seen."""

READ: Final = frozenset({2, 4, 6})
"""The kinds of positions that are read: pairs, marks on letters, marks on marks."""

Path2 = list[tuple[str, tuple[tuple[float, float], ...]]]
Anchor = tuple[int, int]


@dataclass(slots=True)
class Face:
    """A font that was opened."""

    font: TTFont
    names: Mapping[int, str]
    marks: dict[str, dict[str, Anchor]] = field(default_factory=dict)
    bases: dict[str, dict[str, Anchor]] = field(default_factory=dict)
    stacked: dict[str, dict[str, Anchor]] = field(default_factory=dict)
    kerning: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path) -> "Face":
        """Open a font and read its positions (OpenType GPOS)."""
        font = TTFont(path, lazy=False)
        face = cls(font, font.getBestCmap())
        if "GPOS" in font:
            font["GPOS"].ensureDecompiled(recurse=True)
            table = font["GPOS"].table
            for feature, read in (("kern", face._kern), ("mark", face._mark), ("mkmk", face._mark)):
                lookups = sorted(
                    {
                        number
                        for record in table.FeatureList.FeatureRecord
                        if record.FeatureTag == feature
                        for number in record.Feature.LookupListIndex
                    }
                )
                for number in lookups:
                    for place, subtable in enumerate(table.LookupList.Lookup[number].SubTable):
                        plain = getattr(subtable, "ExtSubTable", subtable)
                        if plain.LookupType in READ:
                            read(plain, f"{feature[:2]}{number}.{place}")
        return face

    def _kern(self, table: Any, _: str) -> None:  # noqa: ANN401 - tables are made from OpenType's own descriptions
        wanted = {self.names[ord(sign)] for sign in KERNED if ord(sign) in self.names}
        for place, first in enumerate(table.Coverage.glyphs):
            if first not in wanted:
                continue
            if table.Format == 1:
                for record in table.PairSet[place].PairValueRecord:
                    if record.SecondGlyph in wanted:
                        self._pair(first, record.SecondGlyph, record.Value1)
                continue
            records = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)].Class2Record
            for second in wanted:
                self._pair(first, second, records[table.ClassDef2.classDefs.get(second, 0)].Value1)

    def _pair(self, first: str, second: str, value: Any) -> None:  # noqa: ANN401 - as above
        if (advance := getattr(value, "XAdvance", 0) or 0) or (first, second) not in self.kerning:
            self.kerning.setdefault((first, second), advance)

    def _mark(self, table: Any, name: str) -> None:  # noqa: ANN401 - as above
        over = hasattr(table, "Mark2Coverage")
        marks = table.Mark1Coverage.glyphs if over else table.MarkCoverage.glyphs
        records = (table.Mark1Array if over else table.MarkArray).MarkRecord
        for glyph, record in zip(marks, records, strict=True):
            self.marks.setdefault(glyph, {})[f"{name}.{record.Class}"] = _anchor(record.MarkAnchor)
        if over:
            pairs = zip(table.Mark2Coverage.glyphs, (r.Mark2Anchor for r in table.Mark2Array.Mark2Record), strict=True)
        else:
            pairs = zip(table.BaseCoverage.glyphs, (r.BaseAnchor for r in table.BaseArray.BaseRecord), strict=True)
        kept = self.stacked if over else self.bases
        for glyph, anchors in pairs:
            for place, anchor in enumerate(anchors):
                if anchor is not None:
                    kept.setdefault(glyph, {})[f"{name}.{place}"] = _anchor(anchor)

    def parts(self, glyph: str, at: tuple[float, float] = (0, 0)) -> Iterator[tuple[str, float, float]]:
        """Yield the plain glyphs that a glyph is made of, each with its place."""
        made = self.font["glyf"][glyph]
        if not made.isComposite():
            yield glyph, *at
            return
        for part in made.components:
            if getattr(part, "transform", None) is not None:
                yield glyph, *at
                return
        for part in made.components:
            yield from self.parts(part.glyphName, (at[0] + part.x, at[1] + part.y))

    def points(self, glyph: str, x: float = 0, y: float = 0) -> list[tuple[float, float]]:
        """Return every point of a glyph, each of its parts at its place."""
        glyphs = self.font["glyf"]
        return [
            (px + dx + x, py + dy + y)
            for part, dx, dy in self.parts(glyph)
            for px, py in glyphs[part].getCoordinates(glyphs)[0]
        ]

    def outline(self, glyph: str) -> str:
        """Return the outline of a glyph: a path for each part, with ``|`` between them."""
        glyphs = self.font.getGlyphSet()
        paths = []
        for part, x, y in self.parts(glyph):
            pen = DecomposingRecordingPen(glyphs)
            glyphs[part].draw(pen)
            paths.append(_path(pen.value, x, y))
        return "|".join(filter(None, paths))


def _anchor(anchor: Any) -> Anchor:  # noqa: ANN401 - as above
    return anchor.XCoordinate, anchor.YCoordinate


def _path(recorded: Path2, x: float, y: float) -> str:
    """Write a path as SVG does, in relative whole units; the curve through several points is split."""
    written: list[str] = []
    here = (0, 0)

    def step(letter: str, *points: tuple[float, float]) -> None:
        nonlocal here
        whole = [(round(px + x), round(py + y)) for px, py in points]
        numbers = " ".join(str(value) for px, py in whole for value in (px - here[0], py - here[1]))
        written.append(f"{letter}{numbers.replace(' -', '-')}")
        here = whole[-1]

    start = (0.0, 0.0)
    for name, points in recorded:
        if name == "moveTo":
            step("m", *points)
            start = points[0]
        elif name == "lineTo":
            step("l", *points)
        elif name == "qCurveTo":
            if points[-1] is None:
                raise ValueError(recorded)
            for place, control in enumerate(points[:-1]):
                last = place == len(points) - 2
                following = points[place + 1]
                end = following if last else ((control[0] + following[0]) / 2, (control[1] + following[1]) / 2)
                step("q", control, end)
        elif name == "closePath":
            written.append("z")
            here = (round(start[0] + x), round(start[1] + y))
        else:
            raise ValueError(name)
    return "".join(written)


def compiled(path: Path, ranges: tuple[tuple[int, int], ...]) -> dict[str, object]:
    """Return what is kept of a font."""
    face = Face.open(path)
    glyphs: dict[str, list[object]] = {}
    for first, last in ranges:
        for code in range(first, last + 1):
            name = face.names.get(code)
            if name is None or unicodedata.category(chr(code)) in {"Cf", "Cn"} or _is_put_together(face, code):
                continue
            glyphs[chr(code)] = [face.font["hmtx"][name][0], face.outline(name)]
    signs = {face.names[ord(sign)]: sign for sign in glyphs}
    used = {key for glyph, anchors in face.marks.items() if glyph in signs for key in anchors}
    short = {key: str(number) for number, key in enumerate(sorted(used))}
    os2 = face.font["OS/2"]
    return {
        "em": face.font["head"].unitsPerEm,
        "cap": os2.sCapHeight,
        "x": os2.sxHeight,
        "glyphs": glyphs,
        "kern": _kern(face),
        "marks": _by_sign(face.marks, signs, short),
        "bases": _by_sign(face.bases, signs, short),
        "stacked": _by_sign(face.stacked, signs, short),
    }


def _kern(face: Face) -> dict[str, int]:
    signs = {face.names[ord(sign)]: sign for sign in KERNED if ord(sign) in face.names}
    found = {f"{signs[a]}{signs[b]}": value for (a, b), value in face.kerning.items() if value}
    return dict(sorted(found.items()))


def _by_sign(
    anchors: Mapping[str, Mapping[str, Anchor]], signs: Mapping[str, str], used: Mapping[str, str]
) -> dict[str, dict[str, Anchor]]:
    kept = {
        signs[glyph]: {used[key]: place for key, place in sorted(places.items()) if key in used}
        for glyph, places in anchors.items()
        if glyph in signs
    }
    return {sign: places for sign, places in sorted(kept.items()) if places}


def _is_put_together(face: Face, code: int) -> bool:
    """Return whether a letter is drawn the same from its base and one mark, by their anchors."""
    plain = unicodedata.normalize("NFD", chr(code))
    if len(plain) < 2 or any(ord(sign) not in face.names for sign in plain):  # noqa: PLR2004 - a base and a mark
        return False
    base, *marks = (face.names[ord(sign)] for sign in plain)
    if face.font["hmtx"][base][0] != face.font["hmtx"][face.names[code]][0] or len(marks) > 1:
        return False
    place = placed(face.bases.get(base, {}), face.marks.get(marks[0], {}))
    if place is None:
        return False
    found = [face.points(face.names[code]), face.points(base) + face.points(marks[0], *place)]
    whole, made = (sorted(points) for points in found)
    return len(whole) == len(made) and all(
        abs(a[0] - b[0]) <= FAR and abs(a[1] - b[1]) <= FAR for a, b in zip(whole, made, strict=True)
    )


def placed(base: Mapping[str, Anchor], mark: Mapping[str, Anchor]) -> Anchor | None:
    """Return how far a mark is moved to its base: the first pair of anchors that fit."""
    for key, (x, y) in base.items():
        if key in mark:
            return x - mark[key][0], y - mark[key][1]
    return None


def main(arguments: list[str]) -> int:
    """Write the letters, or compare them; return the exit code."""
    check = "--check" in arguments
    folder = Path(next(one for one in arguments if not one.startswith("-")))
    entries, different = [], []
    for name, (package, file) in FACES.items():
        source = folder / FOLDER / file
        ranges = SYLLABICS if name.startswith("syllabics") else LATIN
        body = json.dumps(compiled(source, ranges), ensure_ascii=True, separators=(",", ":")).encode("ascii")
        place = DATA / f"{name}.json.gz"
        if not place.is_file() or gzip.decompress(place.read_bytes()) != body:
            different.append(place.name)
            if not check:
                place.write_bytes(gzip.compress(body, 9, mtime=0))
        version = TTFont(source)["name"].getDebugName(5).split(";")[0]
        entries.append(
            {
                "file": place.name,
                "what": f"outlines, pairs and anchors of {file} ({version})",
                "source": f"Debian package {package} {VERSION}: {file}, SHA-256 {_digest(source.read_bytes())}",
                "licence": "OFL-1.1 (OFL.txt)",
                "sha256": _digest(place.read_bytes()),
            }
        )
    if not check:
        index = json.dumps({"entries": entries}, indent=2) + "\n"
        (DATA / "index.json").write_text(index, encoding="utf-8")
    for name in different:
        sys.stdout.write(f"{name}: {'differs' if check else 'written'}\n")
    return 1 if check and different else 0


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
