"""How ``make docs`` turns these pages and the docstrings into a site. Warnings are errors there."""

from mexbadge import __version__

project = "mexbadge"
author = "The mexbadge authors"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = f"mexbadge {version}"
exclude_patterns = ["_build"]
myst_heading_anchors = 3
autodoc_default_options = {
    "members": True,
    "undoc-members": True,
    "imported-members": True,
    "member-order": "bysource",
    "show-inheritance": False,
}
autodoc_preserve_defaults = True
