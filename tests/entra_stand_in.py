"""Somebody who answers for login.microsoftonline.com, reached as through a municipality's proxy.

Run as a program with a folder, it puts the file of its certificate authority there, prints its
port and serves until it is ended.
"""

import json
import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

from authority import Authority

HOST = "login.microsoftonline.com"
TOKEN = {"token_type": "Bearer", "expires_in": 3600, "access_token": "biljett-4711"}


@dataclass
class Entra:
    """What is answered, and what has been asked."""

    port: int = 0
    answer: dict[str, object] = field(default_factory=lambda: dict(TOKEN))
    knows_tenant: bool = True
    hosts: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def refuse(self, number: int) -> None:
        self.answer = {
            "error": "invalid_client",
            "error_codes": [number],
            "error_description": "AADSTS: hemligt-4711 for karin.larsson",
        }

    @staticmethod
    def free_port() -> int:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            return int(probe.getsockname()[1])


@contextmanager
def entra_stand_in(context: ssl.SSLContext) -> Iterator[Entra]:
    """Serve while the block runs."""
    entra = Entra()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(entra, context))
    server.daemon_threads = True
    entra.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield entra
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(entra: Entra, context: ssl.SSLContext) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_CONNECT(self) -> None:
            """Be the proxy, and at once who is behind it."""
            entra.hosts.append(self.path)
            self.send_response(200)
            self.end_headers()
            try:
                self.connection = context.wrap_socket(self.connection, server_side=True)
            except (ssl.SSLError, OSError):
                self.close_connection = True
                return
            self.rfile = self.connection.makefile("rb")
            self.wfile = self.connection.makefile("wb", buffering=0)
            self.close_connection = False

        def do_GET(self) -> None:
            tenant = self.path.split("/")[1]
            base = f"https://{HOST}/{tenant}"
            if not entra.knows_tenant:
                self._send(400, {"error": "invalid_tenant", "error_codes": [90002]})
                return
            endpoints = ("authorization_endpoint", "token_endpoint", "device_authorization")
            whole = {name: f"{base}/oauth2/v2.0/{name.split('_')[0]}" for name in endpoints}
            self._send(200, {**whole, "issuer": f"{base}/v2.0"})

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            entra.asked.append(self.rfile.read(length).decode())
            self._send(200 if "access_token" in entra.answer else 401, entra.answer)

        def _send(self, status: int, body: dict[str, object]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def finish(self) -> None:
            self.connection.close()
            super().finish()

        def log_message(self, *_arguments: object) -> None:
            pass

    return Handler


if __name__ == "__main__":
    with entra_stand_in(Authority(Path(sys.argv[1])).server_context(HOST)) as standing_in:
        print(standing_in.port, flush=True)
        Event().wait()
