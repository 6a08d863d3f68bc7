"""The pages of what a college awards: all of it, and each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mexbadge import texts
from mexbadge.publish.college import ShownAward
from mexbadge.publish.files import Role, SiteFile, fixed
from mexbadge.publish.frame import Frame, SitePage, lang_attribute
from mexbadge.publish.markdown import rendered
from mexbadge.texts import Lang, shown

__all__ = ["CataloguePages"]

_LONGEST: Final = 4000


@dataclass(frozen=True)
class CataloguePages:
    """What a college awards, as pages."""

    frame: Frame

    def pages(self, awards: tuple[ShownAward, ...]) -> Iterator[SiteFile]:
        """Yield what a college awards, and a page of each, with their pictures."""
        for lang in self.frame.languages:
            title = self.frame.say("site_awards_of", lang, college=self.frame.college.called(lang))
            listed = [self.told(award, lang) for award in awards]
            yield self.frame.page(SitePage("index.html", lang, "", {"title": title, "awards": listed}))
            for award, told in zip(awards, listed, strict=True):
                values = {"title": told["name"], "award": told}
                yield self.frame.page(SitePage("award.html", lang, f"catalogue/{award.slug}/", values))
        for award in awards:
            yield fixed(award.image.path, award.image.body, Role.MEDIA)

    @cached_property
    def _awards(self) -> dict[tuple[str, Lang], dict[str, object]]:
        return {}

    def told(self, award: ShownAward, lang: Lang) -> dict[str, object]:
        """Return what is said of an award, made once however many have it: its id stands for one version of it."""
        key = (award.id, lang)
        if key not in self._awards:
            self._awards[key] = self._made_of(award, lang)
        return self._awards[key]

    def _made_of(self, award: ShownAward, lang: Lang) -> dict[str, object]:
        inner = self.frame.inner(lang)
        facts = []
        if award.credits is not None:
            facts.append((self.frame.say("site_credits", lang), _number(award.credits, lang)))
        return {
            "name": shown(award.name),
            "description": shown(award.description, longest=_LONGEST),
            "criteria": rendered(award.criteria) if award.criteria else "",
            "kind": _kind(award.kind, lang),
            "image": award.image.path,
            "alt": self.frame.say("site_image_of", lang, name=award.name, college=self.frame.college.called(lang)),
            "lang_attribute": lang_attribute(award.language, lang),
            "facts": facts,
            "skills": award.skills,
            "page": f"{'../' if inner else ''}catalogue/{award.slug}/{inner}",
        }


def _kind(kind: str | None, lang: Lang) -> str:
    try:
        return texts.message(f"site_kind_{(kind or 'Badge').lower()}", lang)
    except LookupError:
        return texts.message("site_kind_badge", lang)


def _number(value: float, lang: Lang) -> str:
    text = f"{value:g}"
    return text.replace(".", ",") if lang == "fr" else text
