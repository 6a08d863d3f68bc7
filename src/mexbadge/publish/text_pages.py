"""Pages of plain text: what is kept, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mexbadge.publish.files import SiteFile
from mexbadge.publish.frame import Frame, SitePage
from mexbadge.texts import Lang

__all__ = ["TextPages"]

_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "privacy": ("", "pages", "names", "visits", "withdraw"),
}


@dataclass(frozen=True)
class TextPages:
    """What a college says beside its badges, as pages."""

    frame: Frame

    def pages(self) -> Iterator[SiteFile]:
        """Yield each page, in each language."""
        for lang in self.frame.languages:
            for name in _PARTS:
                values = {"title": self.frame.say(f"site_{name}", lang), "parts": self._parts(name, lang)}
                yield self.frame.page(SitePage("text.html", lang, f"{name}/", values))

    def _parts(self, name: str, lang: Lang) -> list[tuple[str, list[str]]]:
        """Return the parts of a page of text: a heading each, and its paragraphs."""
        college = self.frame.college.called(lang)
        return [
            (
                self.frame.say(f"site_{name}_{part}_title", lang) if part else "",
                [self.frame.say(f"site_{name}_{part or 'start'}", lang, college=college)],
            )
            for part in _PARTS[name]
        ]
