"""Levels and approvals as they are kept and shown."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from gongkai.auth.principal import Role
from requests_api.approval_chains.levels import DEFAULT_CHAIN, Approvals, Given, Level
from requests_api.approval_chains.schemas import ApprovalLevelOut, LevelOut, NextLevelOut


class ApprovalColumns(Protocol):
    """What a case repeats of the approval of its draft."""

    approval_levels: list[Any] | None
    approvals: list[Any] | None


def kept(levels: Iterable[Level]) -> list[dict[str, Any]]:
    """Levels as JSON."""
    return [{"role": level.role.value, "by": level.by} for level in levels]


def levels_of(said: Iterable[Mapping[str, Any]] | None) -> tuple[Level, ...]:
    """Levels from JSON; where none stand, as before there were chains, the default."""
    return tuple(Level(Role(one["role"]), one["by"]) for one in said or ()) or DEFAULT_CHAIN


def approvals_of(case: ApprovalColumns) -> Approvals:
    """How far the approval of a case's draft has come."""
    given = (Given(one["by"], one["instead_of"]) for one in case.approvals or ())
    return Approvals(levels_of(case.approval_levels), tuple(given))


def levels_out(levels: Iterable[Level], names: Mapping[str, str]) -> list[LevelOut]:
    """Levels with their words; ``names`` has those of who is named."""
    return [LevelOut(**_level(n, level, names)) for n, level in enumerate(levels, 1)]


def next_level_out(approvals: Approvals, names: Mapping[str, str]) -> NextLevelOut | None:
    """The level whose turn it is."""
    level = approvals.next_level
    if level is None:
        return None
    return NextLevelOut(**_level(approvals.number, level, names), of=len(approvals.levels))


def approval_levels_out(case: ApprovalColumns, names: Mapping[str, str]) -> list[ApprovalLevelOut]:
    """The chain that was taken with what was given; empty before the draft is handed in."""
    given = {one["level"]: one for one in case.approvals or ()}
    if not case.approval_levels and not given:
        return []
    shown = []
    for n, level in enumerate(levels_of(case.approval_levels), 1):
        one = given.get(n, {"by": None, "instead_of": None, "on": None})
        shown.append(
            ApprovalLevelOut(
                **_level(n, level, names),
                approved_by=one["by"],
                approved_by_name=names.get(one["by"] or ""),
                instead_of=one["instead_of"],
                instead_of_name=names.get(one["instead_of"] or ""),
                approved_on=one["on"],
            )
        )
    return shown


def _level(n: int, level: Level, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "level": n,
        "role": level.role,
        "role_label": level.role.label,
        "by": level.by,
        "by_name": names.get(level.by or ""),
    }
