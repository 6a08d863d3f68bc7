"""``mexbadge status ...``."""
