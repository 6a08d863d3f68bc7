"""A 3.0 credential from a verified 2.0 badge (Open Badges 3.0 Implementation Guide, "Migrating").

1. The 2.0 badge is verified; one that is not valid is not converted.
2. The new issuer must be the old one: the same address, or a ``did:web`` on the same host.
3. The credential is put together, with links in both directions, and signed.
4. The result is verified: a key that the issuer's own documents do not list is not the issuer's, and nothing comes out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from mexbadge._json import JsonObject
from mexbadge.dids import parse_did_web
from mexbadge.errors import BadgeFormatError, InputError, SigningKeyError
from mexbadge.fetch import Fetch, Recorder
from mexbadge.issuer.convert import to_ob3
from mexbadge.issuer.credential import Form, sign
from mexbadge.keys import Signer
from mexbadge.verify import Policy, Report, Verifier, ob2
from mexbadge.verify.intake import take
from mexbadge.verify.subject import Ask

__all__ = ["Conversion", "convert"]


@dataclass(frozen=True, slots=True)
class Conversion:
    """A converted badge: the signed credential, the entries that the 2.0 documents should get, and both reports."""

    id: str
    credential: bytes = field(repr=False)
    related: Mapping[str, JsonObject]
    before: Report
    after: Report


def convert(  # noqa: PLR0913 - what is converted, by whom, and with what world
    badge: bytes,
    *,
    signer: Signer,
    issuer_id: str,
    new_id: str,
    at: datetime,
    fetch: Fetch,
    form: Form = Form.DATA_INTEGRITY,
) -> Conversion:
    """Return ``badge`` (a file of Open Badges 2.0) as a credential of 3.0, signed by the issuer's own key.

    ``issuer_id`` is the issuer in 3.0, ``new_id`` the credential's id (``urn:uuid:…``). Raises
    :class:`BadgeFormatError` ``convert_not_older`` for what is no 2.0 badge, :class:`InvalidBadge` for one that is not
    valid, :class:`InputError` ``convert_other_issuer`` where the issuer is another, and :class:`SigningKeyError`
    ``convert_not_own_key`` where the key is not one that the issuer's own documents list.
    """
    network = Recorder(fetch)
    taken = take(badge)
    if taken.subject is None or taken.generation != "2.0":
        raise BadgeFormatError("convert_not_older")
    before = Verifier(fetch=network).verify(badge, at=at).raise_if_invalid()
    parts = ob2.judge(taken.subject, Ask(Policy(), network, at)).documents
    if parts is None:
        raise BadgeFormatError("convert_not_older")
    assertion, badge_class, issuer = parts
    if not _same_issuer(str(issuer.get("id", "")), issuer_id):
        raise InputError("convert_other_issuer", old=issuer.get("id", ""), new=issuer_id)
    converted = to_ob3(assertion, badge_class, issuer, new_id=new_id, issuer_id=issuer_id)
    credential = sign(converted.credential, signer, form=form)
    after = Verifier(fetch=network).verify(credential, at=at)
    if not after:
        reason = next(after.reasons(), None)
        raise SigningKeyError("convert_not_own_key", issuer=issuer_id, reason=reason or "-")
    return Conversion(new_id, credential, converted.related, before, after)


def _same_issuer(old: str, new: str) -> bool:
    """Return whether a 3.0 issuer is the 2.0 one: its very address, or a ``did:web`` on its host."""
    if new == old:
        return True
    if not new.startswith("did:web:") or not old.startswith("https://"):
        return False
    return urlsplit(parse_did_web(new)).netloc.lower() == urlsplit(old).netloc.lower()
