"""RFC 9457: what is refused or fails leaves as `application/problem+json`, in two languages.

Nothing of what was sent is ever repeated, nor the text of an unforeseen exception.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any, cast

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from gongkai.crypto.fields import DecryptionFailed
from gongkai.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    InternalError,
    MethodNotAllowed,
    NotFound,
    Problem,
    TooLarge,
    Unauthenticated,
    UnsupportedMediaType,
)
from gongkai.http.advice import advice
from gongkai.http.faults import invalid_request
from gongkai.http.language import Language, preferred_language
from gongkai.observability.correlation import CORRELATION_ID
from gongkai.problem_parts import FieldError

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
PAGES = "/internal/problems/"
"""Where the gateway asks for the documents of its own refusals; answered whatever else waits."""

_BY_STATUS: Mapping[int, type[Problem]] = {
    kind.status: kind
    for kind in (
        BadRequest,
        Forbidden,
        MethodNotAllowed,
        NotFound,
        TooLarge,
        Unauthenticated,
        UnsupportedMediaType,
    )
}


class ValueUnreadable(Conflict):
    """A stored value that the request rests on does not decrypt: its key is missing, or it was
    altered. An operator finds it in the log.
    """

    code = "value_unreadable"
    title_zh = "数据无法读取，请联系系统管理员"
    title_en = "A stored value cannot be read"


def problem_type(code: str) -> str:
    """The `type` URI of a problem."""
    return f"urn:gongkai:problem:{code}"


def render(problem: Problem, scope: Scope) -> Response:
    """The response that tells a caller about `problem`."""
    language = preferred_language(_accept_language(scope))
    return Response(
        json.dumps(document(problem, language), ensure_ascii=False).encode("utf-8", "replace"),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={
            "Content-Language": "zh-CN" if language == "zh" else "en",
            "Vary": "Accept-Language",
            **problem.headers,
        },
    )


def document(problem: Problem, language: Language) -> dict[str, Any]:
    """The members of a problem document."""
    correlation_id = CORRELATION_ID.get()
    detail = problem.detail_zh if language == "zh" else problem.detail_en or problem.detail_zh
    body: dict[str, Any] = {
        "type": problem_type(problem.code),
        "title": problem.title_zh if language == "zh" else problem.title_en,
        "status": problem.status,
        "code": problem.code,
        "detail": advice(problem.status, language) if detail is None else detail,
    }
    if correlation_id is not None:
        body["instance"] = f"urn:gongkai:request:{correlation_id}"
        body["correlation_id"] = correlation_id
    if problem.errors:
        body["errors"] = [_field_error(error, language) for error in problem.errors]
    return body | problem.extensions


def problem_of(error: Exception, scope: Scope) -> Problem | None:
    """The problem that something raised by a route or by the framework says; None: it says none."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestValidationError):
        return invalid_request(error.errors(), error.body)
    if isinstance(error, HTTPException):
        return _from_http(error, scope)
    if isinstance(error, DecryptionFailed):
        logger.error("a stored value cannot be read: %s", error)
        return ValueUnreadable()
    return None


def _from_http(error: HTTPException, scope: Scope) -> Problem:
    default = BadRequest if error.status_code < InternalError.status else InternalError
    kind = _BY_STATUS.get(error.status_code, default)
    if kind is MethodNotAllowed:
        return kind(headers={"Allow": ", ".join(_allowed_methods(scope))})
    return kind()


def _allowed_methods(scope: Scope) -> list[str]:
    # The framework names the methods of the first route of the path only.
    allowed: set[str] = set()
    for route in scope["app"].routes:
        match, _ = route.matches(scope)
        if match is not Match.NONE:
            allowed |= getattr(route, "methods", None) or set()
    return sorted(allowed | ({"HEAD"} if "GET" in allowed else set()))


def _accept_language(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == b"accept-language":
            return cast("bytes", value).decode("latin-1")
    return None


def _field_error(error: FieldError, language: Language) -> dict[str, str]:
    message = error.message if language == "zh" else error.message_en or error.message
    return {"pointer": error.pointer, "code": error.code, "message": message}
