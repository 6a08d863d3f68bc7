"""mexbadge: issue, carry, check and use Open Badges 2.0 and 3.0.

The verbs live in their rooms: ``mexbadge.verify``, ``mexbadge.bake``, ``mexbadge.issuer``. This module holds the
version and imports nothing, so that ``import mexbadge`` costs nothing.
"""

__version__ = "0.1.0"
