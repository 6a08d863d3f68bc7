"""``mexbadge ledger ...``."""
