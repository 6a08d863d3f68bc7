"""Messages that go out: the outbox, e-mail by SMTP, webhooks. Over the store alone; nothing here knows of badges.

Whoever has something to tell queues a :class:`Message` (in the transaction in which it became true), and later gives
:func:`run` the function that hands one over: :class:`MailServer` for e-mail, :class:`Webhook` for web addresses.
"""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = [
    "Account",
    "Attachment",
    "DeliveryOutcome",
    "Envelope",
    "HttpsPost",
    "Letter",
    "Link",
    "Login",
    "MailServer",
    "Mailbox",
    "Message",
    "Outbox",
    "Pace",
    "Posted",
    "Queued",
    "Rendered",
    "Secret",
    "State",
    "Template",
    "Times",
    "Tls",
    "Told",
    "Webhook",
    "bundled",
    "headers_of",
    "html_of",
    "is_genuine",
    "message_id",
    "run",
]

if TYPE_CHECKING:
    from mexbadge.deliver.accounts import Account, Login, Tls
    from mexbadge.deliver.addresses import Mailbox
    from mexbadge.deliver.letters import Attachment, Letter, message_id
    from mexbadge.deliver.outbox import Outbox
    from mexbadge.deliver.pacing import Pace
    from mexbadge.deliver.pages import html_of
    from mexbadge.deliver.posting import HttpsPost, Posted
    from mexbadge.deliver.running import Told, run
    from mexbadge.deliver.smtp import Envelope, MailServer, Times
    from mexbadge.deliver.states import DeliveryOutcome, Message, Queued, State
    from mexbadge.deliver.templates import Link, Rendered, Template, bundled
    from mexbadge.deliver.webhooks import Secret, Webhook, headers_of, is_genuine
else:
    _PLACES = {
        "Account": "accounts",
        "Login": "accounts",
        "Tls": "accounts",
        "Mailbox": "addresses",
        "Attachment": "letters",
        "Letter": "letters",
        "message_id": "letters",
        "Outbox": "outbox",
        "Pace": "pacing",
        "html_of": "pages",
        "HttpsPost": "posting",
        "Posted": "posting",
        "Told": "running",
        "run": "running",
        "Envelope": "smtp",
        "MailServer": "smtp",
        "Times": "smtp",
        "DeliveryOutcome": "states",
        "Message": "states",
        "Queued": "states",
        "State": "states",
        "Link": "templates",
        "Rendered": "templates",
        "Template": "templates",
        "bundled": "templates",
        "Secret": "webhooks",
        "Webhook": "webhooks",
        "headers_of": "webhooks",
        "is_genuine": "webhooks",
    }
    __getattr__ = face(__name__, (), _PLACES)
