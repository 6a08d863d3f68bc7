"""``mexbadge pathway ...``."""
