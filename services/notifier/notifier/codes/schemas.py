"""The answer of `GET /codes`."""

from gongkai.codes import CodeOut
from gongkai.http.schemas import Out


class CodeListsOut(
    Out,
    json_schema_extra={
        "examples": [
            {
                "causes": [{"code": "reminder", "label": "期限提醒"}],
                "channels": [{"code": "email", "label": "电子邮件"}],
                "deadline_outcomes": [{"code": "met", "label": "已办结"}],
                "deadline_rules": [{"code": "DL-01", "label": "答复期限"}],
                "deadline_states": [{"code": "open", "label": "进行中"}],
                "deadline_units": [{"code": "working_day", "label": "工作日"}],
                "delivery_states": [{"code": "pending", "label": "待处理"}],
                "policy_criteria": [{"code": "rule", "label": "按规则"}],
                "reminder_states": [{"code": "planned", "label": "已计划"}],
                "roles": [{"code": "clerk", "label": "经办人"}],
                "steps": [{"code": "set", "label": "新的期限"}],
            }
        ]
    },
):
    """Every code list of the service, each in the order in which an office knows it."""

    causes: list[CodeOut]
    """Why somebody is told something."""
    channels: list[CodeOut]
    """By what a message leaves the platform."""
    deadline_outcomes: list[CodeOut]
    """Why a deadline is cleared."""
    deadline_rules: list[CodeOut]
    """The rules by which deadlines run."""
    deadline_states: list[CodeOut]
    """Whether a deadline runs."""
    deadline_units: list[CodeOut]
    """In what a deadline is counted."""
    delivery_states: list[CodeOut]
    """What became of a message on its way."""
    policy_criteria: list[CodeOut]
    """By what the policy of a deadline is found."""
    reminder_states: list[CodeOut]
    """What became of a reminder."""
    roles: list[CodeOut]
    """The roles of people."""
    steps: list[CodeOut]
    """The steps at which people are told of a deadline."""
