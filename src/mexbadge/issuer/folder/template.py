"""What a new issuer's folder holds besides keys and register: a template in the framework's headings, and its rules.

The headings are those of eCampusOntario's micro-credential framework. Some have a member of their own in the standard,
the others are sections of the criteria, which every viewer of badges shows.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from mexbadge.credentials.achievement import read_table
from mexbadge.errors import InputError, Problem
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.folder.settings import FILE, KNOWN, Settings, read_settings, settings_text
from mexbadge.tabular.headings import heading_key

__all__ = [
    "HEADINGS",
    "TEMPLATE",
    "empty_headings",
    "read_settings",
    "template",
    "unknown_settings",
    "write_folder",
    "write_template",
]

TEMPLATE: Final = "first-micro-credential"
"""The name of the achievement that a new folder begins with."""
HEADINGS: Final = (
    "issuing_body",
    "competencies",
    "outcomes",
    "assessment",
    "hours",
    "endorsement",
    "expiry",
)
"""The headings of the framework, in its order."""
_SECTIONS: Final[Mapping[str, str]] = {
    "competencies": "competencies, competencies and alignment, skills, competences, competences et alignement",
    "outcomes": "outcomes, learning outcomes, resultats, resultats d apprentissage, acquis d apprentissage",
    "assessment": "assessment, assessment and evidence, evaluation, evaluation et preuves, evaluation et preuve",
    "hours": "hours, credits, hours and credits, hours credits, heures, heures et credits, heures credits",
    "endorsement": "partner endorsement, endorsement, partners, appui des partenaires, appui d un partenaire, "
    "partenaires",
    "expiry": "expiry, expiration, validity, duree de validite, echeance",
}
_SECTION: Final = re.compile(r"^#{1,6}[ \t]++(.++)$", re.MULTILINE)
_IGNORED: Final = (
    "# Keep these out of version control: keys, people, and badges that are theirs.\n/keys/\n/register.db*\n/issued/\n"
)
_LONGEST: Final = 256 * 1024

_TEMPLATE_TEXT: Final = '''\
# A micro-credential, in the words of Open Badges 3.0 and under the headings of eCampusOntario's framework.
# Une microattestation, avec les mots d'Open Badges 3.0 et les rubriques du cadre d'eCampusOntario.
#
# Replace every CHANGE ME: nothing is issued while one is left. `mexbadge check` says what is missing.
# Remplacez chaque CHANGE ME : rien n'est émis tant qu'il en reste. `mexbadge check` dit ce qui manque.
# Once issued, it stays as it is; a change then makes a new version.

achievementType = "MicroCredential"
name = "CHANGE ME: the name on the badge"
description = "CHANGE ME: one sentence that an employer understands"
inLanguage = "{language}"
creditsAvailable = 0
# fieldOfStudy = "Long-term care"
# tag = ["dementia", "long-term care"]

# What the badge says is in one language. Its pages, cards and links can say it in another one:
# Le badge parle une seule langue. Ses pages, cartes et liens peuvent le dire dans une autre :
# name_{other} = "…"
# description_{other} = "…"
# criteria_{other} = "…"

criteria = """
## Outcomes

CHANGE ME: what the learner can do, one line each, beginning with a verb.

## Assessment and evidence

CHANGE ME: how it is assessed, by whom, and which evidence an employer can see.

## Hours and credits

CHANGE ME: hours of instruction and of placement; creditsAvailable above holds the credits.

## Partner endorsement

CHANGE ME: which employer or professional body helped to make it or stands behind it, or: none.

## Expiry

CHANGE ME: how long it holds, or: it does not expire.
"""

# Competencies: one block for each, aligned to a framework such as ESCO, O*NET or your own.
[[alignment]]
type = ["Alignment"]
targetName = "CHANGE ME: a competency"
targetUrl = "https://example.org/CHANGE-ME"
targetFramework = "CHANGE ME: ESCO"
targetType = "ceasn:Competency"
'''


def write_folder(folder: Path, settings: Settings, *, template: bool = True) -> None:
    """Write what a new folder holds besides keys and register; a file that is there already stays.

    ``template`` says whether the achievement that a new issuer begins with is among it.

    Raises :class:`RegisterError` ``register_disk_full`` or ``register_file_unwritable``.
    """
    for name in ("achievements", "images"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for path, content in (
        (folder / FILE, settings_text(settings)),
        (folder / ".gitignore", _IGNORED),
    ):
        if not path.exists():
            delivery.write_file(path, content.encode("utf-8"))
    if template:
        write_template(folder, settings)


def write_template(folder: Path, settings: Settings, slug: str = TEMPLATE) -> Path:
    """Write the template of an achievement, unless there is one of that name."""
    path = folder / "achievements" / f"{slug}.toml"
    if not path.exists():
        delivery.write_file(path, template(settings).encode("utf-8"))
    return path


def template(settings: Settings) -> str:
    """Return the text of the template; as it stands it is refused when a badge is issued."""
    language = settings.languages[0] if settings.languages else "en"
    other = next((one for one in (*settings.languages, "fr", "en") if one != language), language)
    return _TEMPLATE_TEXT.format(language=f"{language}-CA" if language in {"en", "fr"} else language, other=other)


def unknown_settings(folder: Path) -> Iterator[Problem]:
    """Yield ``college_setting_unknown`` for each setting of ``mexbadge.toml`` that means nothing."""
    try:
        with (folder / FILE).open("rb") as file:
            table = read_table(file.read(_LONGEST), FILE)
    except (OSError, InputError):
        return
    for section, inner in table.items():
        known = KNOWN.get(section)
        if known is None or not isinstance(inner, Mapping):
            yield Problem("college_setting_unknown", section, {"name": section, "known": ", ".join(KNOWN)})
            continue
        for name in inner:
            if name not in known:
                values = {"name": f"{section}.{name}", "known": ", ".join(sorted(known))}
                yield Problem("college_setting_unknown", f"{section}.{name}", values)


def empty_headings(achievement: Mapping[str, object], settings: Settings, *, endorsed: bool = False) -> tuple[str, ...]:
    """Return which headings of the framework an achievement says nothing under; see :data:`HEADINGS`.

    ``endorsed`` says that the register holds a partner's endorsement of it.
    """
    criteria = achievement.get("criteria")
    narrative = criteria.get("narrative") if isinstance(criteria, Mapping) else criteria
    sections = _sections(narrative if isinstance(narrative, str) else "")
    filled = {
        heading for heading, names in _SECTIONS.items() if any(sections.get(name.strip()) for name in names.split(","))
    }
    credits_ = achievement.get("creditsAvailable")
    filled |= {"issuing_body"} if settings.description else set()
    filled |= {"competencies"} if achievement.get("alignment") else set()
    filled |= {"hours"} if isinstance(credits_, int | float) and credits_ > 0 else set()
    filled |= (
        {"endorsement"} if endorsed or achievement.get("endorsement") or achievement.get("endorsementJwt") else set()
    )
    return tuple(heading for heading in HEADINGS if heading not in filled)


def _sections(narrative: str) -> dict[str, str]:
    """Return what stands under each heading of a Markdown text."""
    parts = _SECTION.split(narrative)
    names = [name.rstrip().rstrip("#").rstrip() for name in parts[1::2]]
    return {heading_key(name): text.strip() for name, text in zip(names, parts[2::2], strict=True)}
