"""A mail server that delivers nothing: it keeps every message and shows them as JSON.

`python -m deploy.local.mail_sink SMTP_PORT HTTP_PORT FOLDER`, both on 127.0.0.1. GET /messages
lists what has arrived, oldest first: id, from, to (a list), subject, text, received_at (RFC 3339,
UTC) and headers; `?to=` filters by recipient. GET /ready answers without looking at any. The
messages lie in FOLDER as .eml files and outlive a restart.
"""

import asyncio
import email
import sys
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from itertools import count
from pathlib import Path

import uvicorn
from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gongkai.time import PlatformClock


class MailFolder:
    """Messages as files whose names sort by arrival."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 - aiosmtpd's interface
        """Keep one message with its envelope addresses."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        addresses = ", ".join(envelope.rcpt_tos)
        head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {addresses}\r\n"
        arrived = round(PlatformClock().now().timestamp() * 1e9)
        name = f"{arrived:020d}-{next(self._numbers):04d}"
        draft = self._folder / f".{name}"
        draft.write_bytes(head.encode() + content)
        draft.rename(self._folder / f"{name}.eml")
        return "250 kept"

    async def messages(self, request: Request) -> JSONResponse:
        """Every message, or those to one recipient."""
        wanted = request.query_params.get("to")
        kept = [_message(path) for path in sorted(self._folder.glob("*.eml"))]
        return JSONResponse(
            [_described(name, mail) for name, mail in kept if not wanted or wanted in _to(mail)]
        )


async def _ready(_request: Request) -> Response:
    return Response("ready")


def _message(path: Path) -> tuple[str, EmailMessage]:
    return path.stem, email.message_from_bytes(
        path.read_bytes(), _class=EmailMessage, policy=default
    )


def _to(message: EmailMessage) -> list[str]:
    return [address.strip() for address in str(message["X-Envelope-To"]).split(",")]


def _described(name: str, message: EmailMessage) -> dict[str, object]:
    body = message.get_body(("plain", "html"))
    arrived = int(name.split("-", 1)[0]) / 1e9
    return {
        "id": name,
        "from": str(message["X-Envelope-From"]),
        "to": _to(message),
        "subject": str(message["Subject"] or ""),
        "text": body.get_content() if body else "",
        "received_at": datetime.fromtimestamp(arrived, UTC).isoformat(),
        "headers": {header: str(value) for header, value in message.items()},
    }


async def serve(smtp_port: int, http_port: int, folder: Path) -> None:
    """Serve both protocols until SIGTERM or SIGINT."""
    mails = MailFolder(folder)
    controller = UnthreadedController(
        mails, "127.0.0.1", smtp_port, loop=asyncio.get_running_loop()
    )
    smtp = await controller._create_server()  # noqa: SLF001 - begin() would run a loop of its own
    app = Starlette(routes=[Route("/ready", _ready), Route("/messages", mails.messages)])
    config = uvicorn.Config(app, host="127.0.0.1", port=http_port, log_level="warning")
    try:
        await uvicorn.Server(config).serve()
    finally:
        smtp.close()


if __name__ == "__main__":
    kept_in = Path(sys.argv[3])
    kept_in.mkdir(mode=0o700, parents=True, exist_ok=True)
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), kept_in))
