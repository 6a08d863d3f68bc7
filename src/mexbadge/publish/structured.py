"""What machines read in a page: schema.org data as JSON-LD, and nothing that names a person."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from mexbadge import _json
from mexbadge.publish.college import ShownAward, SiteOwner

__all__ = ["award_data", "script_json"]

_WITHOUT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def award_data(award: ShownAward, college: SiteOwner, lang: str, url: str) -> dict[str, Any]:
    """Return an achievement as schema.org EducationalOccupationalCredential, for its page at ``url``."""
    name, language = award.said("name", lang)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "name": name,
        "description": award.said("description", lang)[0],
        "url": url,
        "image": f"{college.base}/{award.image.path}",
        "identifier": award.id,
        "recognizedBy": {"@type": "CollegeOrUniversity", "name": college.called(lang), "url": college.url},
    }
    if award.kind:
        found["credentialCategory"] = award.kind
    if language:
        found["inLanguage"] = language
    if award.skills:
        found["competencyRequired"] = [
            {
                "@type": "DefinedTerm",
                "name": skill.name,
                **({"url": skill.url} if skill.url else {}),
                **({"inDefinedTermSet": skill.framework} if skill.framework else {}),
            }
            for skill in award.skills
        ]
    return found


def script_json(value: Mapping[str, Any]) -> Any:  # noqa: ANN401 - markup
    """Return JSON as markup for a data block, in which nothing ends the block or begins another element."""
    text = _json.dumps(value, indent=1)
    for sign, escaped in _WITHOUT.items():
        text = text.replace(sign, escaped)
    return Markup(text)  # noqa: S704 - every sign that means something in markup is escaped
