"""What writes and sends messages, loaded when one is written or sent: templates, Markdown, the system's trust store."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = [
    "Environment",
    "MarkdownIt",
    "RendererHTML",
    "SandboxedEnvironment",
    "StrictUndefined",
    "TemplateError",
    "TemplateSyntaxError",
    "UndefinedError",
    "meta",
    "nodes",
    "truststore",
]

if TYPE_CHECKING:
    import truststore
    from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, meta, nodes
    from jinja2.sandbox import SandboxedEnvironment
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
else:
    __getattr__ = late(
        {
            "Environment": "jinja2:Environment",
            "StrictUndefined": "jinja2:StrictUndefined",
            "TemplateError": "jinja2:TemplateError",
            "TemplateSyntaxError": "jinja2:TemplateSyntaxError",
            "UndefinedError": "jinja2:UndefinedError",
            "MarkdownIt": "markdown_it:MarkdownIt",
            "RendererHTML": "markdown_it.renderer:RendererHTML",
            "SandboxedEnvironment": "jinja2.sandbox:SandboxedEnvironment",
            "meta": "jinja2.meta",
            "nodes": "jinja2.nodes",
            "truststore": "truststore",
        }
    )
