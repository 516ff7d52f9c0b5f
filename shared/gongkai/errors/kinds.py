"""The kinds of problems, each with its status: what a feature derives its own from."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from gongkai.errors.problem import Problem
from gongkai.problem_parts import FieldError, ProblemMembers


class BadRequest(Problem):
    """The request is broken below the level of its fields: no JSON, a twice given key, an
    unreadable header.
    """

    status = 400
    code = "bad_request"
    title_zh = "请求格式有误"
    title_en = "Malformed request"


class Unauthenticated(Problem):
    """There is no bearer token, or one that does not hold (expired, foreign, altered)."""

    status = 401
    code = "unauthenticated"
    title_zh = "未登录或凭证无效"
    title_en = "Not authenticated"


class Forbidden(Problem):
    """The caller is known but may not do this kind of thing."""

    status = 403
    code = "forbidden"
    title_zh = "没有操作权限"
    title_en = "Forbidden"

    class Members(ProblemMembers):
        """What would be needed."""

        required_permissions: list[str] | None = None
        """The permissions that the caller lacks, where that is why."""


class NotFound(Problem):
    """The thing does not exist, or the caller may not know that it does."""

    status = 404
    code = "not_found"
    title_zh = "未找到"
    title_en = "Not found"


class MethodNotAllowed(Problem):
    """The address exists but does not take this method; `Allow` names those it takes."""

    status = 405
    code = "method_not_allowed"
    title_zh = "不支持该请求方法"
    title_en = "Method not allowed"


class NotAcceptable(Problem):
    """The thing is not to be had in the form that was asked for."""

    status = 406
    code = "not_acceptable"
    title_zh = "不能以所要求的格式提供"
    title_en = "Not to be had in this form"


class Conflict(Problem):
    """The request contradicts what is stored."""

    status = 409
    code = "conflict"
    title_zh = "与现有数据冲突"
    title_en = "Conflict"


class StepNotAllowed(Conflict):
    """The lifecycle does not allow this step now; `allowed_steps` names those it does."""

    code = "step_not_allowed"
    title_zh = "当前状态不允许此操作"
    title_en = "Step not allowed now"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"allowed_steps": []}]}):
        """What is allowed instead."""

        allowed_steps: list[str]
        """Codes of the steps that are open now."""
        step: str | None = None
        """Code of the step that was refused."""
        why: str | None = None
        """Why: `state`, or the code of what else stands against it."""

    def __init__(
        self,
        detail_zh: str | None = None,
        detail_en: str | None = None,
        *,
        allowed_steps: Sequence[str] = (),
        errors: Sequence[FieldError] | None = None,
        extensions: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            detail_zh,
            detail_en,
            errors=errors,
            extensions={"allowed_steps": list(allowed_steps), **(extensions or {})},
            headers=headers,
        )


class Gone(Problem):
    """The thing was there and is not any more, and will not come back."""

    status = 410
    code = "gone"
    title_zh = "资源已不再提供"
    title_en = "Gone"


class PreconditionFailed(Problem):
    """`If-Match` names another version than the stored one: somebody was faster. Read the thing
    again and decide anew.
    """

    status = 412
    code = "precondition_failed"
    title_zh = "数据已被他人修改，请刷新后重试"
    title_en = "The version is not the current one"


class TooLarge(Problem):
    """The body is larger than this address takes."""

    status = 413
    code = "too_large"
    title_zh = "请求内容过大"
    title_en = "Request body too large"


class UnsupportedMediaType(Problem):
    """The body has another content type than the one documented."""

    status = 415
    code = "unsupported_media_type"
    title_zh = "不支持的内容类型"
    title_en = "Unsupported media type"


class Unprocessable(Problem):
    """The request is well-formed but its fields do not hold; `errors` names each of them."""

    status = 422
    code = "unprocessable"
    title_zh = "请求内容不符合要求"
    title_en = "Request does not hold"

    @classmethod
    def at(
        cls,
        pointer: str,
        detail_zh: str | None = None,
        detail_en: str | None = None,
        *,
        extensions: Mapping[str, Any] | None = None,
    ) -> Self:
        """The problem of one part of the request, named in `errors` with the same words."""
        message, message_en = detail_zh or cls.title_zh, detail_en or cls.title_en
        errors = [FieldError(pointer, cls.code, message, message_en)]
        return cls(detail_zh, detail_en, errors=errors, extensions=extensions)


class PreconditionRequired(Problem):
    """A change of an existing thing needs `If-Match` with the ETag of the version it was
    decided on.
    """

    status = 428
    code = "precondition_required"
    title_zh = "缺少 If-Match 请求头"
    title_en = "If-Match is required"


class TooManyRequests(Problem):
    """One address asks the public endpoints too often; again after `Retry-After` seconds."""

    status = 429
    code = "too_many_requests"
    title_zh = "请求过于频繁"
    title_en = "Too many requests"


class HeadersTooLarge(Problem):
    """The request line and headers together are larger than any legitimate request."""

    status = 431
    code = "headers_too_large"
    title_zh = "请求头过大"
    title_en = "Request headers too large"


class InternalError(Problem):
    """A defect of the service. The correlation id finds it in the log; nothing else is told."""

    status = 500
    code = "internal_error"
    title_zh = "系统内部错误"
    title_en = "Internal error"


class Unavailable(Problem):
    """The service cannot answer now (database, lock, drain); the same request may be sent again
    after `Retry-After` seconds.
    """

    status = 503
    code = "unavailable"
    title_zh = "服务暂不可用，请稍后重试"
    title_en = "Temporarily unavailable"

    def __init__(
        self,
        detail_zh: str | None = None,
        detail_en: str | None = None,
        *,
        retry_after: int = 2,
        errors: Sequence[FieldError] | None = None,
        extensions: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            detail_zh,
            detail_en,
            errors=errors,
            extensions=extensions,
            headers={"Retry-After": str(retry_after), **(headers or {})},
        )
