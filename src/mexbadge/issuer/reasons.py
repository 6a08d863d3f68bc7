"""Why mexbadge itself ends a badge, in the words that stand on its page and in messages."""

from mexbadge.texts import message

__all__ = ["own_reasons"]


def own_reasons(code: str) -> tuple[str, str]:
    """Return the sentence ``code`` in the two languages that a register keeps: English, then French."""
    return message(code, "en"), message(code, "fr")
