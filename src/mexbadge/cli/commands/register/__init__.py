"""``mexbadge register ...``."""
