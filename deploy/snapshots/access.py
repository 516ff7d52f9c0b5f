"""docs/access.md, from the steps, roles and permissions that each service has."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from deploy.snapshots.markdown import code, page, table

_ABOUT = """\
Three questions in three places (ADR 0007): may this kind of caller do this at all (the permissions
of their roles), which rows exist for them, is the step possible now (`/actions` says why not). The
first two are this page; what is not named is refused. Steps stand in tables of their own and not
among the routes: whoever may read a file reaches the refusal of a step, which goes on record. A
matter that does not exist for a caller is a 404, a step that is not theirs a 403.

**Whose matter it is**, seen from the caller's organ: *own*; *below*: of an organ under it in the
tree; *above*; *another*: in no line with it. People work on the matters of their own organ only.
Supervisors and auditors also see those below, masked and without free text. A machine works
wherever its rows are, its organ and those below, with the scopes of its token, which are the same
words as the permissions.

**中文说明。** 能否做某事分三问三处回答：此类人员可否做（角色的权限）；哪些记录对其存在；
此刻该步骤可否做（`/actions` 说明理由）。本页列前两问，未列的一律拒绝。步骤单独列表，不在路由表中：
能查看卷宗的人员都会得到拒绝的答复，拒绝记入留痕。
机关按与本人所在机关的关系分为：本机关、下级、上级、其他。
人员只办理本机关的事项；上级监督、审计另可查看下级的事项（隐去个人信息和正文）；
系统（集成方）在其机构范围内按令牌的权限办理。"""
_RELATIONS = ("own 本机关", "below 下级", "above 上级", "another 其他")


def render(described: Mapping[str, Mapping[str, Any]]) -> str:
    """The page: the steps of each procedure, then every route with who may call it."""
    roles = next(iter(described.values()))["roles"]
    lines = [_ABOUT, "", "## Roles", ""]
    lines += table(
        ("role", "called", "permissions"),
        [(code(r["code"]), r["label"], _codes(r["permissions"])) for r in roles],
    )
    for service, said in described.items():
        for kind, steps in said["steps"].items():
            lines += [f"## Steps of {service}: {kind}", "", *_steps(steps)]
    for service, said in described.items():
        steps = tuple(f"}}/{step['path']}" for known in said["steps"].values() for step in known)
        routes = [route for route in said["routes"] if not route["path"].endswith(steps)]
        lines += [f"## Routes of {service}", "", *_routes(routes, roles)]
    return page("Who may do what", *lines)


def _steps(steps: Sequence[Mapping[str, Any]]) -> list[str]:
    return table(
        ("step", "called", *_RELATIONS, "never"),
        [
            (
                code(step["code"]),
                step["label"],
                *(_codes(step["by"][place]) for place in ("own", "below", "above", "another")),
                step["never"] or "",
            )
            for step in steps
        ],
    )


def _routes(routes: Iterable[Mapping[str, Any]], roles: Sequence[Mapping[str, Any]]) -> list[str]:
    return table(
        ("route", "what", "permissions", "roles"),
        [
            (
                code(f"{route['method']} {route['path']}"),
                route["summary"],
                _codes(route["permissions"] or ()),
                _callers(route["permissions"], roles),
            )
            for route in routes
        ],
    )


def _callers(permissions: Sequence[str] | None, roles: Sequence[Mapping[str, Any]]) -> str:
    if permissions is None:
        return "anybody 任何人"
    return _codes(r["code"] for r in roles if set(permissions) <= set(r["permissions"]))


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(map(code, codes))
