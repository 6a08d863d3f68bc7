"""The letters of an exchange: one template for each kind and language, and the same foot below each of them.

The foot is what Canada's law asks of every message (Anti-Spam Legislation, section 6(2)): who writes, a postal address,
why it came, and how to stop.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import mexbadge
from mexbadge.deliver import Rendered, Template, bundled, html_of
from mexbadge.errors import InputError
from mexbadge.match.exchange.telling import Tells
from mexbadge.texts import LANGUAGES

__all__ = ["FIELDS", "LetterTexts"]

FIELDS: Final = (
    *("name", "exchange", "postal", "answers", "until", "title", "party", "reason", "lines", "contact", "phone"),
    *("email", "yes", "yes_line", "no", "no_line", "gone", "gone_line", "stop", "stop_line", "number", "price"),
)
"""What a template may put in; each is a text, empty where there is nothing to say. ``yes`` and its like are links."""
_FOOTER: Final = "footer"
_OWN: Final = Path(mexbadge.__file__).with_name("_data") / "templates" / "exchange"
_LETTERS: Final = "letters"
_LONGEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class LetterTexts:
    """Every template, checked; made by :meth:`read`."""

    templates: Mapping[tuple[str, str], Template]

    @classmethod
    def read(cls, folder: Path) -> "LetterTexts":
        """Read the templates: those of the folder's ``letters`` in the place of ours.

        Raises :class:`InputError` as :meth:`Template.read`, and ``exchange_template`` for one that cannot be read.
        """
        found = {}
        for kind in (*map(str, Tells), _FOOTER):
            for language in LANGUAGES:
                name = f"{kind}.{language}.md"
                own = folder / _LETTERS / name
                text = _text(own) if own.is_file() else bundled(_OWN, kind, language)
                made = Template.read(text, source=f"{_LETTERS}/{name}", fields=FIELDS, subject=kind != _FOOTER)
                found[kind, language] = made
        return cls(found)

    def fill(self, kind: Tells, language: str, values: Mapping[str, object]) -> tuple[Rendered, str]:
        """Return subject and plain text of a letter, and its HTML."""
        whole = {**dict.fromkeys(FIELDS, ""), **values}
        made = self.templates[kind.value, language].fill(whole)
        foot = self.templates[_FOOTER, language].fill(whole)
        html = html_of(made.markdown, footer=foot.markdown, subject=made.subject, language=language)
        return Rendered(made.subject, f"{made.text}\n-- \n{foot.text}", made.markdown), html


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()[: _LONGEST + 1]
        if len(content) <= _LONGEST:
            return content.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        pass
    raise InputError("exchange_template", path=path.name)
