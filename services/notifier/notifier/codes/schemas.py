"""The answer of `GET /codes`."""

from gongkai.codes import CodeOut
from gongkai.http.schemas import Out


class CodeListsOut(Out):
    """Every code list of the service, each in the order in which an office knows it."""

    channels: list[CodeOut]
    deadline_outcomes: list[CodeOut]
    deadline_rules: list[CodeOut]
    deadline_states: list[CodeOut]
    deadline_units: list[CodeOut]
    delivery_states: list[CodeOut]
    reminder_states: list[CodeOut]
    roles: list[CodeOut]
    steps: list[CodeOut]
