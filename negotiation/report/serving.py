"""Serves one page on this machine alone, to be read and nothing else, and tells whoever has it of the next one."""

import socketserver
import sys
from collections.abc import Generator
from contextlib import contextmanager
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any, cast

HOST = "127.0.0.1"
PATIENCE = 5.0
"""Seconds after which somebody who waits is told that nothing is new, which tells the server whether they are there."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""No other page shows this one in itself, reads it, or hears of it."""


class Pages:
    """The page as it is now, and everybody who waits for the next one."""

    def __init__(self) -> None:
        self._news = Condition()
        self.page = b""
        self.version = ""
        """What the page that was made says, digested: one that says the same is not new."""

    def show(self, text: str) -> None:
        """Have this page from now on. One that follows the server says in its first line which version it is."""
        version = sha256(text.encode()).hexdigest()[:16]
        with self._news:
            self.page = text.replace('data-version=""', f'data-version="{version}"', 1).encode()
            self.version = version
            self._news.notify_all()

    def other_than(self, version: str) -> str:
        """The version as soon as it is another one; the same one where nothing came for a while."""
        with self._news:
            self._news.wait_for(lambda: self.version != version, PATIENCE)
            return self.version


class Server(ThreadingHTTPServer):
    """Listens on this machine alone."""

    daemon_threads = True

    def __init__(self, pages: Pages, port: int) -> None:
        self.pages = pages
        self._thread: Thread | None = None
        super().__init__((HOST, port), Handler)

    def server_bind(self) -> None:
        """Take the port, and ask nobody what this machine is called."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def begin(self) -> None:
        """Answer from now on, beside everything else."""
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Answer no more."""
        if self._thread is not None:
            self.shutdown()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_port}/"

    def is_ours(self, host: str | None) -> bool:
        """Whether somebody asked for this machine by its own name: a name that leads here from elsewhere is a trick."""
        return host in {f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever has gone in the middle of an answer is no error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD of the page and of its news; there is nothing else."""

    timeout = 30

    def __getattr__(self, name: str) -> Any:
        """Every other method is refused in the same way."""
        if name.startswith("do_"):
            return self._refused
        raise AttributeError(name)

    def do_GET(self) -> None:
        """Answer with what was asked for."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """Answer with what a GET would begin with."""
        self._answer(body=False)

    def version_string(self) -> str:
        """Say what answers, and nothing of what that runs on."""
        return "negotiation"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name is given
        """Say nothing of each request."""

    @property
    def _served(self) -> Server:
        return cast("Server", self.server)

    def _refused(self) -> None:
        allowed = {"Allow": "GET, HEAD"}
        self._send(HTTPStatus.METHOD_NOT_ALLOWED, "text/plain", b"This page is only there to be read.\n", allowed)

    def _answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0]
        if not self._served.is_ours(self.headers["Host"]):
            said = f"This is {self._served.url}, and was asked for by another name.\n".encode()
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", said, body=body)
        elif path == "/":
            self._send(HTTPStatus.OK, "text/html", self._served.pages.page, body=body)
        elif path == "/changes":
            self._news(body=body)
        elif path == "/favicon.ico":
            self._send(HTTPStatus.NO_CONTENT, "text/plain", b"", body=False)
        else:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"There is one page here, at /.\n", body=body)

    def _send(
        self, status: HTTPStatus, kind: str, content: bytes, more: dict[str, str] | None = None, *, body: bool = True
    ) -> None:
        self.send_response(status)
        length = {} if status == HTTPStatus.NO_CONTENT else {"Content-Length": str(len(content))}
        for name, value in {"Content-Type": f"{kind}; charset=utf-8", **length, **HEADERS, **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(content)

    def _news(self, *, body: bool) -> None:
        """Tell the version there is, and then each new one, until nobody listens."""
        self.send_response(HTTPStatus.OK)
        for name, value in {"Content-Type": "text/event-stream; charset=utf-8", **HEADERS}.items():
            self.send_header(name, value)
        self.end_headers()
        told = ""
        while body:
            version = self._served.pages.other_than(told)
            self.wfile.write(b": still here\n\n" if version == told else f"data: {version}\n\n".encode())
            told = version


@contextmanager
def serving(pages: Pages, port: int = 0) -> Generator[Server]:
    """Hold a port, a free one where none is given; `OSError` where it cannot be had.

    Whoever asks waits until the first page is there: `begin` of the server answers from then on.
    """
    with Server(pages, port) as server:
        try:
            yield server
        finally:
            server.end()
