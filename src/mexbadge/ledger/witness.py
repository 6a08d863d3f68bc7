"""Ask witnesses to cosign a checkpoint (C2SP tlog-witness, "add-checkpoint").

The network is a function here too; :class:`HttpPost` is the one that opens a socket. A witness sees the log's name,
size, root and signatures and the hashes of a proof, and nothing else.
"""

import re
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final, TypeAlias
from urllib.parse import urlsplit

import truststore

from mexbadge import __version__
from mexbadge._limits import KIB
from mexbadge.errors import InputError, LedgerError
from mexbadge.ledger.checkpoint import Checkpoint
from mexbadge.ledger.cosignature import cosigned_time
from mexbadge.ledger.note import KeyType, Note, NoteKey, SignatureLine, decimal, read_lines, write_base64

__all__ = ["HttpPost", "Post", "Witness", "WitnessAnswer", "cosign", "request_body"]

_ANSWER_BYTES: Final = 64 * KIB
_OK: Final = 200
_CONFLICT: Final = 409
_TRIES: Final = 3
_AGAIN_SECONDS: Final = 0.1
_HOST: Final = re.compile(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]", re.ASCII)


@dataclass(frozen=True, slots=True)
class WitnessAnswer:
    """What a witness said."""

    status: int
    body: bytes = field(repr=False)


Post: TypeAlias = Callable[[str, bytes], WitnessAnswer]
"""``post(url, body)`` answers, or raises :class:`LedgerError` ``ledger_witness_unreachable``."""
Prove: TypeAlias = Callable[[int, int], Sequence[bytes]]
"""``prove(old, new)`` returns the consistency proof between two sizes of the log."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness to ask: its key (type 0x04), and the address before ``/add-checkpoint``.

    Raises :class:`InputError` ``ledger_key_use``.
    """

    key: NoteKey
    url: str

    def __post_init__(self) -> None:
        if self.key.type is not KeyType.COSIGNATURE:
            raise InputError("ledger_key_use", name=self.key.name)


def request_body(old: int, proof: Sequence[bytes], note: Note) -> bytes:
    """Return what is sent: the size that the witness knows, the proof from there, and the signed checkpoint."""
    lines = [f"old {old}", *map(write_base64, proof), ""]
    return "".join(f"{line}\n" for line in lines).encode("ascii") + note.to_bytes()


def cosign(note: Note, witness: Witness, prove: Prove, *, post: Post, known: int = 0) -> tuple[SignatureLine, ...]:
    """Ask one witness to cosign, and return its lines, each of which holds.

    ``known`` is the size that the witness is believed to have seen; it says itself if it is another. Raises
    :class:`LedgerError`: ``ledger_witness_unreachable``, ``ledger_witness_refused``, ``ledger_witness_ahead`` where it
    saw more entries than there are, ``ledger_witness_answer``.
    """
    size = Checkpoint.parse(note.text).size
    for _ in range(_TRIES):
        if known > size:
            raise LedgerError("ledger_witness_ahead", position=known, size=size, url=witness.url)
        body = request_body(known, prove(known, size) if known else (), note)
        answer = post(f"{witness.url.rstrip('/')}/add-checkpoint", body)
        if answer.status == _OK:
            return _lines(note, witness, answer.body)
        said = (
            decimal(answer.body.decode("ascii", "replace").removesuffix("\n")) if answer.status == _CONFLICT else None
        )
        if said is None:
            break
        known = said
    else:
        answer = WitnessAnswer(_CONFLICT, b"")
    raise LedgerError("ledger_witness_refused", url=witness.url, status=answer.status)


def _lines(note: Note, witness: Witness, body: bytes) -> tuple[SignatureLine, ...]:
    """Return the lines of the witness's key; one that does not hold spoils the answer."""
    try:
        lines = tuple(line for line in read_lines(body) if line.is_by(witness.key))
        for line in lines:
            cosigned_time(line, witness.key, note.text)
    except (InputError, LedgerError):
        raise LedgerError("ledger_witness_answer", url=witness.url) from None
    if not lines:
        raise LedgerError("ledger_witness_answer", url=witness.url)
    return lines


@dataclass(frozen=True, slots=True)
class HttpPost:
    """Send by HTTPS, within ``seconds`` in all, and read at most 64 KiB; no redirect is followed.

    ``http_allowed`` admits addresses without TLS, for tests on one machine. Raises :class:`InputError`
    ``ledger_witness_url``.
    """

    http_allowed: bool = False
    seconds: float = 15.0

    def __call__(self, url: str, body: bytes) -> WitnessAnswer:
        """Post ``body`` and return the answer; raise :class:`LedgerError` ``ledger_witness_unreachable``."""
        line, path = self._line(url)
        done = threading.Event()
        threading.Thread(target=_hang_up, args=(line, done, self.seconds), daemon=True).start()
        try:
            headers = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": f"mexbadge/{__version__}"}
            line.request("POST", path, body, {**headers, "Connection": "close"})
            with line.getresponse() as answer:
                content = answer.read(_ANSWER_BYTES + 1)
        except (OSError, HTTPException, ValueError):
            raise LedgerError("ledger_witness_unreachable", url=url) from None
        finally:
            done.set()
            line.close()
        if len(content) > _ANSWER_BYTES:
            raise LedgerError("ledger_witness_answer", url=url)
        return WitnessAnswer(answer.status, content)

    def _line(self, url: str) -> tuple[HTTPConnection, str]:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise InputError("ledger_witness_url", url=url) from None
        plain = parts.scheme == "http" and self.http_allowed
        strange = parts.username or parts.query or parts.fragment or not url.isascii() or not url.isprintable()
        if strange or " " in url or not _HOST.fullmatch(host) or not (plain or parts.scheme == "https"):
            raise InputError("ledger_witness_url", url=url)
        if plain:
            return HTTPConnection(host, port, timeout=self.seconds), parts.path

        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return HTTPSConnection(host, port, timeout=self.seconds, context=context), parts.path


def _hang_up(line: "HTTPConnection", done: threading.Event, seconds: float) -> None:
    """End an exchange that takes too long, however slowly the other side goes on sending."""
    wait = seconds
    while not done.wait(wait):
        wait = _AGAIN_SECONDS
        with suppress(OSError, AttributeError):
            line.sock.shutdown(2)
