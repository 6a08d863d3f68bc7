"""The kinds of values that Open Badges 2.0 knows, and what makes one of each ("Primitive data types").

Every function returns the :class:`~mexbadge.errors.Problem` that a value has, or ``None``.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from mexbadge.errors import Problem
from mexbadge.models.dates import instant_ob2
from mexbadge.models.ob2_nodes import Literal, Node, Value
from mexbadge.models.uris import is_uri

__all__ = ["CHECKS", "Check", "is_data_uri", "is_iri", "is_url", "origin_problem"]

Check = Callable[[Value, str, bool], Problem | None]
"""``check(value, where, legacy)``: ``legacy`` admits what versions before 2.0 wrote."""

_UUID: Final = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_BLANK: Final = re.compile(r"_:[A-Za-z0-9][A-Za-z0-9._-]*")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_ONE_LABEL: Final = re.compile(r"[^@\s]+@[^@\s.]+")
_TELEPHONE: Final = re.compile(r"\+?[1-9][0-9]{1,14}(;ext=[0-9]{1,20})?")
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK: Final = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?"
_ZONED: Final = re.compile(rf"{_DAY}T{_CLOCK}(Z|[+-][0-9]{{2}}(:?[0-9]{{2}})?)")
_LOCAL: Final = re.compile(rf"{_DAY}([T ]{_CLOCK})?")
_SECONDS: Final = re.compile(r"[0-9]{1,11}(\.[0-9]{1,9})?")
_HOST: Final = re.compile(r"(?!-)[^\s/?#@:\\%*\[\]]{1,253}(:[0-9]{1,5})?")
_DATA_IMAGE: Final = re.compile(r"data:image/(png|svg\+xml)(;[A-Za-z0-9_.+=\"-]+)*,", re.IGNORECASE)
_PLAIN_URL: Final = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:/[A-Za-z0-9\-._~:/@!$&'()*+,;=]*)?")
"""Most addresses that there are: with a host and a path, without a port."""
_SHOWN: Final = 200


def is_url(text: str) -> bool:
    """Return whether ``text`` is an http or https address with a host and without a user name."""
    if _PLAIN_URL.fullmatch(text) is not None:
        return True
    if not text[:8].lower().startswith(("http://", "https://")) or not is_uri(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and "@" not in parts.netloc and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def is_iri(text: str, *, legacy: bool = False) -> bool:
    """Return whether ``text`` is a URL, a ``urn:uuid:`` or a blank node; before 2.0 also ``uid:`` and a ``uid``."""
    if legacy and text.startswith("uid:"):
        return True
    return is_url(text) or _UUID.fullmatch(text) is not None or _BLANK.fullmatch(text) is not None


def is_data_uri(text: str) -> bool:
    """Return whether ``text`` is a data URI, of whatever type."""
    return text[:5].lower() == "data:"


def origin_problem(text: str, where: str) -> Problem | None:
    """Say what is wrong with one of ``allowedOrigins``: a host name, with a port where it needs one.

    ``ob2_origin_form`` for a scheme or a path, ``ob2_origin_address`` (a warning) for an IP address.
    """
    host = text.rpartition(":")[0] if re.search(r":[0-9]+$", text) else text
    if _is_address(host) or _is_address(text.strip("[]")):
        return Problem("ob2_origin_address", where, {"value": text})
    if _HOST.fullmatch(text) is None or (host != "localhost" and "." not in host):
        host = _host_of(text)
        return Problem("ob2_origin_form", where, {"value": text[:_SHOWN], "host": host})
    return None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _host_of(text: str) -> str:
    """Return the host that somebody meant who wrote an address."""
    try:
        return urlsplit(text if "//" in text else f"//{text}").netloc.rpartition("@")[2] or "example.org"
    except ValueError:
        return "example.org"


def _of_text(value: Value, where: str, legacy: bool) -> Problem | None:  # noqa: ARG001, FBT001 - one form for all
    if isinstance(value, Literal) and isinstance(value.value, str):
        return None
    return Problem("ob2_not_text", where)


def _of_version(value: Value, where: str, legacy: bool) -> Problem | None:  # noqa: ARG001, FBT001 - one form for all
    if isinstance(value, Literal) and not isinstance(value.value, bool):
        return None
    return Problem("ob2_not_text", where)


def _of_boolean(value: Value, where: str, legacy: bool) -> Problem | None:  # noqa: ARG001, FBT001 - one form for all
    if isinstance(value, Literal) and isinstance(value.value, bool):
        return None
    return Problem("ob2_not_boolean", where)


def _of_iri(value: Value, where: str, legacy: bool) -> Problem | None:  # noqa: FBT001 - one form for all
    text = _reference(value)
    if text is not None and is_iri(text, legacy=legacy):
        return None
    return Problem("ob2_not_iri", where, {"value": _shown(value)})


def _of_url(value: Value, where: str, legacy: bool) -> Problem | None:  # noqa: ARG001, FBT001 - one form for all
    text = _reference(value)
    return None if text is not None and is_url(text) else Problem("ob2_not_url", where, {"value": _shown(value)})


def _of_email(value: Value, where: str, legacy: bool) -> Problem | None:  # noqa: ARG001, FBT001 - one form for all
    text = _reference(value)
    if text is None or _EMAIL.fullmatch(text) is None:
        one_label = text is not None and _ONE_LABEL.fullmatch(text)
        return Problem("ob2_email_label" if one_label else "ob2_not_email", where)
    return None


def _of_telephone(value: Value, where: str, legacy: bool) -> Problem | None:  # noqa: ARG001, FBT001 - one form for all
    text = _reference(value)
    return None if text is not None and _TELEPHONE.fullmatch(text) else Problem("ob2_not_telephone", where)


def _of_date(value: Value, where: str, legacy: bool) -> Problem | None:  # noqa: FBT001 - one form for all
    """Take a date-time with a zone; before 2.0 also a day or seconds since 1970."""
    written = value.value if isinstance(value, Literal) else _reference(value)
    shown = {"value": _shown(value)}
    if isinstance(written, bool) or written is None:
        return Problem("ob2_date", where, shown)
    readable = instant_ob2(written) is not None
    text = str(written)
    if readable and (legacy or (isinstance(written, str) and _ZONED.fullmatch(text))):
        return None
    if not isinstance(written, str) or _SECONDS.fullmatch(text):
        return Problem("ob2_date_number", where, shown)
    return Problem("ob2_date_zone" if _LOCAL.fullmatch(text) else "ob2_date", where, shown)


def _of_image_text(value: Value, where: str, legacy: bool) -> Problem | None:  # noqa: ARG001, FBT001 - one form for all
    text = _reference(value) or ""
    if is_data_uri(text):
        return None if _DATA_IMAGE.match(text) else Problem("ob2_image_type", where, {"value": text[:40]})
    return None if is_url(text) else Problem("ob2_not_url", where, {"value": _shown(value)})


def _of_origin(value: Value, where: str, legacy: bool) -> Problem | None:  # noqa: ARG001, FBT001 - one form for all
    text = _reference(value)
    return Problem("ob2_not_text", where) if text is None else origin_problem(text, where)


def _of_id_name(value: Value, where: str, legacy: bool) -> Problem | None:  # noqa: ARG001, FBT001 - one form for all
    if _reference(value) in {"id", "@id"}:
        return None
    return Problem("ob2_verification_property", where, {"value": _shown(value)})


CHECKS: Final[Mapping[str, Check]] = {
    "boolean": _of_boolean,
    "date": _of_date,
    "email": _of_email,
    "id_name": _of_id_name,
    "image": _of_image_text,
    "iri": _of_iri,
    "origin": _of_origin,
    "telephone": _of_telephone,
    "text": _of_text,
    "url": _of_url,
    "version": _of_version,
}


def _reference(value: Value) -> str | None:
    if isinstance(value, Node):
        return value.id
    return value.value if isinstance(value.value, str) else None


def _shown(value: Value) -> str:
    text = value.id or "{…}" if isinstance(value, Node) else str(value.value)
    return text[:_SHOWN]
