"""Structured logs: one JSON object a line on stdout, of our own code and of every library.

Lines carry `timestamp`, `level`, `service`, `event`, the correlation id and what the caller gave.
Members with names of personal data or secrets are replaced, exceptions lose their texts.
"""

import json
import logging
import sys
from collections.abc import MutableMapping
from typing import Any, BinaryIO

import structlog
from structlog.typing import Processor, WrappedLogger

from gongkai.observability import access
from gongkai.observability.access import AccessLog
from gongkai.observability.correlation import (
    CORRELATION_ID,
    bound_correlation_id,
    current_correlation_id,
)
from gongkai.observability.failures import describe

__all__ = ["bound_correlation_id", "configure_logging", "current_correlation_id"]

REDACTED = "[redacted]"
PROTECTED_NAMES = frozenset(
    {
        "access_code",
        "address",
        "addressee",
        "applicant",
        "applicant_name",
        "authorization",
        "body",
        "contact",
        "contact_person",
        "cookie",
        "document_number",
        "email",
        "headers",
        "id_number",
        "idempotency_key",
        "organisation_name",
        "parameters",
        "params",
        "password",
        "phone",
        "postal_address",
        "query",
        "query_string",
        "recipient",
        "secret",
        "token",
    }
)
"""Names whose values never reach a log, at any depth."""

# Kept, because `json.dumps` with options builds an encoder for every line.
_JSON = json.JSONEncoder(ensure_ascii=False, default=str)
_CONTAINERS = (dict, list, tuple)
_EventDict = MutableMapping[str, Any]


def configure_logging(service: str, level: str = "INFO", *, stream: BinaryIO | None = None) -> None:
    """Send every log line of this process to `stream` (stdout) as JSON, from `level` upwards.

    Called once at the start of a process; a second call replaces the first.
    """
    numeric = logging.getLevelNamesMapping()[level]
    out = stream or sys.stdout.buffer
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        _service(service),
        _correlation_id,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _exceptions,
        _redact,
    ]
    structlog.configure(
        processors=[*shared, _render],
        wrapper_class=structlog.make_filtering_bound_logger(numeric),
        logger_factory=structlog.BytesLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    handler = _BytesHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _render_text],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(numeric)
    access.configure(AccessLog(service, out) if numeric <= logging.INFO else None)
    _take_over_libraries()


class _BytesHandler(logging.Handler):
    """Writes the lines of standard loggers to the same stream, each in one piece."""

    def __init__(self, out: BinaryIO) -> None:
        super().__init__()
        self._out = out

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; a failure is the logging module's business, as in its own handlers."""
        try:
            self._out.write(self.format(record).encode("utf-8", "backslashreplace") + b"\n")
            self._out.flush()
        except Exception:  # noqa: BLE001 - a log line must never break what it reports on
            self.handleError(record)


def _take_over_libraries() -> None:
    # uvicorn brings handlers of its own; the access line is ours.
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = name != "uvicorn.access"
    for name in ("httpx", "httpcore", "arq", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _service(name: str) -> Processor:
    def add(_logger: WrappedLogger, _method: str, event: _EventDict) -> _EventDict:
        event["service"] = name
        return event

    return add


def _correlation_id(_logger: WrappedLogger, _method: str, event: _EventDict) -> _EventDict:
    correlation_id = CORRELATION_ID.get()
    if correlation_id is not None:
        event.setdefault("correlation_id", correlation_id)
    return event


def _exceptions(_logger: WrappedLogger, _method: str, event: _EventDict) -> _EventDict:
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exception"] = describe(error)
    # What a standard logger has already rendered holds the text that is to stay out.
    event.pop("exc_text", None)
    return event


def _redact(_logger: WrappedLogger, _method: str, event: _EventDict) -> _EventDict:
    for name, value in event.items():
        if name in PROTECTED_NAMES:
            event[name] = REDACTED
        elif isinstance(value, _CONTAINERS):
            event[name] = _redacted(value)
    return event


def _redacted(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: REDACTED if key in PROTECTED_NAMES else _redacted(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_redacted(item) for item in value]
    return value


def _render(_logger: WrappedLogger, _method: str, event: _EventDict) -> bytes:
    return _JSON.encode(event).encode("utf-8", "backslashreplace")


def _render_text(_logger: WrappedLogger, _method: str, event: _EventDict) -> str:
    return _JSON.encode(event)
