"""Real servers on the loopback address, some of which misbehave; each ends with its test."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mexbadge.fetch import HttpFetcher, NetworkPolicy

OPEN = NetworkPolicy(http_allowed=True, private_allowed=True, request_seconds=5, connect_seconds=2)
"""The guard opened for servers on the loopback address."""


@dataclass
class Server:
    """One listening server: where it is, what it was sent, and when it should stop."""

    port: int
    stop: threading.Event = field(default_factory=threading.Event)
    heads: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/", *, scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


Handler = Callable[[socket.socket, Server], None]


def head_of(line: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = line.recv(4096)
        if not piece:
            break
        data += piece
    return data


@contextmanager
def serving(handler: Handler, *, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Answer each connection with ``handler(line, server)`` in a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(listener.getsockname()[1])
    workers: list[threading.Thread] = []

    def answer(line: socket.socket) -> None:
        with suppress(OSError), line:
            line.settimeout(10)
            with line if context is None else context.wrap_socket(line, server_side=True) as secure:
                server.heads.append(head_of(secure))
                handler(secure, server)

    def accept() -> None:
        while True:
            line, _ = listener.accept()
            if server.stop.is_set():
                line.close()
                return
            workers.append(threading.Thread(target=answer, args=(line,)))
            workers[-1].start()

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield server
    finally:
        server.stop.set()
        socket.create_connection(("127.0.0.1", server.port)).close()
        thread.join()
        for worker in workers:
            worker.join()
        listener.close()


def says(*pieces: bytes) -> Handler:
    """Send ``pieces`` and hang up."""

    def handler(line: socket.socket, _: Server) -> None:
        for piece in pieces:
            line.sendall(piece)

    return handler


def answers(body: bytes = b"{}", *, status: str = "200 OK", fields: Sequence[str] = ()) -> Handler:
    """Send a well-behaved answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Content-Type: application/json", *fields]
    return says("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)


def drips(start: bytes, drop: bytes, *, pause: float = 0.05) -> Handler:
    """Send ``start``, then one ``drop`` after the other, without end."""

    def handler(line: socket.socket, server: Server) -> None:
        line.sendall(start)
        while not server.stop.wait(pause):
            line.sendall(drop)

    return handler


def fetcher(**changes: object) -> HttpFetcher:
    """Return a fetcher that may ask the loopback address."""
    settings = {name: getattr(OPEN, name) for name in ("http_allowed", "private_allowed", "request_seconds")}
    return HttpFetcher(NetworkPolicy(**{**settings, **changes}))


@dataclass(frozen=True)
class Authority:
    """A certificate authority of the test's own."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def make(cls, folder: Path) -> "Authority":
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A test's own authority")])
        builder = _builder(name, name, key.public_key()).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        usage = x509.KeyUsage(
            digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        certificate = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
        made = cls(folder, key, certificate)
        Path(made.ca_file).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        return made

    @property
    def ca_file(self) -> str:
        return str(self.folder / "authority.pem")

    def server(self, *hosts: str, days: int = 2, age: int = 1, file: str = "server.pem") -> ssl.SSLContext:
        """Return the context of a server with a certificate for ``hosts``, ``age`` days old and for ``days`` more."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0])])
        subjects = [_subject(host) for host in hosts]
        builder = _builder(name, self.certificate.subject, key.public_key(), days=days, age=age)
        builder = builder.add_extension(x509.SubjectAlternativeName(subjects), critical=False)
        signed = builder.sign(self.key, hashes.SHA256())
        path = self.folder / file
        plain = serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        path.write_bytes(
            key.private_bytes(serialization.Encoding.PEM, form, plain) + signed.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def _subject(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, *, days: int = 2, age: int = 1
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=age))
        .not_valid_after(now + timedelta(days=days, hours=1))
    )
