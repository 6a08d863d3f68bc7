"""The achievements of an issuer's folder: one TOML file each, frozen once the first badge is issued for it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from mexbadge import _json, _limits
from mexbadge._files import is_reserved
from mexbadge._json import JsonObject
from mexbadge.credentials.achievement import TRANSLATED, complete, read_table, translations_of
from mexbadge.errors import InputError
from mexbadge.issuer.folder.settings import toml
from mexbadge.models.language import base_of

__all__ = ["Achievement", "Frozen", "Shelf", "in_language", "slug_of"]

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_SLUG_CHARACTERS: Final = 60
_OWN: Final = frozenset({"name", "description", "criteria", "id"})


class Frozen(NamedTuple):
    """A version of an achievement that was issued: its id, its number, and its document as it was."""

    id: str
    version: int
    document: bytes


@dataclass(frozen=True, slots=True)
class Achievement:
    """What can be achieved.

    ``criteria`` is a text, or the object of the standard. ``slug`` names its file and follows from the name; ``id``
    follows from the issuer's address, the slug and the version. ``members`` are all further members in the standard's
    words (``achievementType``, ``alignment``, ``creditsAvailable``, ``tag`` …; Open Badges 3.0, section B.1.2).
    ``translations`` hold the same texts in other languages (``name_fr``, ``description_fr``, ``criteria_fr``): pages,
    cards and links show them, no badge bears them, and changing them makes no new version.
    """

    name: str
    description: str
    criteria: str | Mapping[str, object]
    slug: str = ""
    id: str = ""
    version: int = 1
    members: Mapping[str, object] = field(default_factory=dict, repr=False)
    translations: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def table(self) -> JsonObject:
        """What stands in its file, without the id."""
        return {**self._signed, **self.translations}

    @property
    def document(self) -> JsonObject:
        """The whole achievement as the standard has it; raise :class:`SchemaError` with all that is wrong."""
        return complete({"id": self.id, **self._signed})

    @property
    def language(self) -> str | None:
        """The language that it says its texts are in."""
        said = self.members.get("inLanguage")
        return said if isinstance(said, str) and said else None

    def called(self, language: str | None) -> str:
        """Return its name in a language, which need not be the one that badges bear."""
        return in_language(self.name, "name", self.translations, language, own=self.language)[0]

    @property
    def _signed(self) -> JsonObject:
        return {
            "name": self.name,
            "description": self.description,
            "criteria": self.criteria if isinstance(self.criteria, str) else dict(self.criteria),
            **self.members,
        }


def in_language(
    text: str, name: str, translations: Mapping[str, str], language: str | None, *, own: str | None
) -> tuple[str, str | None]:
    """Return a text of an achievement for a language, and the language that it is really in (``None``: not known).

    ``name`` is that of its member, ``own`` the language of ``text``, which is what was awarded: in that language
    nothing else is said.
    """
    wanted = base_of(language)
    found = None if wanted == base_of(own) else translations.get(f"{name}_{wanted}")
    return (found, wanted) if found else (text, own)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files, and the address under which the achievements will be found."""

    folder: Path
    base: str

    def path(self, slug: str) -> Path:
        """Return the file of an achievement; raise :class:`InputError` ``register_slug``."""
        if len(slug) > _SLUG_CHARACTERS or not _SLUG.fullmatch(slug) or is_reserved(slug):
            raise InputError("register_slug", slug=slug)
        return self.folder / f"{slug}.toml"

    def slugs(self) -> list[str]:
        """Return the names of all achievements."""
        return sorted(path.stem for path in self.folder.glob("*.toml"))

    def read(self, slug: str, frozen: Iterable[Frozen]) -> Achievement:
        """Return the achievement as it stands in its file.

        ``frozen`` are the versions that were issued. A file that says what one of them says is that version; any other
        is the next one, with an id of its own. Raises :class:`InputError` ``register_no_achievement`` and
        ``issuer_not_toml``.
        """
        path = self.path(slug)
        try:
            with path.open("rb") as file:
                content = file.read(_limits.KEY_DOCUMENT_BYTES + 1)
        except OSError:
            raise InputError("register_no_achievement", slug=slug, path=str(path)) from None
        return self.versioned(slug, read_table(content, path.name), list(frozen))

    def versioned(self, slug: str, table: Mapping[str, object], frozen: list[Frozen]) -> Achievement:
        """Return the achievement of ``table`` with the id that it has, or that it will have."""
        given = table.get("id")
        own = given if isinstance(given, str) else ""
        wanted = _digest(complete({**table, "id": own or f"{self.base}/achievements/{slug}"}))
        for name, version, document in reversed(frozen):
            if _digest(_json.loads_object(document)) == wanted:
                return _achievement(table, slug, name, version)
        version = max((one.version for one in frozen), default=0) + 1
        taken = {one.id for one in frozen}
        name = own or f"{self.base}/achievements/{slug}"
        if name in taken:
            name = f"{name}-v{version}"
        return _achievement(table, slug, name, version)

    def issued(self, slug: str, frozen: Iterable[Frozen]) -> Iterator[Achievement]:
        """Yield the versions that were issued, as they were."""
        for name, version, document in frozen:
            yield _achievement(_json.loads_object(document), slug, name, version)

    def write(self, slug: str, achievement: Achievement, *, replace: bool) -> None:
        """Write the file; raise :class:`InputError` ``register_achievement_exists`` unless ``replace``."""
        path = self.path(slug)
        table = {**({"id": achievement.id} if achievement.id else {}), **achievement.table}
        content = toml(table).encode("utf-8")
        if path.exists() and not replace:
            same = _plain(read_table(path.read_bytes(), path.name)) == _plain(table)
            if same:
                return
            raise InputError("register_achievement_exists", slug=slug, path=str(path))
        self.folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def slug_of(name: str) -> str:
    """Return a short name for files and addresses: ``Soins de la démence`` gives ``soins-de-la-demence``."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "oe")).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_SLUG_CHARACTERS].strip("-")
    slug = f"{slug}-badge" if slug and is_reserved(slug) else slug
    return slug or f"a-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _achievement(table: Mapping[str, object], slug: str, name: str, version: int) -> Achievement:
    criteria = table.get("criteria", "")
    return Achievement(
        name=str(table.get("name", "")),
        description=str(table.get("description", "")),
        criteria=criteria if isinstance(criteria, str | Mapping) else str(criteria),
        slug=slug,
        id=name,
        version=version,
        members={key: value for key, value in table.items() if key not in _OWN | TRANSLATED},
        translations=translations_of(table),
    )


def _digest(document: Mapping[str, object]) -> str:
    """Return a digest of all but the id."""
    return sha256(_json.canonical({key: value for key, value in document.items() if key != "id"})).hexdigest()


def _plain(table: Mapping[str, object]) -> bytes:
    return _json.canonical({key: value for key, value in table.items() if key != "id"})
