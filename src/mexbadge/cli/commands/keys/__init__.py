"""``mexbadge keys ...``."""
