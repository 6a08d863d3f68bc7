"""``mexbadge issue --as ob2-hosted | ob2-signed``: a 2.0 badge, with every document that its server must publish."""

import secrets
import uuid
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from mexbadge._json import JsonObject, dumps
from mexbadge.bake import bake
from mexbadge.cli.console import Console
from mexbadge.cli.files import read, write
from mexbadge.cli.moments import moment
from mexbadge.cli.publishing import publish
from mexbadge.credentials.achievement import complete, refuse_placeholders
from mexbadge.credentials.ob2 import Award2, BadgeClass, Issued2, Profile, issue_hosted, issue_signed
from mexbadge.errors import InputError
from mexbadge.keys import Signer
from mexbadge.models.identity import Identity

__all__ = ["default_key_id", "issue_older"]

_JSON_LD: Final = "application/ld+json"


def issue_older(
    arguments: Namespace, achievement: JsonObject, profile: JsonObject, signer: Signer | None, console: Console
) -> int:
    """Issue one 2.0 badge; write the image, and below ``--hosted`` what a verifier will fetch."""
    achievement = complete(achievement)
    refuse_placeholders({"issuer": profile, "achievement": achievement})
    if not arguments.hosted:
        raise InputError("older_needs_hosted")
    base = _base(profile)
    image = read(arguments.image, console) if arguments.image else None
    award = Award2(
        id=f"urn:uuid:{uuid.uuid4()}" if signer else f"{base}assertions/{secrets.token_hex(16)}.json",
        recipient=Identity.parse(arguments.to),
        salt=secrets.token_hex(16),
        issued_on=moment(arguments.at) or datetime.now(UTC),
        expires=moment(arguments.until),
    )
    issuer = _issuer(profile, base, signer)
    badge = _badge_class(achievement, base)
    issued = issue_signed(award, badge, issuer, signer) if signer else issue_hosted(award, badge, issuer)
    content = issued.content if image is None else bake(image, issued.content)
    folder = Path(arguments.hosted)
    if Path(arguments.out).exists() and not arguments.force:
        raise InputError("cli_exists", path=arguments.out)
    publish(folder, _published(issued, _picture(badge, image), folder), console)
    write(arguments.out, content, console, force=arguments.force)
    if console.json:
        console.say(dumps({"id": award.id, "file": arguments.out, "form": arguments.form}))
        return 0
    console.done("cli_issued", id=award.id, path=arguments.out)
    command = f"mexbadge verify --resources {arguments.hosted} {arguments.out}"
    console.note(console.text("cli_demo_next", command=command))
    return 0


def default_key_id(profile: JsonObject) -> str:
    """Return the address of a signer's key where none is given: a document of its own beside the issuer's profile."""
    return f"{_base(profile)}keys/key-1.json"


def _base(profile: JsonObject) -> str:
    """Return the folder of the issuer's profile as an address: everything of a 2.0 issuer lies on its host."""
    issuer = profile.get("id")
    if not isinstance(issuer, str) or urlsplit(issuer).scheme != "https":
        raise InputError("older_issuer_address", id=issuer or "")
    return f"{issuer.rpartition('/')[0]}/"


def _issuer(profile: JsonObject, base: str, signer: Signer | None) -> Profile:
    missing = [name for name in ("id", "name", "url", "email") if not isinstance(profile.get(name), str)]
    if missing:
        raise InputError("older_issuer_members", names=", ".join(missing))
    keys = [(signer.verification_method, signer.public_key)] if signer else []
    return Profile(
        id=profile["id"],
        name=profile["name"],
        url=profile["url"],
        email=profile["email"],
        keys=keys,
        revocation_list=f"{base}revocations.json",
        extra={"description": profile["description"]} if isinstance(profile.get("description"), str) else {},
    )


def _badge_class(achievement: JsonObject, base: str) -> BadgeClass:
    """Put an achievement into the words of 2.0; its own address serves where it lies on the issuer's host."""
    slug = str(achievement["id"]).rstrip("/").rpartition("/")[2] or "badge"
    image = achievement.get("image")
    aligned = [
        {name: entry[name] for name in ("targetName", "targetUrl", "targetDescription", "targetCode") if name in entry}
        for entry in achievement.get("alignment", ())
    ]
    extra: JsonObject = {"alignment": aligned} if aligned else {}
    extra |= {"tags": achievement["tag"]} if achievement.get("tag") else {}
    return BadgeClass(
        id=f"{base}badges/{slug}.json",
        name=achievement["name"],
        description=achievement["description"],
        criteria=achievement["criteria"],
        image=image["id"] if isinstance(image, dict) else f"{base}images/{slug}.png",
        extra=extra,
    )


def _picture(badge: BadgeClass, image: bytes | None) -> dict[str, bytes]:
    return {} if image is None else {str(badge.image): image}


def _published(issued: Issued2, pictures: dict[str, bytes], folder: Path) -> dict[str, tuple[bytes, str]]:
    """Return what the server publishes; a revocation list that is there already is kept, with what it holds."""
    documents = {url: (body, _JSON_LD) for url, body in issued.documents.items() if not _is_kept(folder, url)}
    kinds = {url: "image/svg+xml" if url.endswith(".svg") else "image/png" for url in pictures}
    return {**documents, **{url: (body, kinds[url]) for url, body in pictures.items()}}


def _is_kept(folder: Path, url: str) -> bool:
    return url.endswith("/revocations.json") and (folder / urlsplit(url).path.lstrip("/")).is_file()
