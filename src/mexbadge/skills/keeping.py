"""A profile of skills kept as JSON and read back as it was; each badge in it stands once."""

from collections.abc import Mapping
from typing import Any, Final

import mexbadge
from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge._kept import Shared, opened, pack, sealed, unpack
from mexbadge._names import schema_name
from mexbadge.errors import InputError
from mexbadge.skills.holdings import Holding
from mexbadge.skills.profile import SkillProfile

__all__ = ["KEPT_PROFILE_SCHEMA", "keep_profile", "read_kept_profile"]

KEPT_PROFILE_SCHEMA: Final = schema_name("kept-profile-1")
"""The name of the form."""


def keep_profile(profile: SkillProfile) -> JsonObject:
    """Return the document that :func:`read_kept_profile` reads: versioned, with a digest of all that it says.

    It holds the badges themselves, and so whatever they say of a person.
    """
    shared = Shared(Holding)
    kept = pack(profile, SkillProfile, shared)
    holdings = [pack(one, Holding) for one in shared.values]
    return sealed(KEPT_PROFILE_SCHEMA, mexbadge.__version__, kept, holdings)


def read_kept_profile(document: Mapping[str, Any] | bytes) -> SkillProfile:
    """Read a profile that was kept, exactly as it was at its moment; nothing is judged again.

    Raises :class:`InputError` ``kept_version`` for another form or version, ``kept_changed`` for one that was changed
    since, ``kept_form``, ``json_…``.
    """
    if isinstance(document, bytes):
        document = _json.loads_object(document, max_bytes=_limits.RESOURCE_BYTES)
    members = opened(document, KEPT_PROFILE_SCHEMA)
    shared = members.get("shared")
    if not isinstance(shared, list):
        raise InputError("kept_form")
    holdings = [unpack(one, Holding) for one in shared]
    profile: SkillProfile = unpack(members["kept"], SkillProfile, (Holding, holdings))
    return profile
