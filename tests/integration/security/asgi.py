"""Calls of an application exactly as the bytes stand, which an HTTP client would tidy first."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote


@dataclass(frozen=True)
class Answer:
    """What came back, and how many bytes of the body the application asked for."""

    status: int
    headers: dict[str, str]
    body: bytes
    read: int = 0

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def media_type(self):
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def code(self):
        """The code of a problem, None for anything else."""
        return self.json["code"] if self.media_type == "application/problem+json" else None


@dataclass
class _Wire:
    chunks: Iterable[bytes]
    read: int = 0
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)

    def __post_init__(self):
        self._chunks = iter(self.chunks)
        self._next = next(self._chunks, b"")
        self._ended = False
        self._answered = asyncio.Event()

    async def receive(self):
        if self._ended:
            # The caller stays until it has its answer.
            await self._answered.wait()
            return {"type": "http.disconnect"}
        chunk, self._next = self._next, next(self._chunks, None)
        self.read += len(chunk)
        self._ended = self._next is None
        return {"type": "http.request", "body": chunk, "more_body": not self._ended}

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            pairs = message.get("headers", ())
            self.headers = {name.decode().lower(): value.decode("latin-1") for name, value in pairs}
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                self._answered.set()


async def call(app, method, target, headers=(), body=b"", *, stated_length=True):
    """One request; `target` is path and query as sent, `headers` pairs of text or bytes.

    `body` may be an iterable of chunks; its Content-Length is then not stated.
    """
    raw = target.encode() if isinstance(target, str) else target
    path, _, query = raw.partition(b"?")
    pairs = [(_bytes(name).lower(), _bytes(value)) for name, value in headers]
    pairs.append((b"host", b"test"))
    if isinstance(body, bytes):
        if body and stated_length and b"content-length" not in dict(pairs):
            pairs.append((b"content-length", str(len(body)).encode()))
        body = [body]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path.decode("latin-1")),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": pairs,
        "client": ("127.0.0.1", 50000),
        "server": ("test", 80),
    }
    wire = _Wire(body)
    await app(scope, wire.receive, wire.send)
    return Answer(wire.status, wire.headers, bytes(wire.body), wire.read)


def _bytes(value):
    return value if isinstance(value, bytes) else value.encode("utf-8")
