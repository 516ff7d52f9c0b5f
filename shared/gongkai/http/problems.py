"""RFC 9457: what is refused or fails leaves as `application/problem+json`, in two languages.

Nothing of what was sent is ever repeated, nor the text of an unforeseen exception.
"""

import json
import logging
import re
from collections.abc import Mapping, Sequence
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
    Unprocessable,
    UnsupportedMediaType,
)
from gongkai.http.advice import advice
from gongkai.http.language import Language, preferred_language
from gongkai.http.messages import describe_error
from gongkai.observability.correlation import CORRELATION_ID
from gongkai.problem_parts import FieldError

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
PAGES = "/internal/problems/"
"""Where the gateway asks for the documents of its own refusals; answered whatever else waits."""
MAX_FIELD_ERRORS = 100
"""More errors of one request than this help nobody."""

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
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}", re.ASCII)


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


def invalid_request(errors: Sequence[Mapping[str, Any]], body: object) -> Unprocessable:
    """The 422 of pydantic's errors about one request."""
    return Unprocessable(
        f"有 {len(errors)} 处不符合要求",
        f"{len(errors)} parts of the request do not hold",
        errors=[_from_pydantic(error, body) for error in errors[:MAX_FIELD_ERRORS]],
    )


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


def _from_pydantic(error: Mapping[str, Any], body: object) -> FieldError:
    kind = str(error["type"])
    zh, en = describe_error(kind, error.get("ctx") or {})
    code = kind if _NAME.fullmatch(kind) else "invalid"
    return FieldError(_pointer(error["loc"], body, kind), code, zh, en)


def _pointer(location: Sequence[int | str], body: object, kind: str) -> str:
    """A JSON pointer to the part that is meant, or to what contains it.

    Steps that exist in the validator only (members of a union) are left out, and names that no
    schema would use are not repeated: they are input.
    """
    source, *steps = location or ("body",)
    if source != "body":
        return "/" + "/".join([str(source), *(_escape(step) for step in steps if _is_name(step))])
    pointer = "/body"
    value: Any = body
    for index, step in enumerate(steps):
        is_last = index == len(steps) - 1
        if not _is_name(step):
            continue
        if _holds(value, step):
            value = value[step]
        elif not (is_last and kind == "missing"):
            continue
        pointer += f"/{_escape(step)}"
    return pointer


def _holds(value: Any, step: int | str) -> bool:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value


def _is_name(step: int | str) -> bool:
    return isinstance(step, int) or _NAME.fullmatch(step) is not None


def _escape(step: int | str) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
