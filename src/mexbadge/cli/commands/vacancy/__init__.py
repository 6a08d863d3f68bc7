"""``mexbadge vacancy ...``."""
