"""The HTML of a message: Markdown in one plain layout, readable at 320 pixels, on light and dark ground.

Nothing is fetched: no picture, no tracking, no script. Every style stands where it is used, for most mail programs
throw away what stands elsewhere; what only some understand (the dark ground) is in the head.
"""

from collections.abc import MutableMapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

import mexbadge
from mexbadge.deliver import libraries

if TYPE_CHECKING:
    from jinja2 import Template
    from markdown_it import MarkdownIt

__all__ = ["html_of"]

_TEMPLATE: Final = Path(mexbadge.__file__).with_name("_data") / "templates" / "mail.html.j2"
_LINK: Final = "color:#0b57a4;text-decoration:underline;"
_BUTTON: Final = (
    "display:inline-block;background-color:#0b57a4;color:#ffffff;padding:12px 20px;"
    "border-radius:6px;text-decoration:none;font-weight:600;"
)
_STYLES: Final = {
    "p": "margin:0 0 16px 0;",
    "ul": "margin:0 0 16px 0;padding-left:22px;",
    "ol": "margin:0 0 16px 0;padding-left:22px;",
    "li": "margin:0 0 6px 0;",
    "h1": "margin:0 0 16px 0;font-size:22px;line-height:1.3;",
    "h2": "margin:24px 0 8px 0;font-size:18px;line-height:1.3;",
}


def html_of(markdown: str, *, footer: str, subject: str, language: str, main_link: str = "") -> str:
    """Return one whole HTML page; the link that is ``main_link`` looks like a button, where it stands by itself."""
    body, foot = _markdown().render(markdown, {"main": main_link}), _markdown().render(footer, {"main": ""})
    return _layout().render(body=body, footer=foot, subject=subject, language=language)


@cache
def _markdown() -> "MarkdownIt":
    class Renderer(libraries.RendererHTML):
        """Tags with their styles on them."""

        def renderToken(  # noqa: N802 - the library's name
            self,
            tokens: Sequence[Any],
            idx: int,
            options: Any,  # noqa: ANN401 - the library's
            env: MutableMapping[str, Any],
        ) -> str:
            token = tokens[idx]
            if token.nesting == 1 and token.tag in _STYLES:
                token.attrSet("style", _STYLES[token.tag])
            if token.type == "link_open":
                alone = idx == 0 and len(tokens) == _ALONE
                main = env.get("main") and token.attrGet("href") == env["main"] and alone
                token.attrSet("style", _BUTTON if main else _LINK)
                token.attrSet("class", "button" if main else "link")
            return super().renderToken(tokens, idx, options, env)

    return libraries.MarkdownIt("commonmark", {"html": False, "breaks": True}, renderer_cls=Renderer).disable("image")


_ALONE: Final = 3
"""How many parts a paragraph has that is one link: it opens, says something, and closes."""


@cache
def _layout() -> "Template":
    environment = libraries.Environment(
        autoescape=True, undefined=libraries.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["made"] = Markup
    return environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
