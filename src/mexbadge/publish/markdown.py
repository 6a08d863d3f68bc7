"""Markdown of strangers as markup that does nothing: no HTML, no pictures, links to the web alone."""

from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markupsafe import Markup

from mexbadge.texts import shown

__all__ = ["rendered"]

_WEB: Final = ("https://", "http://")
_LOWER: Final = 2
"""How many levels a heading is put down: the page has its own title and parts."""
_LONGEST: Final = 10_000
_DEEPEST: Final = 6


class _Renderer(RendererHTML):
    """Headings below those of the page, and links that tell nobody where they were found."""

    def renderToken(  # noqa: N802 - the library's name
        self,
        tokens: Sequence[Any],
        idx: int,
        options: Any,  # noqa: ANN401 - the library's
        env: MutableMapping[str, Any],
    ) -> str:
        token = tokens[idx]
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + _LOWER, _DEEPEST)}"
        if token.type == "link_open":
            token.attrSet("rel", "noopener noreferrer")
        return super().renderToken(tokens, idx, options, env)


def rendered(text: str) -> Markup:
    """Return Markdown (CommonMark) as markup; signs that turn the order of letters round are shown as such."""
    lines = (shown(line, longest=_LONGEST) for line in text[:_LONGEST].splitlines())
    return Markup(_reader().render("\n".join(lines)))  # noqa: S704 - raw HTML is off, and so is every scheme but the web's


@cache
def _reader() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).disable("image")
    made.validateLink = lambda url: url.lower().startswith(_WEB)  # type: ignore[method-assign]
    return made
