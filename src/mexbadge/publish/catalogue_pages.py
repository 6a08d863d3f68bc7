"""The pages of what a college awards: all of it, and each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mexbadge import texts
from mexbadge.publish.cards import card_file, card_path
from mexbadge.publish.college import AlignedSkill, Assessed, PartnerWord, ShownAward, fingerprint
from mexbadge.publish.files import Role, SiteFile, fixed
from mexbadge.publish.frame import Frame, SitePage, lang_attribute, number
from mexbadge.publish.leading import Leading
from mexbadge.publish.markdown import rendered
from mexbadge.publish.structured import award_data, script_json
from mexbadge.texts import Lang, shown

__all__ = ["CataloguePages"]

_LONGEST: Final = 4000
_SHORT: Final = 160


@dataclass(frozen=True)
class CataloguePages:
    """What a college awards, as pages."""

    frame: Frame
    leading: Leading

    def pages(self, awards: tuple[ShownAward, ...]) -> Iterator[SiteFile]:
        """Yield what a college awards, and a page of each."""
        for lang in self.frame.languages:
            title = self.frame.say("site_awards_of", lang, college=self.frame.college.called(lang))
            listed = [self.told(award, lang) for award in awards]
            pathways = [self.leading.link(one, lang) for one in self.leading.around.pathways]
            shown_here = {"title": title, "awards": listed, "pathways": pathways}
            yield self.frame.page(SitePage("index.html", lang, "", shown_here))
            for award, told in zip(awards, listed, strict=True):
                url = f"{self.frame.college.base}/catalogue/{award.slug}/{self.frame.inner(lang)}"
                data = script_json(award_data(award, self.frame.college, lang, url))
                values = {"title": told["name"], "award": told, "data": data, "leading": self.leads(award, lang)}
                yield self.frame.page(SitePage("award.html", lang, f"catalogue/{award.slug}/", values))

    def pictures(self, awards: Iterable[ShownAward]) -> Iterator[SiteFile]:
        """Yield the pictures of awards, and their cards, each once: versions of an award often share them."""
        found: dict[str, SiteFile] = {}
        for award in awards:
            found.setdefault(award.image.path, fixed(award.image.path, award.image.body, Role.MEDIA))
            for lang in self.frame.languages:
                one = card_file(award, self.frame.college, lang)
                found.setdefault(one.path, one)
        yield from found.values()

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {}

    def key(self, award: ShownAward) -> str:
        """Return a digest of all that is said of an award, made once."""
        if award.id not in self._keys:
            self._keys[award.id] = fingerprint(award)
        return self._keys[award.id]

    @cached_property
    def _leads(self) -> dict[tuple[str, Lang], Mapping[str, object]]:
        return {}

    def leads(self, award: ShownAward, lang: Lang) -> Mapping[str, object]:
        """Return what is said of where an award leads, made once."""
        key = (award.id, lang)
        if key not in self._leads:
            self._leads[key] = {**self.leading.told(award, lang), "hours": self.leading.hours(award, lang)}
        return self._leads[key]

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
        inner, college = self.frame.inner(lang), self.frame.college.called(lang)
        facts = [(self.frame.say(code, lang), shown(text)) for code, text in award.details]
        if (hours := self.leading.hours(award, lang)) is not None:
            facts.append((self.frame.say("site_hours", lang), hours))
        if award.credits is not None:
            facts.append((self.frame.say("site_credits", lang), number(award.credits, lang)))
        name, description, criteria = (award.said(one, lang) for one in ("name", "description", "criteria"))
        return {
            "id": award.id,
            "name": shown(name[0]),
            "name_lang": lang_attribute(name[1], lang),
            "description": shown(description[0], longest=_LONGEST),
            "description_lang": lang_attribute(description[1], lang),
            "short": shown(description[0], longest=_SHORT),
            "criteria": rendered(criteria[0]) if criteria[0] else "",
            "criteria_lang": lang_attribute(criteria[1], lang),
            "criteria_url": award.criteria_url,
            "kind": _kind(award.kind, lang),
            "image": award.image.path,
            "card": card_path(award, self.frame.college, lang),
            "alt": self.frame.say("site_image_of", lang, name=name[0], college=college),
            "lang_attribute": lang_attribute(award.language, lang),
            "facts": facts,
            "skills": [AlignedSkill(shown(s.name), s.url, s.framework and shown(s.framework)) for s in award.skills],
            "assessed": [self._assessed(one, lang) for one in award.assessed],
            "endorsed": [
                PartnerWord(shown(one.name), one.url, shown(one.comment, longest=_LONGEST)) for one in award.endorsed
            ],
            "page": f"{'../' if inner else ''}catalogue/{award.slug}/{inner}",
            "in_site": f"catalogue/{award.slug}/{inner}",
        }

    def _assessed(self, one: Assessed, lang: Lang) -> tuple[str, list[str]]:
        """Return how an achievement is assessed: what it is called, and sentences on it."""
        said = []
        if one.needed:
            said.append(self.frame.say("site_needed", lang, value=one.needed))
        if one.least and one.most:
            said.append(self.frame.say("site_scale", lang, least=one.least, most=one.most))
        return shown(one.name), said


def _kind(kind: str | None, lang: Lang) -> str:
    try:
        return texts.printed(f"site_kind_{(kind or 'Badge').lower()}", lang)
    except LookupError:
        return texts.printed("site_kind_badge", lang)
