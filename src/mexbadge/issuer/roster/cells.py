"""One cell at a time: an address, a DID, evidence, a language, a text, a student number.

Each function returns the value or raises :class:`~mexbadge.errors.InputError` with ``value``; the caller adds line and
column.
"""

import re
import unicodedata
from typing import Final

from mexbadge.errors import InputError
from mexbadge.models.identity import DID, EMAIL, Identity
from mexbadge.models.language import is_language
from mexbadge.models.uris import is_uri
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.writing import FORMULA_STARTS

__all__ = [
    "read_did",
    "read_email",
    "read_evidence",
    "read_identity",
    "read_language",
    "read_ref",
    "read_text",
    "read_yes",
    "split_address",
]

_LOCAL: Final = re.compile(r"[^\W_][\w!#$%&'*+/=?^`{|}~-]*(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*|_[\w!#$%&'*+/=?^`{|}~.-]*")
_LABEL: Final = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_TOP: Final = re.compile(r"[^\W\d_]{2,63}|xn--[a-z0-9-]{1,59}", re.IGNORECASE)
_ADDRESS_CHARACTERS: Final = 254
_LOCAL_CHARACTERS: Final = 64
_DID: Final = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._%-]", re.ASCII)
_URL_CHARACTERS: Final = 2048
_NAMED_ADDRESS: Final = re.compile(r"([^<>]*)<([^<>]*)>")
_MAILTO: Final = "mailto:"
_SCIENTIFIC: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
_SIGNED_REF: Final = re.compile(r"#(?=\w*\d)\w{1,60}", re.ASCII)
_REF_CHARACTERS: Final = 200
_YES: Final = {"yes", "y", "oui", "o", "true", "vrai", "1", "x", "given", "consents", "agreed", "accepte", "accorde"}
_NO: Final = {"no", "n", "non", "false", "faux", "0", "refused", "refuse", "withdrawn", "retire", "declined"}
_CROSSES: Final = frozenset("✓✔☑")
_LANGUAGES: Final = {
    "english": "en",
    "anglais": "en",
    "anglaise": "en",
    "eng": "en",
    "french": "fr",
    "francais": "fr",
    "francaise": "fr",
    "fra": "fr",
    "fre": "fr",
}


def read_email(text: str) -> Identity:
    """Return the e-mail address; raise ``roster_email_formula``, ``roster_email_control`` or ``roster_email``."""
    if text.startswith(FORMULA_STARTS):
        raise InputError("roster_email_formula", value=text)
    if any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in text):
        raise InputError("roster_email_control", value=text)
    address = unicodedata.normalize("NFC", text)
    local, _, domain = address.rpartition("@")
    labels = domain.split(".")
    right = (
        len(address) <= _ADDRESS_CHARACTERS
        and 0 < len(local) <= _LOCAL_CHARACTERS
        and _LOCAL.fullmatch(local) is not None
        and ".." not in local
        and not local.endswith(".")
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and _TOP.fullmatch(labels[-1]) is not None
    )
    if not right:
        raise InputError("roster_email", value=text)
    return Identity(EMAIL, address)


def split_address(text: str) -> tuple[str, str]:
    """Return the name and the address of a cell as mail programs write it: ``Name <a@b>``, ``mailto:a@b``, ``a@b``.

    The name is empty where there is none; what is no such form comes back as it is.
    """
    found = _NAMED_ADDRESS.fullmatch(text) if len(text) <= _URL_CHARACTERS else None
    name, address = (found[1], found[2]) if found else ("", text)
    if address[: len(_MAILTO)].lower() == _MAILTO:
        address = address[len(_MAILTO) :]
    return name.strip().strip("\"'").strip(), address.strip()


def read_did(text: str) -> Identity:
    """Return the DID; raise ``roster_did``."""
    if len(text) > _URL_CHARACTERS or _DID.fullmatch(text) is None:
        raise InputError("roster_did", value=text)
    return Identity(DID, text)


def read_identity(text: str) -> Identity:
    """Return an identity of any type, ``TYPE:VALUE``; raise ``roster_identity`` and as the functions above."""
    read_text(text)
    try:
        found = Identity.parse(text)
    except InputError:
        raise InputError("roster_identity", value=text) from None
    if found.type == EMAIL:
        return read_email(found.value)
    if found.type == DID:
        return read_did(found.value)
    if found.type in {"url", "id"} and not (is_uri(found.value) and found.value.isprintable()):
        raise InputError("roster_identity", value=text)
    return found


def read_evidence(text: str) -> tuple[str, ...]:
    """Return the web addresses in a cell, separated by spaces, lines or ``|``; raise ``roster_url``."""
    urls = tuple(dict.fromkeys(re.split(r"[\s|]+", text.strip("| \t\r\n"))))
    for url in urls:
        web = url.lower().startswith(("https://", "http://"))
        if not web or len(url) > _URL_CHARACTERS or not is_uri(url) or not url.isprintable():
            raise InputError("roster_url", value=url)
    return urls


def read_language(text: str) -> str:
    """Return the language tag, also for a language that is named; raise ``roster_language``."""
    named = _LANGUAGES.get(heading_key(text))
    if named is not None:
        return named
    if not is_language(text) or len(text.partition("-")[0]) > len("xxx"):
        raise InputError("roster_language", value=text)
    head, dash, rest = text.partition("-")
    return f"{head.lower()}{dash}{rest.upper() if len(rest) == len('CA') else rest}"


def read_ref(text: str) -> str:
    """Return a student number as it stands; raise ``roster_ref`` where a spreadsheet has spoilt it.

    Brightspace writes a sign in front, so that no spreadsheet takes the number for a sum: ``#20260001``.
    """
    if _SIGNED_REF.fullmatch(text):
        return text[1:]
    if _SCIENTIFIC.fullmatch(text) or text.startswith("#") or len(text) > _REF_CHARACTERS:
        raise InputError("roster_ref", value=text)
    return read_text(text)


def read_yes(text: str) -> bool:
    """Return what a cell of a column of consent says; raise ``roster_consent`` where that is neither yes nor no."""
    word = heading_key(text)
    if word in _YES or text.strip() in _CROSSES:
        return True
    if word in _NO:
        return False
    raise InputError("roster_consent", value=text)


def read_text(text: str) -> str:
    """Return a text, its line ends made one; raise ``roster_control`` for characters that are none to read."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(character) in {"Cc", "Cs", "Cn"} for character in lines if character not in "\n\t"):
        raise InputError("roster_control", value=text)
    if "\ufffd" in text:
        raise InputError("roster_replacement", value=text)
    return unicodedata.normalize("NFC", lines)
