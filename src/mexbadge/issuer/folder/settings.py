"""The file ``mexbadge.toml`` of an issuer's folder: who issues, how it is signed, where it will be found."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mexbadge._json import JsonObject
from mexbadge.credentials.achievement import read_table
from mexbadge.credentials.ob3 import Form
from mexbadge.dids import parse_did_web
from mexbadge.dids.names import split_https
from mexbadge.errors import InputError
from mexbadge.issuer.folder.delivery import FILE
from mexbadge.issuer.folder.mail_settings import MAIL, MailSettings, mail_of

__all__ = [
    "FILE",
    "FIRST_KEY",
    "FIRST_REGISTER",
    "HOSTS",
    "Settings",
    "did_of",
    "read_settings",
    "settings_text",
    "toml",
]

FIRST_KEY: Final = "keys/key-1.pem"
"""Where the first key of a folder lies, unless a plug-in holds it."""
_PASSWORD: Final = re.compile(r"[a-z+]+://[^/@]*:[^/@]+@|[^?]*[?].*password=", re.ASCII)
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_SQLITE: Final = "sqlite:///"
FIRST_REGISTER: Final = f"{_SQLITE}register.db"
"""Where a folder's register is, unless another place is named."""
_COMMENTS: Final[Mapping[str, str]] = {
    "issuer": "# Who issues. name_fr is used for people whose language is French; email is shown in badges.\n"
    "# Qui délivre. name_fr sert aux personnes de langue française ; email est visible dans les badges.\n",
    "signing": "# form: data-integrity, vc-jwt, ob2-hosted or ob2-signed. / form : l'une de ces quatre valeurs.\n",
    "register": "# An SQLite file in this folder, or postgresql://… contacts: keep names and addresses for delivery.\n"
    "# ledger: enter everything in a tamper-evident log. / ledger : tout inscrire dans un journal infalsifiable.\n"
    "# names_in_files: people's names in the names of files. / names_in_files : les noms dans les noms de fichiers.\n"
    "# Un fichier SQLite de ce dossier, ou postgresql://… contacts : garder noms et adresses pour l'envoi.\n",
    "hosted": "# Where the contents of the folder hosted will be. / Où sera hébergé le contenu du dossier hosted.\n",
}
"""What stands above each section."""
HOSTS: Final = ("nginx", "apache", "netlify", "cloudflare", "azure", "s3", "github")
"""The kinds of hosts that can be told how a site is served."""
_LONGEST: Final = 256 * 1024
_LEFT: Final = ("keys/register.secret", "register.db", "issued")
"""What shows that a folder is an issuer's, though its settings are gone."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``mexbadge.toml`` says.

    ``id`` is the issuer's DID (or https address), ``url`` its web site, ``base`` the address under which the hosted
    documents will be, ``key`` the first signing key (a path in the folder, or ``scheme:…``), ``register`` where the
    register is. ``contacts`` says whether names and addresses are kept for delivery, ``ledger`` whether
    everything that happens is entered in a tamper-evident log, ``names_in_files`` whether the files of badges issued
    from now on bear people's names, by which a college that hands them out finds them. ``pages`` says whether each
    badge has a page at its address, so that messages may lead there; ``mail`` is how people are written to;
    ``linkedin`` is the number of the issuer's page at LinkedIn, by which a profile shows its logo; ``host`` is the kind
    of host that the site is for, one of :data:`HOSTS`.
    """

    id: str
    name: str
    url: str
    name_fr: str | None = None
    email: str | None = None
    description: str | None = None
    languages: tuple[str, ...] = ("en", "fr")
    form: Form = Form.DATA_INTEGRITY
    key: str = FIRST_KEY
    register: str = FIRST_REGISTER
    base: str = ""
    contacts: bool = True
    ledger: bool = False
    names_in_files: bool = False
    linkedin: str | None = None
    pages: bool = False
    mail: MailSettings | None = None
    host: str | None = None

    @property
    def holds_password(self) -> bool:
        """Whether the address of the register has a password in it."""
        return bool(_PASSWORD.match(self.register))

    def profile(self, language: str | None = None) -> JsonObject:
        """Return the issuer's Profile, named in ``language`` where there is a name in it."""
        french = (language or "").lower().startswith("fr") and self.name_fr
        profile: JsonObject = {"id": self.id, "type": ["Profile"], "name": self.name_fr if french else self.name}
        further = {"url": self.url, "email": self.email, "description": self.description}
        return profile | {name: value for name, value in further.items() if value}

    def page_url(self, page: str) -> str:
        """Return the unguessable address at which a badge will be hosted, of the token in its record."""
        return f"{self.base}/b/{page}/"

    def register_at(self, folder: Path) -> str:
        """Return where the register is, seen from here: a file's path is relative to ``folder``."""
        if self.register.startswith(_SQLITE):
            return str(folder / self.register.removeprefix(_SQLITE))
        return self.register


def did_of(url: str) -> str:
    """Return the did:web of an https address (did:web method specification).

    Raises :class:`InputError` as :func:`~mexbadge.dids.names.split_https` and :func:`~mexbadge.dids.parse_did_web`.
    """
    parts = split_https(url)
    path = parts.url.removeprefix(parts.origin).partition("?")[0].strip("/")
    authority = parts.origin.removeprefix("https://").replace(":", "%3A")
    did = ":".join(["did:web", authority, *(step for step in path.split("/") if step)])
    parse_did_web(did)
    return did


def read_settings(folder: Path) -> Settings:
    """Read the settings of an issuer's folder.

    Raises :class:`InputError` ``register_no_folder`` where the file is missing (``register_settings_gone`` where the
    rest of an issuer's folder is there), ``issuer_toml_line`` and ``issuer_not_toml``, and
    ``register_setting`` (``where`` is the setting's name) for a setting that is missing or of another kind.
    """
    path = folder / FILE
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST)
    except FileNotFoundError:
        left = any((folder / name).exists() for name in _LEFT)
        raise InputError(
            "register_settings_gone" if left else "register_no_folder", path=str(folder), file=FILE
        ) from None
    except OSError:
        raise InputError("register_no_folder", path=str(folder), file=FILE) from None
    return settings_of(read_table(content, str(path)))


def settings_of(table: Mapping[str, object]) -> Settings:
    """Return the settings in a table that was read; raises ``register_setting``."""
    get = _Reader(table)
    form = get.text("signing", "form", Form.DATA_INTEGRITY.value)
    if form not in set(Form):
        raise InputError("register_setting", where="signing.form", name="signing.form")
    url = get.text("issuer", "url")
    host = get.maybe("hosted", "host")
    if host is not None and host not in HOSTS:
        raise InputError("register_setting", where="hosted.host", name="hosted.host")
    return Settings(
        id=get.text("issuer", "id"),
        name=get.text("issuer", "name"),
        url=url,
        name_fr=get.maybe("issuer", "name_fr"),
        email=get.maybe("issuer", "email"),
        description=get.maybe("issuer", "description"),
        languages=get.texts("issuer", "languages", ("en", "fr")),
        form=Form(form),
        key=get.text("signing", "key", FIRST_KEY),
        register=get.text("register", "url", FIRST_REGISTER),
        base=get.text("hosted", "base", url).rstrip("/"),
        contacts=get.flag("register", "contacts", default=True),
        ledger=get.flag("register", "ledger", default=False),
        names_in_files=get.flag("register", "names_in_files", default=False),
        linkedin=get.digits("issuer", "linkedin"),
        pages=get.flag("hosted", "pages", default=False),
        mail=mail_of(table.get(MAIL)),
        host=host,
    )


def settings_text(settings: Settings) -> str:
    """Return ``settings`` as the text of ``mexbadge.toml``."""
    issuer = {
        "id": settings.id,
        "name": settings.name,
        "name_fr": settings.name_fr,
        "url": settings.url,
        "email": settings.email,
        "description": settings.description,
        "languages": list(settings.languages),
        "linkedin": settings.linkedin,
    }
    table = {
        "issuer": {name: value for name, value in issuer.items() if value is not None},
        "signing": {"form": settings.form.value, "key": settings.key},
        "register": {
            "url": settings.register,
            "contacts": settings.contacts,
            "ledger": settings.ledger,
            "names_in_files": settings.names_in_files,
        },
        "hosted": {"base": settings.base, **({"pages": True} if settings.pages else {}), "host": settings.host},
    }
    if settings.mail is not None:
        table[MAIL] = settings.mail.table()
    text = toml(table)
    for heading, comment in _COMMENTS.items():
        text = text.replace(f"[{heading}]\n", f"{comment}[{heading}]\n", 1)
    return text


def toml(table: Mapping[str, object]) -> str:
    """Write a table as TOML 1.0: texts, numbers, booleans, lists of them, tables, and lists of tables."""
    return "\n".join(_lines(table, ())) + "\n"


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Yield plain values first: in TOML, what follows a heading belongs to it."""
    deeper: list[tuple[str, Any]] = []
    for name, value in table.items():
        if isinstance(value, Mapping) or (_is_list(value) and value and all(isinstance(i, Mapping) for i in value)):
            deeper.append((name, value))
        elif value is not None:
            yield f"{_name(name)} = {_value(value)}"
    for name, value in deeper:
        here = (*path, name)
        heading = ".".join(map(_name, here))
        if isinstance(value, Mapping):
            yield from ("", f"[{heading}]", *_lines(value, here))
        elif _is_list(value):
            for item in value:
                yield from ("", f"[[{heading}]]", *_lines(item, here))


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_name(name)} = {_value(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _text(str(value))


def _text(text: str) -> str:
    """Write a basic string: JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


class _Reader:
    """Settings taken out of tables, each of its kind."""

    def __init__(self, table: Mapping[str, object]) -> None:
        self._table = table

    def _get(self, section: str, name: str) -> object:
        inner = self._table.get(section, {})
        return inner.get(name) if isinstance(inner, Mapping) else None

    def maybe(self, section: str, name: str) -> str | None:
        value = self._get(section, name)
        if value is not None and not isinstance(value, str):
            raise _wrong(section, name)
        return value or None

    def digits(self, section: str, name: str) -> str | None:
        value = self._get(section, name)
        if value is not None and not (isinstance(value, int | str) and re.fullmatch(r"[0-9]{1,20}", str(value))):
            raise _wrong(section, name)
        return None if value is None else str(value)

    def text(self, section: str, name: str, default: str | None = None) -> str:
        found = self.maybe(section, name) or default
        if found is None:
            raise _wrong(section, name)
        return found

    def texts(self, section: str, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self._get(section, name)
        if value is None:
            return default
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _wrong(section, name)
        return tuple(value)

    def flag(self, section: str, name: str, *, default: bool) -> bool:
        value = self._get(section, name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise _wrong(section, name)
        return value


def _wrong(section: str, name: str) -> InputError:
    setting = f"{section}.{name}"
    return InputError("register_setting", where=setting, name=setting)
