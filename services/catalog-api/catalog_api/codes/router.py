"""Code lists over HTTP."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from catalog_api.calendar_notices.lifecycle import KIND_LABELS, STATE_LABELS
from catalog_api.codes.schemas import CodeListsOut
from catalog_api.data import unit_groups
from catalog_api.lists.kinds import LIST_LABELS, ROLE_LABELS, TIME_LIMIT_LABELS, UNIT_LABELS
from catalog_api.organs.kinds import KIND_LABELS as ORGAN_KIND_LABELS
from catalog_api.organs.kinds import LEVEL_LABELS
from gongkai.auth.principal import LABELS
from gongkai.codes import CodeOut
from gongkai.http.routing import router

_Code = TypeVar("_Code", bound=StrEnum)

codes = router(tags=["codes"])


@codes.get("/codes", summary="代码表")
async def list_codes() -> CodeListsOut:
    """Every code of this service with its Chinese label; public."""
    return _code_lists()


@cache
def _code_lists() -> CodeListsOut:
    return CodeListsOut(
        calendar_notice_kinds=_codes(KIND_LABELS),
        calendar_notice_states=_codes(STATE_LABELS),
        list_kinds=_codes(LIST_LABELS),
        organ_kinds=_codes(ORGAN_KIND_LABELS),
        organ_levels=_codes(LEVEL_LABELS),
        roles=_codes(LABELS),
        time_limit_kinds=_codes(TIME_LIMIT_LABELS),
        unit_groups=[CodeOut(code=group.code, label=group.label) for group in unit_groups()],
        unit_kinds=_codes(UNIT_LABELS),
        unit_roles=_codes(ROLE_LABELS),
    )


def _codes(labels: Mapping[_Code, str]) -> list[CodeOut]:
    return [CodeOut(code=code, label=label) for code, label in labels.items()]
