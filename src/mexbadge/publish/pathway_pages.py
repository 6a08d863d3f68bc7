"""The page of a pathway: its picture, and the same as a table that everybody can read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from mexbadge.pathways import Pathway
from mexbadge.pathways.explaining import name_of
from mexbadge.pathways.model import Earn, Requirement, Sub, parts_of
from mexbadge.pathways.pictures import rule_of, svg
from mexbadge.publish.around import Around
from mexbadge.publish.college import ShownAward
from mexbadge.publish.files import Role, SiteFile, fixed
from mexbadge.publish.frame import Frame, SitePage, lang_attribute
from mexbadge.publish.leading import Leading
from mexbadge.texts import Lang, shown

__all__ = ["PathwayPages"]

_LONGEST = 4000


@dataclass(frozen=True)
class PathwayPages:
    """The pathways of a college, as pages; ``awards`` are its own awards by id, with where their pages are."""

    frame: Frame
    leading: Leading

    @property
    def _around(self) -> Around:
        return self.leading.around

    def pages(self, awards: Mapping[str, ShownAward]) -> Iterator[SiteFile]:
        """Yield the page of each pathway, and its picture, in each language."""
        for pathway in self._around.pathways:
            folder = f"pathways/{self._around.slug(pathway)}/"
            for lang in self.frame.languages:
                picture = f"{folder}picture-{lang}.svg"
                yield fixed(picture, svg(pathway, lang).encode("utf-8"), Role.MEDIA)
                values = {**self._told(pathway, awards, lang), "picture": picture}
                yield self.frame.page(SitePage("pathway.html", lang, folder, values))

    def _told(self, pathway: Pathway, awards: Mapping[str, ShownAward], lang: Lang) -> dict[str, object]:
        title = shown(pathway.name.text(lang) or pathway.id)
        goal = awards.get(pathway.completion or "")
        return {
            "title": title,
            "title_lang": lang_attribute(pathway.name.language(lang), lang),
            "description_lang": lang_attribute(pathway.description.language(lang), lang),
            "description": shown(pathway.description.text(lang) or "", longest=_LONGEST),
            "goal": None if goal is None else self._award(goal, lang),
            "steps": list(self._steps(pathway, awards, lang)),
            "above": [self.leading.link(one, lang) for one in self._around.above(pathway)],
        }

    def _award(self, award: ShownAward, lang: Lang) -> dict[str, Any]:
        page = f"catalogue/{award.slug}/{self.frame.inner(lang)}"
        name, language = award.said("name", lang)
        attribute = lang_attribute(language, lang)
        return {"name": shown(name), "page": page, "image": award.image.path, "lang_attribute": attribute}

    def _steps(self, pathway: Pathway, awards: Mapping[str, ShownAward], lang: Lang) -> Iterator[dict[str, object]]:
        """Yield each requirement below the goal: its number, its depth, its name, its rule, and who awards it."""
        waiting = [(part, f"{place}", 0) for place, part in enumerate(parts_of(pathway.root), 1)]
        waiting = waiting[::-1] or [(pathway.root, "1", 0)]
        while waiting:
            node, label, depth = waiting.pop()
            yield {"number": label, "depth": min(depth, 5), **self._step(node, awards, lang)}
            inner = node.pathway.root if isinstance(node, Sub) else node
            parts = [(part, f"{label}.{place}", depth + 1) for place, part in enumerate(parts_of(inner), 1)]
            waiting.extend(reversed(parts))

    def _step(self, node: Requirement, awards: Mapping[str, ShownAward], lang: Lang) -> dict[str, object]:
        page = who = None
        if isinstance(node, Earn) and node.achievement:
            own = awards.get(node.achievement)
            page = None if own is None else self._award(own, lang)["page"]
            host = urlsplit(node.achievement).hostname or ""
            who = self.frame.college.called(lang) if own is not None else self._around.college_at(host, lang) or host
        if isinstance(node, Sub):
            page = self.leading.link(node.pathway, lang)["page"]
        rule = rule_of(node.pathway.root if isinstance(node, Sub) else node, lang)
        return {
            "name": shown(name_of(node, lang)),
            "lang_attribute": lang_attribute(node.label.language(lang), lang),
            "page": page,
            "who": shown(who) if who else "",
            "rule": rule or "",
        }
