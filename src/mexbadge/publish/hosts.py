"""What a host is told of a site: content types, who may read, what is kept how long, what search engines leave out.

The addresses of a site end in names from which most hosts see what they are, so that without any of this a badge is
verified all the same. What a host is told besides: every answer, also one that says that nothing is there, may be read
by programs of other hosts (verifiers in browsers); nothing is guessed from content; pages stand in no frame; pages of
people stay out of search engines.

What is put into the site is a file of it; what belongs into the settings of a server lies beside.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from mexbadge import _json
from mexbadge.issuer.folder import delivery
from mexbadge.ledger import SUFFIX
from mexbadge.publish.files import Role, SiteFile, fixed

__all__ = ["NAMES", "TRIED", "TYPES", "Host", "beside", "inside", "path_of", "write_beside"]


class Host(StrEnum):
    """The kinds of hosts for which the files are known."""

    NGINX = "nginx"
    APACHE = "apache"
    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    AZURE = "azure"
    S3 = "s3"
    GITHUB = "github"


NAMES: Final[Mapping[Host, str]] = {
    Host.NGINX: "nginx",
    Host.APACHE: "Apache",
    Host.NETLIFY: "Netlify",
    Host.CLOUDFLARE: "Cloudflare Pages",
    Host.AZURE: "Azure Static Web Apps",
    Host.S3: "Amazon S3",
    Host.GITHUB: "GitHub Pages",
}
"""What each is called."""
TRIED: Final = frozenset({Host.NGINX, Host.APACHE})
"""The hosts with which the files were tried for real; the others follow their makers' documentation."""

ALWAYS: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Origin": "*",
    "Content-Security-Policy": "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer says. What a page may load stands in the page itself."""
_FRESH: Final = "public, max-age=300"
_ETERNAL: Final = "public, max-age=31536000, immutable"
_CACHE: Final = "Cache-Control"
_PERSONAL: Final = {"X-Robots-Tag": "noindex", _CACHE: "private, max-age=0, must-revalidate"}
_BINARY: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class _Part:
    """A folder of the site, and what its answers say beyond the rest."""

    folder: str
    says: Mapping[str, str]


_PARTS: Final = (
    _Part("b/", _PERSONAL),
    _Part("media/", {_CACHE: _ETERNAL}),
    _Part("images/", {_CACHE: _ETERNAL}),
    _Part("ob2/images/", {_CACHE: _ETERNAL}),
    _Part("log/tile/", {_CACHE: _ETERNAL}),
)
"""Names in ``media``, ``images`` and ``log/tile`` change with what they hold."""
TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".bin": "application/octet-stream",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jws": "text/plain",
    ".jwt": "application/vc+jwt",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    SUFFIX: "text/plain",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""The content type of a file, by how its name ends."""
_OURS: Final = (".jws", ".jwt", SUFFIX)
"""The endings that hosts do not know by themselves."""
_PLAIN: Final = ("achievements", "endorsements", "status")
"""The folders of documents whose addresses have no ending."""
_LOG: Final = "log"


def inside(host: Host | None, bases: Sequence[str]) -> Iterator[SiteFile]:
    """Yield the files of the site by which ``host`` is told; ``bases`` are the addresses of its colleges."""
    paths = [path_of(base) for base in bases]
    if host is Host.APACHE:
        yield fixed(".htaccess", _apache().encode("utf-8"), Role.MEDIA)
    elif host in {Host.NETLIFY, Host.CLOUDFLARE}:
        yield fixed("_headers", _headers(paths).encode("utf-8"), Role.MEDIA)
    elif host is Host.AZURE:
        yield fixed("staticwebapp.config.json", _azure(paths), Role.MEDIA)
    elif host is Host.GITHUB:
        yield fixed(".nojekyll", b"", Role.MEDIA)


def beside(host: Host | None, bases: Sequence[str]) -> Mapping[str, bytes]:
    """Return the files that belong into no site: what a server's settings take in, or what uploads; by their names."""
    paths = [path_of(base) for base in bases]
    if host is Host.NGINX:
        return {"nginx.conf": _nginx(paths).encode("utf-8")}
    if host is Host.S3:
        return {"s3.sh": _s3().encode("utf-8")}
    return {}


def write_beside(folder: Path, host: Host | None, bases: Sequence[str]) -> tuple[Path, ...]:
    """Write what :func:`beside` returns beside a site's ``folder``, named for it; return where each file is."""
    whole = folder.resolve()
    made = {whole.with_name(f"{whole.name}-{name}"): body for name, body in beside(host, bases).items()}
    for path, body in made.items():
        delivery.write_file(path, body)
    return tuple(made)


def path_of(base: str) -> str:
    """Return the path of an address without a ``/`` at the end: ``""`` for the top of a host."""
    return urlsplit(base).path.rstrip("/")


def _plain() -> str:
    return "|".join(_PLAIN)


# nginx

_NGINX_HEAD: Final = """\
# For nginx, inside "server { … }", in place of its own "location /"; the site is the server's "root".
# Pour nginx, dans « server { … } », à la place de son « location / » ; le site est la racine (« root »).
# Each place repeats every header: one "add_header" in a place drops those from outside.
# Chaque emplacement répète tous les en-têtes : un « add_header » y efface ceux de l'extérieur.
"""


def _nginx(paths: Sequence[str]) -> str:
    found = [_NGINX_HEAD]
    for path in paths:
        found += [_nginx_place(f"^~ {path}/{part.folder}", part.says) for part in _PARTS if _LOG not in part.folder]
        found.append(_nginx_place(f"^~ {path}/{_LOG}/tile/", {_CACHE: _ETERNAL}, kind=_BINARY))
        found.append(_nginx_place(f"= {path}/{_LOG}/checkpoint", {}, kind="text/plain"))
        found.append(_nginx_place(f"~ ^{path}/(?:{_plain()})/[^./]+$", {}, kind="application/json"))
        found.append(_nginx_place(f"{path}/", {}))
        if path:
            found.append(
                f"# Above {path}: the contents of the folder _origin go to the top of the host, if there is one.\n"
            )
    if len(paths) > 1:  # a site that several share: the page at its top, and whatever is not there
        found.append(_nginx_place("/", {}))
    return "\n".join(found)


def _nginx_place(where: str, more: Mapping[str, str], *, kind: str | None = None) -> str:
    says = {**ALWAYS, _CACHE: _FRESH, **more}
    lines = [f'    add_header {name} "{value}"{"" if name == _CACHE else " always"};' for name, value in says.items()]
    if kind is None:
        listed = " ".join(f"{value} {name.removeprefix('.')};" for name, value in TYPES.items())
        lines = [f"    types {{ {listed} }}", f"    default_type {_BINARY};", "    charset utf-8;", *lines]
    else:
        lines = ["    types { }", f"    default_type {kind};", *lines]
    return "\n".join([f"location {where} {{", *lines, "}", ""])


# Apache

_APACHE_HEAD: Final = """\
# For Apache 2.4; the server must allow it: "AllowOverride FileInfo" and the module mod_headers.
# Pour Apache 2.4 ; le serveur doit le permettre : « AllowOverride FileInfo » et le module mod_headers.
"""


def _apache() -> str:
    lines = [_APACHE_HEAD.rstrip("\n"), "AddDefaultCharset utf-8"]
    lines += [f"AddType {kind} {name}" for name, kind in TYPES.items()]
    lines += ['<FilesMatch "^[^.]+$">', "  ForceType application/json", "</FilesMatch>"]
    lines += [f'<If "%{{REQUEST_URI}} =~ m#/{_LOG}/tile/#">', f"  ForceType {_BINARY}", "</If>"]
    lines += [f'<If "%{{REQUEST_URI}} =~ m#/{_LOG}/checkpoint$#">', "  ForceType text/plain", "</If>"]
    lines += ["<IfModule mod_headers.c>"]
    lines += [f"  {_apache_header(name, value)}" for name, value in {**ALWAYS, _CACHE: _FRESH}.items()]
    for part in _PARTS:
        said = [f"    {_apache_header(name, value)}" for name, value in part.says.items()]
        lines += [f'  <If "%{{REQUEST_URI}} =~ m#/{part.folder}#">', *said, "  </If>"]
    return "\n".join([*lines, "</IfModule>", ""])


def _apache_header(name: str, value: str) -> str:
    """Return a line that sets a header; how long an answer is kept is not said of one that found nothing."""
    return f'Header {"" if name == _CACHE else "always "}set {name} "{value}"'


# Netlify, Cloudflare Pages


def _headers(paths: Sequence[str]) -> str:
    """Return rules that add up: no two that match one address may say the same name."""
    rules: list[tuple[str, Mapping[str, str]]] = [("/*", ALWAYS)]
    for path in paths:
        rules += [(f"{path}/{part.folder}*", part.says) for part in _PARTS]
        rules += [(f"{path}/*{name}", {"Content-Type": TYPES[name]}) for name in _OURS]
    return "\n".join(
        line for where, says in rules for line in (where, *(f"  {name}: {value}" for name, value in says.items()), "")
    )


# Azure Static Web Apps


def _azure(paths: Sequence[str]) -> bytes:
    routes: list[dict[str, object]] = []
    for path in paths:
        routes += [{"route": f"{path}/{part.folder}*", "headers": dict(part.says)} for part in _PARTS]
        routes += [
            {"route": f"{path}/{name}/*", "headers": {_CACHE: _FRESH}} for name in (*_PLAIN, ".well-known", "ob2")
        ]
    told = {
        "globalHeaders": dict(ALWAYS),
        "mimeTypes": {name: TYPES[name] for name in (".json", *_OURS)},
        "routes": routes,
    }
    return f"{_json.dumps(told, indent=2)}\n".encode("ascii")


# S3

_S3_HEAD: Final = """\
#!/bin/sh
# For Amazon S3 behind CloudFront, with its program "aws": sh s3.sh FOLDER s3://BUCKET
# Pour Amazon S3 derrière CloudFront, avec son programme « aws » : sh s3.sh DOSSIER s3://COMPARTIMENT
# A bucket says only who may read and what a file is. The headers below belong into a response headers policy of
# CloudFront; without it browsers of other sites cannot read the documents.
# Un compartiment dit seulement qui peut lire et ce qu'est un fichier. Les en-têtes ci-dessous vont dans une politique
# d'en-têtes de réponse de CloudFront ; sans elle, les navigateurs d'autres sites ne peuvent lire les documents.
"""


def _s3() -> str:
    lines = [_S3_HEAD.rstrip("\n"), *(f"#   {name}: {value}" for name, value in ALWAYS.items()), "set -eu"]
    lines += ['put() { kind=$1; shift; aws s3 cp "$folder" "$bucket" --recursive --content-type "$kind" "$@"; }']
    lines += ["folder=$1 bucket=$2", "# Documents first, pages last. / Les documents d'abord, les pages à la fin."]
    lines += [f"put application/json --exclude '*' --include '*.json' --cache-control '{_FRESH}'"]
    for name in _PLAIN:
        lines.append(
            f"put application/json --exclude '*' --include '*{name}/*' --exclude '*.*' --cache-control '{_FRESH}'"
        )
    for name in _OURS:
        lines.append(f"put {TYPES[name]} --exclude '*' --include '*{name}' --cache-control '{_FRESH}'")
    for name in (".bin", ".png", ".svg", ".js", ".css", ".txt", ".html"):
        lines.append(f"put '{TYPES[name]}' --exclude '*' --include '*{name}' --cache-control '{_FRESH}'")
    lines.append(f"put {_BINARY} --exclude '*' --include '*{_LOG}/tile/*' --cache-control '{_ETERNAL}'")
    lines.append(f"put text/plain --exclude '*' --include '*{_LOG}/checkpoint' --cache-control '{_FRESH}'")
    lines += ["# What left the site goes; the bucket is the site's alone. / Ce qui a quitté le site disparaît."]
    lines += ['aws s3 sync "$folder" "$bucket" --delete --size-only']
    return "\n".join([*lines, ""])
