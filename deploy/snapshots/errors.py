"""docs/errors.md, from the registry of problems in `gongkai.errors` and every service."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from deploy.snapshots.markdown import code, page, table

_ABOUT = """\
Every error is an RFC 9457 document (`application/problem+json`) with `type`, `title`, `status`,
`detail`, `instance`, `code` and `correlation_id`; a 422 adds `errors[]` with a JSON pointer, a code
and a message for each field. `code` is stable: decide by it, never by the sentences, which are
Chinese unless `Accept-Language` prefers English.

所有错误都是 RFC 9457 文档（`application/problem+json`），成员为 `type`、`title`、`status`、
`detail`、`instance`、`code` 和 `correlation_id`；
422 另有 `errors[]`，逐个字段给出 JSON 指针、代码和说明。
`code` 固定不变：程序以它为准，不要以文字为准。
文字默认为中文，`Accept-Language` 优先英文的为英文。"""
_KERNEL = "gongkai"


def render(problems: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The page; ``problems`` are those that each service knows, the kernel's among them."""
    shared = {
        problem["code"]: problem
        for known in problems.values()
        for problem in known
        if problem["package"] == _KERNEL
    }
    lines = [
        _ABOUT,
        "",
        "## Every service",
        "",
        *_table(shared.values()),
    ]
    for service, known in problems.items():
        own = [problem for problem in known if problem["package"] != _KERNEL]
        lines += [f"## {service}", "", *_table(own)]
    return page("Errors", *lines)


def _table(problems: Iterable[Mapping[str, Any]]) -> list[str]:
    ordered = sorted(problems, key=lambda problem: (problem["status"], problem["code"]))
    return table(
        ("status", "code", "title", "when"),
        [
            (
                str(problem["status"]),
                code(problem["code"]),
                f"{problem['title_zh']}<br>{problem['title_en']}",
                problem["meaning"],
            )
            for problem in ordered
        ],
    )
