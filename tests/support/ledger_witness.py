"""A witness of C2SP tlog-witness on the loopback address: it remembers how far each log had come, and refuses forks."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ledger_world import TIME, WITNESS, signer
from mexbadge.errors import InputError, LedgerError
from mexbadge.ledger import Checkpoint, LogPolicy, Note
from mexbadge.ledger.checkpoint import read_hash
from mexbadge.ledger.cosignature import cosign_text
from mexbadge.ledger.tree import EMPTY, verify_consistency

_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


@dataclass
class Bystander:
    """What a witness knows: the logs that it watches, and how far each had come."""

    policies: dict[str, LogPolicy]
    seed: int = 2
    name: str = WITNESS
    time: int = TIME
    seen: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    refused: list[bytes] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, body: bytes) -> tuple[int, bytes]:
        """Answer one request, in the order of the checks that the text gives."""
        try:
            first, *lines = (head := body.partition(b"\n\n"))[0].decode("ascii").split("\n")
            old = _OLD.fullmatch(first)
            proof = [found for line in lines if (found := read_hash(line)) is not None]
            note = Note.parse(head[2])
            checkpoint = Checkpoint.parse(note.text)
        except (InputError, UnicodeDecodeError):
            return 400, b""
        if old is None or len(proof) != len(lines):
            return 400, b""
        policy = self.policies.get(checkpoint.origin)
        if policy is None:
            return 404, b""
        try:
            policy.accept(note)
        except LedgerError:
            return 403, b""
        with self.lock:
            return self._cosigned(int(old[1]), proof, note, checkpoint)

    def _cosigned(self, old: int, proof: list[bytes], note: Note, checkpoint: Checkpoint) -> tuple[int, bytes]:
        if old > checkpoint.size:
            return 400, b""
        size, root = self.seen.get(checkpoint.origin, (0, EMPTY))
        if old != size:
            return 409, b"%d\n" % size
        try:
            verify_consistency(old, checkpoint.size, proof, root, checkpoint.root)
        except LedgerError:
            self.refused.append(note.to_bytes())
            return 422, b""
        self.seen[checkpoint.origin] = (checkpoint.size, checkpoint.root)
        line = cosign_text(note.text, self.name, signer(self.seed), time=self.time)
        return 200, line.text.encode()


@contextmanager
def witnessing(witness: Bystander) -> Iterator[str]:
    """Serve a witness over HTTP and give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, content = (404, b"") if self.path != "/w/add-checkpoint" else witness.answer(body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/w/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
