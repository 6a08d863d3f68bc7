"""The templates of an issuer's messages: those that come along, and in their place those of the folder ``mail``."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import mexbadge
from mexbadge.deliver import Link, Rendered, Template, bundled, html_of
from mexbadge.errors import InputError
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.folder.mail_settings import MAIL
from mexbadge.issuer.mailing.notices import Notice
from mexbadge.texts import LANGUAGES

__all__ = ["FIELDS", "Wording", "write_templates"]

FIELDS: Final = (
    "name",
    "achievement",
    "issuer",
    "link",
    "file",
    "issued",
    "valid_until",
    "reason",
    "renew",
    "contact",
    "postal",
    "id",
)
"""What a template may put in; each is a text, empty where there is nothing to say."""
_FOOTER: Final = "footer"
_OWN: Final = Path(mexbadge.__file__).with_name("_data") / "templates" / "mail"
_LONGEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Wording:
    """Every template, checked; made by :meth:`read`."""

    templates: Mapping[tuple[str, str], Template]

    @classmethod
    def read(cls, folder: Path) -> "Wording":
        """Read the templates of an issuer's folder: ``mail/new.fr.md`` and so on, each in the place of ours.

        Raises :class:`InputError` as :meth:`Template.read`, ``mail_template_unknown`` for a file in ``mail`` that
        stands for no message, ``mail_template_unreadable``.
        """
        found: dict[tuple[str, str], Template] = {}
        names = [(kind, language) for kind in (*map(str, Notice), _FOOTER) for language in LANGUAGES]
        known = {f"{kind}.{language}.md" for kind, language in names}
        for path in sorted((folder / MAIL).glob("*.md")):
            if path.name not in known:
                raise InputError("mail_template_unknown", path=f"{MAIL}/{path.name}", known=", ".join(sorted(known)))
        for kind, language in names:
            name = f"{kind}.{language}.md"
            own = folder / MAIL / name
            text = _text(own, f"{MAIL}/{name}") if own.is_file() else bundled(_OWN, kind, language)
            found[kind, language] = Template.read(text, source=f"{MAIL}/{name}", fields=FIELDS, subject=kind != _FOOTER)
        return cls(found)

    def fill(self, notice: Notice, language: str, values: Mapping[str, object]) -> tuple[Rendered, str]:
        """Return subject and plain text of a message, and its HTML."""
        made = self.templates[notice.value, language].fill(values)
        foot = self.templates[_FOOTER, language].fill(values)
        link = values["link"]
        html = html_of(
            made.markdown,
            footer=foot.markdown,
            subject=made.subject,
            language=language,
            main_link=link if isinstance(link, Link) else "",
        )
        return Rendered(made.subject, f"{made.text}\n-- \n{foot.text}", made.markdown), html


def write_templates(folder: Path) -> list[Path]:
    """Write the templates that come along into the folder ``mail``, to be changed; one that is there already stays."""
    made: list[Path] = []
    for source in sorted(_OWN.glob("*.md")):
        path = folder / MAIL / source.name
        if not path.exists():
            delivery.write_file(path, source.read_bytes())
            made.append(path)
    return made


def _text(path: Path, shown: str) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST + 1)
        if len(content) <= _LONGEST:
            return content.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        pass
    raise InputError("mail_template_unreadable", path=shown)
