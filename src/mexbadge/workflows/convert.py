"""A 3.0 credential from a verified 2.0 badge (Open Badges 3.0 Implementation Guide, "Migrating").

1. The 2.0 badge is verified; one that is not valid is not converted.
2. The new issuer must be the old one: the same address, the ``did:web`` of the whole host, or an id that the profile
   of 2.0 itself names (``related``). Many issuers may share a host.
3. The credential is put together, with links in both directions, and signed. In an issuer's folder it has its row and
   its place in a status list, once for each badge, and is linked to the old one where that is in the register too.
   Signed with a key alone it cannot be revoked: it ends.
4. The result is verified: a key that the issuer's own documents do not list is not the issuer's, and nothing comes out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge.bake import sniff, strip
from mexbadge.credentials.ob3 import Form, sign
from mexbadge.credentials.upgrade import Converted, to_ob3
from mexbadge.dids import parse_did_web
from mexbadge.errors import BadgeFormatError, InputError, SigningKeyError
from mexbadge.fetch import Fetch, Recorder, ResourceSet
from mexbadge.issuer import Issuer
from mexbadge.issuer.folder.ob2 import own_name
from mexbadge.issuer.register.records import Filters
from mexbadge.keys import Signer
from mexbadge.verify import Policy, Report, Verifier, ob2
from mexbadge.verify.intake import take
from mexbadge.verify.ob2.judging import JudgedDocuments
from mexbadge.verify.subject import Ask

__all__ = ["LASTS", "Conversion", "convert", "convert_in"]

LASTS: Final = timedelta(days=365)
"""After how long a converted badge ends that nobody can revoke."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A converted badge: the signed credential, the entries that the 2.0 documents should get, and both reports.

    ``old`` is the id of the 2.0 badge. ``revocable``: whether the new one is in a register and has its place in a
    status list; ``linked``: whether the old one is in that register too, so that revoking one revokes both;
    ``already``: whether the badge was converted before, and this is what came of it; ``until`` is its end, if any.
    """

    id: str
    credential: bytes = field(repr=False)
    related: Mapping[str, JsonObject]
    before: Report
    after: Report
    old: str
    revocable: bool = False
    linked: bool = False
    until: str | None = None
    already: bool = False


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

    ``issuer_id`` is the issuer in 3.0, ``new_id`` the credential's id (``urn:uuid:…``). Nobody can revoke it, so it
    ends :data:`LASTS` after ``at``, or with the old badge. Raises :class:`BadgeFormatError` ``convert_not_older`` for
    what is no 2.0 badge, :class:`InvalidBadge` for one that is not valid, :class:`InputError` ``convert_other_issuer``
    where the issuer is another, and :class:`SigningKeyError` ``convert_not_own_key`` where the key is not one that the
    issuer's own documents list.
    """
    network = Recorder(fetch)
    before, (assertion, badge_class, issuer) = _judged(badge, network, at)
    require_same(issuer, issuer_id)
    converted = to_ob3(assertion, badge_class, issuer, new_id=new_id, issuer_id=issuer_id)
    document = converted.credential
    ends = [text for text in (document.get("validUntil"), _moments.write(at + LASTS)) if text is not None]
    document["validUntil"] = min(ends, key=datetime.fromisoformat)
    credential = sign(document, signer, form=form)
    after = Verifier(fetch=network).verify(credential, at=at)
    if not after:
        reason = next(after.reasons(), None)
        raise SigningKeyError("convert_not_own_key", issuer=issuer_id, reason=reason or "-")
    old, until = str(assertion.get("id", "")), document["validUntil"]
    return Conversion(new_id, credential, converted.related, before, after, old, until=until)


def convert_in(issuer: Issuer, badge: bytes, *, at: datetime, fetch: Fetch) -> Conversion:
    """Return ``badge`` as a credential of 3.0 out of the issuer's folder, kept in its register like any other.

    A badge is converted once; asked for again, the same credential is returned, marked ``already``. A badge that this
    folder issued itself is linked to it: revoking one of the two revokes both. One that another program of this issuer
    made is in no register of ours, and can only be revoked there: ``linked`` is false then.

    Raises as :func:`convert`, and :class:`RegisterError` as :meth:`Issuer.convert_document`.
    """
    network = Recorder(fetch)
    before, (assertion, badge_class, old_issuer) = _judged(badge, network, at)
    name = str(assertion.get("id", ""))
    known = next(issuer.list(Filters(id=own_name(issuer.settings, name))), None)
    if known is None:
        require_same(old_issuer, issuer.settings.id)
    what = None if known is None else known.achievement

    def converted(new_id: str) -> Converted:
        who = issuer.settings.id
        return to_ob3(assertion, badge_class, old_issuer, new_id=new_id, issuer_id=who, achievement_id=what)

    def build(new_id: str, status: Sequence[JsonObject]) -> JsonObject:
        return {**converted(new_id).credential, "credentialStatus": list(status)}

    issued = issuer.convert_document(name, build, image=strip(badge) if sniff(badge) in {"png", "svg"} else None)
    hosted = ResourceSet.load(issuer.folder / "hosted")
    after = Verifier(fetch=hosted).verify(issued.credential, at=at)
    return Conversion(
        issued.id,
        issued.credential,
        converted(issued.id).related,
        before,
        after,
        name,
        revocable=True,
        linked=known is not None,
        already=issued.already,
        until=issued.document.get("validUntil"),
    )


def _judged(badge: bytes, network: Fetch, at: datetime) -> tuple[Report, JudgedDocuments]:
    """Verify a badge, and return what its own documents say."""
    taken = take(badge)
    if taken.subject is None or taken.generation != "2.0":
        raise BadgeFormatError("convert_not_older")
    before = Verifier(fetch=network).verify(badge, at=at).raise_if_invalid()
    parts = ob2.judge(taken.subject, Ask(Policy(), network, at)).documents
    if parts is None:
        raise BadgeFormatError("convert_not_older")
    return before, parts


def require_same(old: Mapping[str, object], new: str) -> None:
    """Refuse an issuer that is not the old one: not its address, nor its host's ``did:web``, nor one that it names."""
    address = str(old.get("id", ""))
    if new == address or new in _named(old.get("related")):
        return
    if not new.startswith("did:web:") or not address.startswith("https://"):
        raise InputError("convert_other_issuer", old=address, new=new)
    place = urlsplit(parse_did_web(new))
    if place.netloc.lower() != urlsplit(address).netloc.lower() or place.path != "/.well-known/did.json":
        raise InputError("convert_other_issuer", old=address, new=new)


def _named(related: object) -> frozenset[str]:
    items = related if isinstance(related, list | tuple) else (related,)
    found = (item.get("id") if isinstance(item, Mapping) else item for item in items)
    return frozenset(name for name in found if isinstance(name, str))
