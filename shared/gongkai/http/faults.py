"""What pydantic finds wrong with a request, as a problem tells it: the pure part.

Nothing of what was sent is ever repeated.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.errors import Unprocessable
from gongkai.http.messages import describe_error
from gongkai.problem_parts import FieldError

MAX_FIELD_ERRORS = 100
"""More errors of one request than this help nobody."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}", re.ASCII)


def invalid_request(errors: Sequence[Mapping[str, Any]], body: object) -> Unprocessable:
    """The 422 of pydantic's errors about one request."""
    return Unprocessable(
        f"有 {len(errors)} 处不符合要求",
        f"{len(errors)} parts of the request do not hold",
        errors=[_from_pydantic(error, body) for error in errors[:MAX_FIELD_ERRORS]],
    )


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
