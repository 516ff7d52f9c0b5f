"""The answer of `GET /codes`."""

from gongkai.codes import CodeOut
from gongkai.http.schemas import Out


class CodeListsOut(Out):
    """Every code list of the service, each in the order in which an office knows it."""

    calendar_notice_kinds: list[CodeOut]
    calendar_notice_states: list[CodeOut]
    list_kinds: list[CodeOut]
    organ_kinds: list[CodeOut]
    organ_levels: list[CodeOut]
    roles: list[CodeOut]
    time_limit_kinds: list[CodeOut]
    unit_groups: list[CodeOut]
    unit_kinds: list[CodeOut]
    unit_roles: list[CodeOut]
