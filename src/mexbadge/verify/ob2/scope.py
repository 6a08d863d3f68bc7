"""Whether the issuer lets its badges be hosted where this one is ("Hosted verification": startsWith, allowedOrigins).

The policy is that of the hosted issuer, never of an embedded one. Hosts are compared whole, after IDNA, with their
port; a path only after it is certain that nothing in it climbs out.
"""

from collections.abc import Iterator

from mexbadge.fetch.types import Source
from mexbadge.models.ob2_nodes import Node
from mexbadge.verify.findings import Check, Code, Finding, Outcome
from mexbadge.verify.ob2.addresses import WebAddress, authority_of
from mexbadge.verify.ob2.legacy import Version
from mexbadge.verify.ob2.parts import Part, Parts
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.subject import Ask

__all__ = ["accepted", "badge_class_origin", "check_picture", "check_scope", "scope_failure"]


def check_scope(parts: Parts, ask: Ask) -> Iterator[Finding]:
    """Say whether the hosted assertion lies where its issuer allows it."""
    issuer, assertion = parts.issuer, parts.assertion
    if issuer is None or assertion.url is None:
        return
    if issuer.url is None:
        yield _without_policy(assertion, assertion.url, issuer, ask)
        return
    failure = scope_failure(assertion.url, issuer.url, issuer.node)
    if failure is not None:
        yield failure
        return
    if assertion.place is not None and scope_failure(assertion.place, issuer.url, issuer.node) is not None:
        values = {"url": assertion.url, "final": assertion.place, "issuer": issuer.url}
        yield Finding(Check.BINDING, Ob2Code.MOVED_OUT, Outcome.FAILED, values, "/id")
        return
    refused = accepted(issuer.url, ask)
    if refused is not None:
        yield refused
        return
    values = {"issuer": issuer.url, "host": _host(assertion.url)}
    code = Ob2Code.SCOPE_RECORDED if issuer.source is Source.RESOURCES else Ob2Code.SCOPE
    yield Finding(Check.BINDING, code, Outcome.PASSED, values)
    yield from badge_class_origin(parts)


def check_picture(parts: Parts, ask: Ask) -> Iterator[Finding]:
    """Say what a hosted assertion is worth that came in a picture: whoever may upload pictures may have put it there.

    The standard asks for JSON at the address. A picture counts, with a warning, only where the issuer's ``startsWith``
    covers the address, or for old fixtures (``--compat``). Otherwise PNG fails; whether an SVG is one that the
    issuer wrote as its hosted badge is undecided.
    """
    assertion, issuer = parts.assertion, parts.issuer
    if assertion.picture is None or assertion.url is None:
        return
    values = {"url": assertion.url, "kind": assertion.picture.upper()}
    places = [assertion.url] if assertion.place is None else [assertion.url, assertion.place]
    if issuer is not None and issuer.url is not None and all(_covered(place, issuer.node) for place in places):
        yield Finding(Check.PROOF, Ob2Code.HOSTED_IMAGE, Outcome.WARNED, values)
        return
    outcome = Outcome.UNKNOWN if assertion.picture == "svg" else Outcome.FAILED
    yield Finding(Check.PROOF, Ob2Code.HOSTED_PICTURE, Outcome.WARNED if ask.policy.compat else outcome, values)


def _covered(url: str, issuer: Node) -> bool:
    """Return whether one of the issuer's ``startsWith`` is the beginning of ``url``."""
    policy, address = issuer.node("verification"), WebAddress.of(url)
    prefixes = () if policy is None else policy.strings("startsWith")
    return address is not None and any(address.begins_with(prefix) for prefix in prefixes)


def scope_failure(url: str, issuer_id: str, issuer: Node) -> Finding | None:
    """Return why ``url`` is none where the issuer hosts its badges, or ``None`` where it is one."""
    policy = issuer.node("verification")
    prefixes = () if policy is None else policy.strings("startsWith")
    origins = () if policy is None else policy.strings("allowedOrigins")
    address = WebAddress.of(url)
    if prefixes and not _covered(url, issuer):
        values = {"url": url, "issuer": issuer_id, "allowed": ", ".join(prefixes[:5])}
        return Finding(Check.BINDING, Ob2Code.OUT_OF_SCOPE_START, Outcome.FAILED, values, "/id")
    if not origins and not prefixes:
        own = WebAddress.of(issuer_id)
        origins = ("?" if own is None else own.authority,)
    allowed = {found for origin in origins if (found := authority_of(origin)) is not None}
    if origins and (address is None or address.climbs or address.authority not in allowed):
        values = {"host": "?" if address is None else address.authority, "issuer": issuer_id}
        values["allowed"] = ", ".join(origins[:5])
        return Finding(Check.BINDING, Ob2Code.OUT_OF_SCOPE_ORIGIN, Outcome.FAILED, values, "/id")
    return None


def _without_policy(assertion: Part, url: str, issuer: Part, ask: Ask) -> Finding:
    """Judge a badge whose issuer has no address of its own: of 0.5 the origin counts, of others nothing proves it.

    What nothing proves is undecided, and a mere warning for old fixtures (``--compat``).
    """
    origin = issuer.node.text("url") or ""
    oldest = assertion.version is Version.V0_5
    if oldest:
        places = [url] if assertion.place is None else [url, assertion.place]
        outside = next((place for place in places if not _on(origin, place)), None)
        if outside is not None:
            values = {"origin": origin, "url": outside}
            return Finding(Check.BINDING, Ob2Code.ORIGIN_DIFFERS, Outcome.FAILED, values, "/badge/issuer/url")
    name = origin if oldest else issuer.node.id or issuer.node.text("name") or "?"
    if ask.policy.issuers and not (oldest and origin in ask.policy.issuers):
        return Finding(Check.BINDING, Code.BINDING_NOT_ACCEPTED, Outcome.FAILED, {"issuer": name})
    if oldest:
        return Finding(Check.BINDING, Ob2Code.NO_POLICY, Outcome.WARNED, {"issuer": name, "url": url})
    outcome = Outcome.WARNED if ask.policy.compat else Outcome.UNKNOWN
    return Finding(Check.BINDING, Ob2Code.SCOPE_UNPROVEN, outcome, {"issuer": name, "url": url})


def _on(origin: str, url: str) -> bool:
    """Return whether ``url`` lies on ``origin``, by their hosts."""
    own, hosted = WebAddress.of(origin), WebAddress.of(url)
    return own is not None and hosted is not None and own.authority == hosted.authority and not hosted.climbs


def accepted(issuer_id: str, ask: Ask) -> Finding | None:
    """Return a failure where the verifier named whom it accepts and this issuer is none of them."""
    if not ask.policy.issuers or issuer_id in ask.policy.issuers:
        return None
    return Finding(Check.BINDING, Code.BINDING_NOT_ACCEPTED, Outcome.FAILED, {"issuer": issuer_id})


def badge_class_origin(parts: Parts) -> Iterator[Finding]:
    """Warn where the badge class lies on another host than its issuer (decision 12)."""
    if parts.badge is None or parts.issuer is None or parts.badge.url is None or parts.issuer.url is None:
        return
    badge, issuer = _host(parts.badge.url), _host(parts.issuer.url)
    if badge == issuer:
        return
    policy = parts.issuer.node.node("verification")
    origins = () if policy is None else policy.strings("allowedOrigins")
    if badge not in {authority_of(origin) for origin in origins}:
        values = {"badge": badge, "issuer": issuer}
        yield Finding(Check.BINDING, Ob2Code.BADGE_ELSEWHERE, Outcome.WARNED, values, "/badge/id")


def _host(url: str) -> str:
    address = WebAddress.of(url)
    return url if address is None else address.authority
