"""The answer of `GET /codes`."""

from gongkai.codes import CodeOut
from gongkai.http.schemas import Out


class CodeListsOut(Out):
    """Every code list of the service, each in the order in which an office knows it."""

    calendar_notice_actions: list[CodeOut]
    """Steps of a holiday notice."""
    calendar_notice_kinds: list[CodeOut]
    """Whether a holiday notice settles a year or changes some of its days."""
    calendar_notice_states: list[CodeOut]
    """Whether a holiday notice counts."""
    list_kinds: list[CodeOut]
    """Kinds of published lists."""
    list_steps: list[CodeOut]
    """What is done to a list; refusals name it."""
    organ_kinds: list[CodeOut]
    """Kinds of organs."""
    organ_levels: list[CodeOut]
    """Levels of government."""
    organ_steps: list[CodeOut]
    """What is done to an organ; refusals name it."""
    roles: list[CodeOut]
    """Roles of an office."""
    time_limit_kinds: list[CodeOut]
    """Kinds of time limits."""
    unit_groups: list[CodeOut]
    """Kinds of units that lists name as one."""
    unit_kinds: list[CodeOut]
    """What a name in a list means."""
    unit_roles: list[CodeOut]
    """For what a row names a unit."""
