"""A site shown on this computer alone, to be looked at before it goes to its host.

It stands at the same path as it will, so that every link leads where it will lead; nobody else's computer is answered.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from mexbadge.publish.hosts import ALWAYS, TYPES, path_of

__all__ = ["shown_here"]

_HERE: Final = "127.0.0.1"
_TLS_ONLY: Final = "Strict-Transport-Security"
_PLAIN: Final = "application/octet-stream"
_NOWHERE: Final = "/-/-"


@contextmanager
def shown_here(folder: Path, base: str, *, port: int = 0) -> Iterator[tuple[str, ThreadingHTTPServer]]:
    """Give the address under which the site in ``folder`` is shown, and the server; call its ``serve_forever``.

    ``base`` is where the site will be; ``port`` 0 takes a free one. Raises :class:`OSError` for one that is taken.
    """
    path = path_of(base)
    server = ThreadingHTTPServer((_HERE, port), partial(_Shown, directory=str(folder), below=path))
    try:
        yield f"http://{_HERE}:{server.server_address[1]}{path}/", server
    finally:
        server.server_close()


class _Shown(SimpleHTTPRequestHandler):
    """Answers with the files of one folder, below one path."""

    def __init__(self, *given: object, directory: str, below: str) -> None:
        self._below = below
        super().__init__(*given, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """Return the file that a path means; one that does not begin as the site's does means none."""
        whole = path.partition("?")[0].partition("#")[0]
        inside = whole.startswith(f"{self._below}/")
        return super().translate_path(whole.removeprefix(self._below) if inside else _NOWHERE)

    def guess_type(self, path: object) -> str:
        """Return the content type that the host will be told."""
        kind = TYPES.get(Path(str(path)).suffix, _PLAIN)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def list_directory(self, path: object) -> None:
        """Say that nothing is there: a host shows no folders."""
        del path
        self.send_error(404)

    def end_headers(self) -> None:
        """Add what the host will say."""
        for name, value in ALWAYS.items():
            if name != _TLS_ONLY:
                self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: addresses of people's pages would stand in what is said."""
