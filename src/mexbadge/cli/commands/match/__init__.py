"""``mexbadge match ...``."""
