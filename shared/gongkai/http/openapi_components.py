"""What the operations of an OpenAPI document have in common, said once below `components`.

A refusal, a header or a parameter spelled out at every route would be most of the document. Here
each problem is one example; the problems that a route has under one status are one response, whose
name is their codes: `#/components/responses/case_not_found.reply_not_found`.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.errors import (
    PreconditionFailed,
    Problem,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    Unprocessable,
)
from gongkai.http.edge import CORRELATION_HEADER
from gongkai.http.idempotency import REPLAYED_HEADER
from gongkai.http.openapi_models import problem_schema, union
from gongkai.http.problems import MEDIA_TYPE, document
from gongkai.problem_parts import FieldError

NOT_MODIFIED, ANY_PROBLEM = "not_modified", "any_problem"
"""Responses that are named by what they say, having no code of their own."""

_SHARED_QUERY = frozenset({"cursor", "limit"})
_HEADERS: Mapping[str, str] = {
    "Cache-Control": "可以保留多久 / how long the answer may be kept",
    "ETag": '现在的版本，供 If-Match 使用 / the present version, for If-Match, `"v4"`',
    "Location": "新建内容的地址 / where what was made can be read",
    "Retry-After": "请在若干秒后重试 / seconds after which to try again",
    "WWW-Authenticate": "需要的凭证 / the credentials that are wanted",
    CORRELATION_HEADER: "本次请求的编号，报告问题时请提供 / names this request in our logs",
    REPLAYED_HEADER: "`true`：此前同一操作的答复 / this is the answer given before",
}
_OF_STATUS: Mapping[int, str] = {
    PreconditionFailed.status: "ETag",
    TooManyRequests.status: "Retry-After",
    Unauthenticated.status: "WWW-Authenticate",
    Unavailable.status: "Retry-After",
}
PROBLEM_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457 problem document; `code` is stable, texts are for people.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "`urn:gongkai:problem:CODE`"},
        "title": {"type": "string", "description": "What is the matter, in the caller's language."},
        "status": {"type": "integer", "description": "The HTTP status, once more."},
        "code": {"type": "string", "description": "What programs decide by; see docs/errors.md."},
        "detail": {
            "type": "string",
            "description": "What is the matter in this very case, or what helps.",
        },
        "instance": {
            "type": "string",
            "format": "uri",
            "description": "`urn:gongkai:request:ID`, the request that met the problem.",
        },
        "correlation_id": {"type": "string", "description": "The id in `instance`, for support."},
        "errors": {
            "type": "array",
            "description": "Each part of the request that does not hold.",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "JSON pointer below /body, /query, /path or /header.",
                    },
                    "code": {"type": "string", "description": "The rule that does not hold."},
                    "message": {"type": "string", "description": "The rule, for people."},
                },
            },
        },
    },
}


def header_refs(names: Iterable[str]) -> dict[str, Any]:
    """The `headers` of a response, by reference; a name that is none of ours is a `KeyError`."""
    return {name: _ref("headers", name) for name in names if _HEADERS[name]}


class Components:
    """Gathers the components of one document and gives the references to them."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self._schemas = schemas
        self._examples: dict[str, Any] = {}
        self._parameters: dict[str, Any] = {}
        self._responses: dict[str, Any] = {
            ANY_PROBLEM: _response("其他问题 / any other problem", _ref("schemas", "Problem")),
            NOT_MODIFIED: {
                "description": "未变化 / not modified",
                "headers": header_refs(["ETag"]),
            },
        }

    def refusal(self, kinds: Iterable[type[Problem]]) -> dict[str, str]:
        """The response for the problems that an operation has under one status."""
        by_code = {kind.code: kind for kind in kinds}
        codes = sorted(by_code)
        name = ".".join(codes)
        if name not in self._responses:
            for code in codes:
                self._examples.setdefault(code, _example(by_code[code]))
            titles = "；".join(f"{code}（{by_code[code].title_zh}）" for code in codes)
            choices = {code: problem_schema(by_code[code], self._schemas) for code in codes}
            schema = union("code", choices) if len(codes) > 1 else choices[name]
            self._responses[name] = _response(titles, schema, codes, by_code[codes[0]].status)
        return self.response(name)

    def response(self, name: str) -> dict[str, str]:
        """The reference to a response that is here."""
        return _ref("responses", name) if name in self._responses else {}

    def parameter(self, stated: dict[str, Any]) -> dict[str, Any]:
        """A reference where other operations have this very parameter, else the parameter."""
        name: str = stated["name"]
        if stated["in"] == "query" and name not in _SHARED_QUERY:
            return stated
        if stated["in"] == "header" and not stated.get("required"):
            name += ".optional"
        if self._parameters.setdefault(name, stated) != stated:
            return stated
        return _ref("parameters", name)

    def gathered(self, paths: object) -> dict[str, dict[str, Any]]:
        """What belongs below `components`, beside schemas and security schemes, of ``paths``."""
        used = json.dumps([paths, self._responses])
        return {
            "examples": self._examples,
            "headers": {
                name: {"description": meaning, "schema": {"type": "string"}}
                for name, meaning in _HEADERS.items()
                if f'"#/components/headers/{name}"' in used
            },
            "parameters": self._parameters,
            "responses": self._responses,
        }


def _ref(section: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{section}/{name}"}


def _response(
    description: str, schema: dict[str, Any], codes: Iterable[str] = (), status: int = 0
) -> dict[str, Any]:
    body: dict[str, Any] = {"schema": schema}
    if examples := {code: _ref("examples", code) for code in codes}:
        body["examples"] = examples
    own = [_OF_STATUS[status]] if status in _OF_STATUS else []
    return {
        "description": description,
        "headers": header_refs([*own, CORRELATION_HEADER]),
        "content": {MEDIA_TYPE: body},
    }


def _example(kind: type[Problem]) -> dict[str, Any]:
    errors = [FieldError("/body/…", "missing", "必填")] if kind is Unprocessable else None
    extra = kind.Members.model_config.get("json_schema_extra")
    shown: Any = extra.get("examples") if isinstance(extra, dict) else None
    members = shown[0] if shown else {}
    return {
        "summary": f"{kind.title_zh} / {kind.title_en}",
        "value": document(kind(errors=errors), "zh") | members,
    }
