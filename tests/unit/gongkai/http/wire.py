"""One request of an application, message by message: the test says what its client does, when."""

import asyncio
import json

DISCONNECT = {"type": "http.disconnect"}
NOTHING = {"type": "http.request", "body": b"", "more_body": False}


def part(body, *, more=True):
    return {"type": "http.request", "body": body, "more_body": more}


class Wire:
    """A request under way: `says` hands the application a message, `answer` waits for the end."""

    def __init__(self, app, method, path, *, headers=(), client="127.0.0.1"):
        self._sent = asyncio.Queue()
        self.status, self.headers, self._body = 0, {}, b""
        self.began = asyncio.Event()
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "scheme": "http",
            "headers": [(name.encode(), value.encode()) for name, value in headers],
            "http_version": "1.1",
            "server": ("api", 80),
            "client": (client, 1),
        }
        self.task = asyncio.create_task(app(scope, self._sent.get, self._send))

    def says(self, *messages):
        for message in messages:
            self._sent.put_nowait(message)
        return self

    async def _send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            self.began.set()
        else:
            self._body += message.get("body", b"")

    async def answer(self):
        await self.task
        return self

    @property
    def json(self):
        return json.loads(self._body)


def get(app, path, *, token=None, client="127.0.0.1", headers=()):
    """A GET; its client goes on listening."""
    sent = [*headers, *([("authorization", token)] if token else [])]
    return Wire(app, "GET", path, headers=sent, client=client).says(NOTHING)
