"""Real servers of plain files, over TLS: Python's own, nginx and Apache; and a stranger's network that leads there."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from fetch_servers import Authority
from mexbadge.fetch import HttpFetcher, NetworkPolicy

HOST = "badges.college.example"
Serve = Callable[[Path, Authority], AbstractContextManager[int]]


class Quiet(SimpleHTTPRequestHandler):
    """Python's server, without its words."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def python_serving(folder: Path, authority: Authority) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    server.socket = authority.server(HOST).wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def nginx_serving(folder: Path, authority: Authority, *, more: str = "", tls: str = "") -> Iterator[int]:
    """Serve ``folder``; ``more`` stands in the server's block, ``tls`` adds to or replaces its certificate."""
    program = program_of("nginx", "nginx-light")
    authority.server(HOST)
    place = authority.folder
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    settings = place / "nginx.conf"
    settings.write_text(
        f"""pid {place}/nginx.pid; error_log {place}/error.log; daemon off; worker_processes 1; events {{}}
{"user root;" if os.geteuid() == 0 else ""}
http {{
  access_log off; client_body_temp_path {place}/t1; proxy_temp_path {place}/t2; fastcgi_temp_path {place}/t3;
  uwsgi_temp_path {place}/t4; scgi_temp_path {place}/t5;
  types {{ application/json json; image/png png; }}
  server {{
    listen 127.0.0.1:{port} ssl; server_name {HOST}; root {folder}; {more}
    {tls or f"ssl_certificate {place}/server.pem; ssl_certificate_key {place}/server.pem;"}
  }}
}}
"""
    )
    command = [program, "-c", str(settings), "-p", str(place)]
    with running(command, port, place / "error.log"):
        yield port


@contextmanager
def apache_serving(folder: Path, authority: Authority, *, more: str = "") -> Iterator[int]:
    """Serve ``folder`` with what its ``.htaccess`` says; ``more`` stands in the server's settings."""
    program = program_of("apache2", "apache2-bin")
    authority.server(HOST)
    place = authority.folder
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    modules = "/usr/lib/apache2/modules"
    loaded = ("mpm_event", "authz_core", "mime", "dir", "headers", "ssl", "socache_shmcb")
    settings = place / "apache.conf"
    settings.write_text(
        "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in loaded)
        + f"""
ServerRoot {place}
PidFile {place}/apache.pid
DefaultRuntimeDir {place}
Mutex file:{place}
ErrorLog {place}/error.log
ServerName {HOST}
Listen 127.0.0.1:{port}
{"User nobody" if os.geteuid() == 0 else ""}
TypesConfig {os.devnull}
DocumentRoot {folder}
SSLEngine on
SSLCertificateFile {place}/server.pem
DirectoryIndex index.html
<Directory {folder}>
  AllowOverride FileInfo
  Require all granted
</Directory>
{more}
"""
    )
    if os.geteuid() == 0:  # the server reads as somebody else
        for path in (folder, *folder.parents, *folder.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    with running([program, "-f", str(settings), "-DFOREGROUND"], port, place / "error.log"):
        yield port


def program_of(name: str, package: str) -> str:
    """Return where a server's program is; without it the test is skipped, and fails where it must be there."""
    program = shutil.which(name) or f"/usr/sbin/{name}"
    if not Path(program).exists():
        assert not os.environ.get("CI"), f"{name} is missing (apt-get install {package})"
        pytest.skip(f"{name} is not installed here (apt-get install {package})")
    return program


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[None]:
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, log.read_text() if log.exists() else command
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def stranger(port: int, authority: Authority) -> HttpFetcher:
    """Return a verifier's network in which the college's name leads to the server."""

    def dial(_: str, __: int, seconds: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", port), timeout=seconds)

    policy = NetworkPolicy(ca_file=authority.ca_file)
    return HttpFetcher(policy, resolver=lambda *_: ["93.184.215.14"], connect=dial)
