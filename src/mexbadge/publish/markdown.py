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
_ABOVE: Final = 2
"""How many levels of headings stand above: the page has its own title and parts."""
_LONGEST: Final = 10_000
_DEEPEST: Final = 6


class _Renderer(RendererHTML):
    """Links that tell nobody where they were found."""

    def renderToken(  # noqa: N802 - the library's name
        self,
        tokens: Sequence[Any],
        idx: int,
        options: Any,  # noqa: ANN401 - the library's
        env: MutableMapping[str, Any],
    ) -> str:
        token = tokens[idx]
        if token.type == "link_open":
            token.attrSet("rel", "noopener noreferrer")
        return super().renderToken(tokens, idx, options, env)


def rendered(text: str) -> Markup:
    """Return Markdown (CommonMark) as markup; signs that turn the order of letters round are shown as such."""
    reader = _reader()
    env: dict[str, Any] = {}
    lines = (shown(line, longest=_LONGEST) for line in text[:_LONGEST].splitlines())
    tokens = _outlined(reader.parse("\n".join(lines), env))
    return Markup(reader.renderer.render(tokens, reader.options, env))  # noqa: S704 - raw HTML is off, and so is every scheme but the web's


def _outlined(tokens: list[Any]) -> list[Any]:
    """Put headings below those of the page, each at most one level below the one before it."""
    levels: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
            while levels and levels[-1] >= level:
                levels.pop()
            levels.append(level)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(len(levels) + _ABOVE, _DEEPEST)}"
    return tokens


@cache
def _reader() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).disable("image")
    made.validateLink = lambda url: url.lower().startswith(_WEB)  # type: ignore[method-assign]
    return made
