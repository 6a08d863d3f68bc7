"""Whether the badge was issued to the person who shows it (Open Badges 3.0, "Verify the Recipient")."""

from collections.abc import Iterator

from mexbadge.badge import Badge
from mexbadge.verify.findings import Check, Code, Finding, Outcome, Why
from mexbadge.verify.subject import Ask

__all__ = ["check_recipient"]


def check_recipient(badge: Badge | None, ask: Ask) -> Iterator[Finding]:
    """Compare the identity that was asked with each one that the badge names; say so when none was asked."""
    asked = ask.recipient
    if asked is None:
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_NOT_ASKED, Outcome.SKIPPED, why=Why.NOT_ASKED)
        return
    named = () if badge is None else badge.recipients
    if not named:
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_NOBODY, Outcome.FAILED)
        return
    shown = {"identity": str(asked), "asked": asked.type}
    if any(recipient.matches(asked) for recipient in named):
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_OK, Outcome.PASSED, shown)
    elif any(recipient.comparable(asked) for recipient in named):
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_DIFFERS, Outcome.FAILED, shown)
    else:
        kinds = ", ".join(sorted({recipient.type for recipient in named}))
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_OTHER_KIND, Outcome.UNKNOWN, {**shown, "kinds": kinds})
