"""The page of one badge: where its QR code and its link lead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mexbadge.artwork.codes import code_of, code_png
from mexbadge.credentials.sharing import linkedin_url
from mexbadge.issuer.register.records import Status
from mexbadge.publish.catalogue_pages import CataloguePages
from mexbadge.publish.college import KINDS, ShownAward, ShownBadge
from mexbadge.publish.files import Role, SiteFile, digest
from mexbadge.publish.frame import Frame, SitePage
from mexbadge.texts import Lang, shown
from mexbadge.verify.findings import day

__all__ = ["BadgePages"]

_STATES: Final[Mapping[Status, str]] = {
    Status.ACTIVE: "issued",
    Status.REVOKED: "revoked",
    Status.SUSPENDED: "suspended",
    Status.SUPERSEDED: "superseded",
}


@dataclass(frozen=True)
class BadgePages:
    """The pages of badges, each with the code that leads there."""

    frame: Frame
    catalogue: CataloguePages

    def pages(self, badge: ShownBadge, award: ShownAward) -> Iterator[SiteFile]:
        """Yield the pages of one badge, and the code that leads there."""
        path, address = badge.path, self._address(badge)
        yield SiteFile(f"{path}code.png", digest("code", address), lambda: code_png(code_of(address)), Role.MEDIA)
        for lang in self.frame.languages:
            yield self.frame.page(SitePage("badge.html", lang, path, self._told(badge, award, lang), private=True))

    def _address(self, badge: ShownBadge) -> str:
        return f"{self.frame.college.base}/{badge.path}"

    def _told(self, badge: ShownBadge, award: ShownAward, lang: Lang) -> dict[str, object]:
        college = self.frame.college.called(lang)
        since = day((badge.since or badge.valid_from)[:10], lang)
        state = _STATES[badge.status]
        until = None if badge.valid_until is None else day(badge.valid_until, lang)
        lines = [badge.reasons[lang]] if lang in badge.reasons else list(badge.reasons.values())[:1]
        if badge.status is Status.ACTIVE:
            lines = [self.frame.say("site_issued_check", lang)]
        facts = {
            "name": award.name,
            "organization": college,
            "page": self._address(badge),
            "id": badge.id,
        }
        name, kind = KINDS[badge.form]
        told = {
            "state": state,
            "sentence": self.frame.say(f"site_{state}", lang, day=since, college=college),
            "lines": [shown(line) for line in lines],
            "holder": None if badge.holder is None else shown(badge.holder),
            "valid_from": badge.valid_from,
            "from_text": day(badge.valid_from[:10], lang),
            "valid_until": badge.valid_until,
            "until_text": until,
            "file": None if badge.file is None else f"badge.{badge.file.rpartition('.')[2]}",
            "credential": name,
            "kind": kind,
        }
        linkedin = linkedin_url(facts, valid_from=badge.valid_from, valid_until=badge.valid_until)
        title = shown(award.name)
        return {"badge": told, "award": self.catalogue.told(award, lang), "linkedin": linkedin, "title": title}
