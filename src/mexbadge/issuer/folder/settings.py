"""The file ``mexbadge.toml`` of an issuer's folder: who issues, how it is signed, where it will be found."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from mexbadge._json import JsonObject
from mexbadge.credentials.achievement import read_table
from mexbadge.credentials.ob3 import Form
from mexbadge.dids import parse_did_web
from mexbadge.dids.names import split_https
from mexbadge.errors import InputError
from mexbadge.issuer.folder.delivery import FILE
from mexbadge.issuer.folder.mail_settings import MAIL, MailSettings
from mexbadge.models.forms import DocumentForm, Flag, Saying, Sayings, dotted, form_of, refused
from mexbadge.models.language import french_or
from mexbadge.texts import Lang, nearest

__all__ = [
    "FILE",
    "FIRST_KEY",
    "FIRST_REGISTER",
    "HOSTS",
    "KNOWN",
    "Settings",
    "did_of",
    "read_settings",
    "settings_text",
    "toml",
]

FIRST_KEY: Final = "keys/key-1.pem"
"""Where the first key of a folder lies, unless a plug-in holds it."""
_PASSWORD: Final = re.compile(r"[a-z+]+://[^/@]*:[^/@]+@|[^?]*[?].*password=", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]{1,20}", re.ASCII)
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_SQLITE: Final = "sqlite:///"
FIRST_REGISTER: Final = f"{_SQLITE}register.db"
"""Where a folder's register is, unless another place is named."""
_COMMENTS: Final[Mapping[str, str]] = {
    "issuer": "# Who issues. name_fr and description_fr are for people who read French, and French pages;\n"
    "# email is shown in badges. The first of languages is the main one of the site and of letters.\n"
    "# Qui délivre. name_fr et description_fr servent aux personnes de langue française et aux pages françaises ;\n"
    "# email est visible dans les badges. La première de languages est la langue principale du site et des lettres.\n",
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
    description_fr: str | None = None
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
        """Return the issuer's Profile, named and described in ``language`` where there is a text in it."""
        profile: JsonObject = {"id": self.id, "type": ["Profile"], "name": self.called(language)}
        further = {"url": self.url, "email": self.email, "description": self.described(language)}
        return profile | {name: value for name, value in further.items() if value}

    def language_for(self, language: str | None) -> Lang:
        """Return the language in which somebody is spoken to: their own, else the issuer's first."""
        return nearest(language or next(iter(self.languages), None))

    def called(self, language: str | None) -> str:
        """Return the issuer's name in a language."""
        return french_or(self.name, self.name_fr, language)

    def described(self, language: str | None) -> str | None:
        """Return what the issuer says of itself in a language."""
        return french_or(self.description, self.description_fr, language)

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
    rest of an issuer's folder is there), ``issuer_toml_line`` and ``issuer_not_toml``, and :class:`SchemaError`
    ``register_setting`` (``where`` is the setting's name) for each setting that is missing or of another kind.
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


def _saying(table: object) -> object:
    """Leave out what says nothing: it is as if it did not stand there."""
    if not isinstance(table, Mapping):
        return table
    return {name: value for name, value in table.items() if value is not None and not _is_blank(value)}


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _digits(value: object) -> object:
    if not isinstance(value, int | str) or not _DIGITS.fullmatch(str(value)):
        raise refused("register_setting")
    return str(value)


def _host(value: str) -> str:
    if value not in HOSTS:
        raise refused("register_setting")
    return value


class _Section(DocumentForm, extra="ignore", alias_generator=None):
    """One table of the file. A setting that means nothing is told by ``mexbadge check`` (:data:`KNOWN`)."""

    @model_validator(mode="before")
    @classmethod
    def _saying(cls, table: object) -> object:
        return _saying(table)


class _Issuer(_Section):
    id: str
    name: str
    url: str
    name_fr: str | None = None
    email: str | None = None
    description: str | None = None
    description_fr: str | None = None
    languages: tuple[str, ...] = ("en", "fr")
    linkedin: Annotated[str | None, BeforeValidator(_digits)] = None


class _Signing(_Section):
    form: Form = Form.DATA_INTEGRITY
    key: str = FIRST_KEY


class _Register(_Section):
    url: str = FIRST_REGISTER
    contacts: Flag = True
    ledger: Flag = False
    names_in_files: Flag = False


class _Hosted(_Section):
    base: str | None = None
    host: Annotated[str, AfterValidator(_host)] | None = None
    pages: Flag = False


class _File(_Section):
    issuer: _Issuer
    signing: _Signing = _Signing()
    register_: Annotated[_Register, Field(alias="register")] = _Register()
    hosted: _Hosted = _Hosted()
    mail: Annotated[MailSettings, BeforeValidator(_saying)] | None = None


_SECTIONS: Final[Mapping[str, type[_Section]]] = {
    "issuer": _Issuer,
    "signing": _Signing,
    "register": _Register,
    "hosted": _Hosted,
}
KNOWN: Final[Mapping[str, frozenset[str]]] = {
    **{name: frozenset(section.model_fields) for name, section in _SECTIONS.items()},
    MAIL: frozenset(one.name for one in fields(MailSettings)),
}
"""The settings that there are, by the section in which they stand."""


def settings_of(table: Mapping[str, object]) -> Settings:
    """Return the settings in a table; raise :class:`SchemaError` ``register_setting`` for each that cannot be."""
    file = form_of(_File, table, Sayings(otherwise=Saying("register_setting"), written=dotted))
    issuer, hosted = file.issuer, file.hosted
    return Settings(
        id=issuer.id,
        name=issuer.name,
        url=issuer.url,
        name_fr=issuer.name_fr,
        email=issuer.email,
        description=issuer.description,
        description_fr=issuer.description_fr,
        languages=issuer.languages,
        form=file.signing.form,
        key=file.signing.key,
        register=file.register_.url,
        base=(hosted.base or issuer.url).rstrip("/"),
        contacts=file.register_.contacts,
        ledger=file.register_.ledger,
        names_in_files=file.register_.names_in_files,
        linkedin=issuer.linkedin,
        pages=hosted.pages,
        mail=file.mail,
        host=hosted.host,
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
        "description_fr": settings.description_fr,
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
