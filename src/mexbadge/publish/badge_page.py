"""The page of one badge: where its QR code and its link lead.

What it says is of one day and stays true: when the badge was issued, until when it is valid, since when it is revoked.
Its script says what the day of reading adds.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from mexbadge import texts
from mexbadge.artwork.codes import code_of, code_png
from mexbadge.badge import Evidence, Result
from mexbadge.credentials.sharing import sharing_of
from mexbadge.issuer.register.records import Status
from mexbadge.publish import private
from mexbadge.publish.badge_facts import IssuedFacts
from mexbadge.publish.catalogue_pages import CataloguePages
from mexbadge.publish.college import KINDS, ShownAward, ShownBadge
from mexbadge.publish.files import Role, SiteFile, digest
from mexbadge.publish.frame import Frame, SitePage, lang_attribute
from mexbadge.publish.markdown import rendered
from mexbadge.publish.structured import award_data, script_json
from mexbadge.texts import Lang, shown
from mexbadge.verify.findings import day

__all__ = ["BadgePages"]

_STATES: Final[Mapping[Status, str]] = {
    Status.ACTIVE: "issued",
    Status.REVOKED: "revoked",
    Status.SUSPENDED: "suspended",
    Status.SUPERSEDED: "superseded",
}
_SIGNS: Final = {"issued": "i", "ended": "!", "revoked": "✕", "suspended": "!", "superseded": "→"}
"""What says a state beside its colour and its words."""
_LONGEST: Final = 4000
_WEB: Final = ("https://", "http://")


@dataclass(frozen=True)
class BadgePages:
    """The pages of badges, each with the code that leads there."""

    frame: Frame
    catalogue: CataloguePages

    def pages(self, badge: ShownBadge, award: ShownAward, facts: Callable[[], IssuedFacts]) -> Iterator[SiteFile]:
        """Yield the pages of one badge, and the code that leads there; ``facts`` are those of its document."""
        path, address = badge.path, self._address(badge)
        yield SiteFile(f"{path}code.png", digest("code", address), lambda: code_png(code_of(address)), Role.MEDIA)
        for lang in self.frame.languages:
            values = {
                "of": badge,
                "award_of": self.catalogue.key(award),
                "leading": self.catalogue.leads(award, lang),
                "vouched": self.catalogue.leading.vouched(lang),
            }
            more = _Later(self, badge, award, facts, lang)
            yield self.frame.page(SitePage("badge.html", lang, path, values, private=True, more=more))

    def _address(self, badge: ShownBadge) -> str:
        return f"{self.frame.college.base}/{badge.path}"

    def told(self, badge: ShownBadge, award: ShownAward, facts: IssuedFacts, lang: Lang) -> dict[str, object]:
        """Return what the page of a badge says, as its template names it."""
        college, address = self.frame.college, self._address(badge)
        said, name = self.catalogue.told(award, lang), award.called(lang)
        sharing = sharing_of(
            {
                "name": name,
                "organization": college.called(lang),
                "organization_id": college.linkedin,
                "page": address,
                "id": badge.shown_id,
                "picture": f"{college.base}/{award.image.path}",
            },
            valid_from=badge.valid_from,
            valid_until=badge.valid_until,
            alt=str(said["alt"]),
        )
        title = shown(name)
        mail = self.frame.say("site_share_text", lang, name=name, college=college.called(lang))
        return {
            "title": title,
            "award": said,
            "badge": self._badge(badge, lang),
            "proof": self._proof(facts, lang) if badge.file is not None else None,
            "places": facts.status if badge.shown_id else (),
            "sharing": sharing,
            "mail": f"mailto:?subject={quote(title)}&body={quote(f'{mail} {address}')}",
            "data": script_json(award_data(award, college, lang, address)),
        }

    def _badge(self, badge: ShownBadge, lang: Lang) -> dict[str, object]:
        college = self.frame.college.called(lang)
        state = "ended" if badge.ended and badge.status is Status.ACTIVE else _STATES[badge.status]
        moment = badge.valid_until if state == "ended" else badge.since or badge.valid_from
        since = day(str(moment)[:10], lang)
        tongue = lang if lang in badge.reasons else next(iter(badge.reasons), lang)
        lines = [badge.reasons[tongue]] if badge.reasons else []
        if badge.status is Status.ACTIVE:
            tongue, lines = lang, [] if badge.ended else [self.frame.say("site_issued_check", lang)]
        name, kind = KINDS[badge.form]
        return {
            "id": badge.shown_id,
            "state": state,
            "sign": _SIGNS[state],
            "sentence": self.frame.say(f"site_{state}", lang, day=since, college=college),
            "lines_lang": lang_attribute(tongue, lang),
            "lines": [shown(line, longest=_LONGEST) for line in lines],
            "holder": None if badge.holder is None else shown(badge.holder),
            "valid_from": badge.valid_from,
            "from_text": day(badge.valid_from[:10], lang),
            "valid_until": badge.valid_until,
            "until_text": None if badge.valid_until is None else day(badge.valid_until, lang),
            "file": None if badge.file is None else f"badge.{badge.file.rpartition('.')[2]}",
            "credential": name,
            "kind": kind,
            "form": self.frame.say(f"site_form_{badge.form.replace('-', '_')}", lang),
            "next": badge.next,
            "sealed": badge.sealed and {"part": badge.sealed, "page": private.PAGE, "file": private.FILE},
        }

    def _proof(self, facts: IssuedFacts, lang: Lang) -> dict[str, object]:
        """Return what shows that it was earned; its holder agreed to be shown."""
        return {
            "narrative": rendered(facts.narrative) if facts.narrative else "",
            "evidence": [_evidence(one) for one in facts.evidence],
            "results": [found for one in facts.results if (found := self._result(one, lang)) is not None],
        }

    def _result(self, one: Result, lang: Lang) -> tuple[str, str, str] | None:
        """Return a result: what was measured, what was reached, and what was needed."""
        reached = one.value or one.level_name or (_status(one.status, lang) if one.status else None)
        if reached is None:
            return None
        needed = one.required or one.required_name
        name = one.name or self.frame.say("site_result", lang)
        return shown(name), shown(reached), self.frame.say("site_needed", lang, value=needed) if needed else ""


@dataclass(frozen=True, slots=True)
class _Later:
    """What a page says, made when it is written."""

    pages: BadgePages
    badge: ShownBadge
    award: ShownAward
    facts: Callable[[], IssuedFacts]
    lang: Lang

    def __call__(self) -> dict[str, object]:
        return self.pages.told(self.badge, self.award, self.facts(), self.lang)


def _evidence(one: Evidence) -> Evidence:
    """Return evidence as it may be shown: texts in which nothing acts, and a link to the web or none."""
    texts_ = {name: shown(text, longest=_LONGEST) for name in ("name", "genre") if (text := getattr(one, name))}
    said = one.narrative or one.description
    url = one.url if one.url and one.url.lower().startswith(_WEB) else None
    return replace(one, url=url, narrative=rendered(said) if said else None, description=None, **texts_)


def _status(status: str, lang: Lang) -> str:
    try:
        return texts.printed(f"site_result_{status.lower()}", lang)
    except LookupError:
        return status
