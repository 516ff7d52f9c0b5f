"""What offices write in the cells of a register, as the codes and days that it means. Pure."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from gongkai.characters import half_width, plain
from gongkai.codes import LabelledEnum
from gongkai.organs import Channel
from requests_api.applicants.kinds import ApplicantKind, DocumentType
from requests_api.cases.kinds import SupplyForm
from requests_api.cases.states import CaseState
from requests_api.decisions.model import DecisionCode

_SYNONYMS: Mapping[type[LabelledEnum], Mapping[str, LabelledEnum]] = {
    ApplicantKind: {"公民": ApplicantKind.NATURAL, "个人": ApplicantKind.NATURAL},
    Channel: {
        "当面": Channel.IN_PERSON,
        "现场": Channel.IN_PERSON,
        "挂号信": Channel.REGISTERED_POST,
        "特快专递": Channel.REGISTERED_POST,
        "EMS": Channel.REGISTERED_POST,
        "平信": Channel.ORDINARY_POST,
        "网上": Channel.ONLINE,
        "网站": Channel.ONLINE,
        "口头": Channel.ORAL,
    },
    DocumentType: {
        "身份证": DocumentType.RESIDENT_ID,
        "居民身份证": DocumentType.RESIDENT_ID,
        "其他": DocumentType.OTHER,
    },
    SupplyForm: {"电子": SupplyForm.ELECTRONIC, "电子文档": SupplyForm.ELECTRONIC},
    CaseState: {
        "在办": CaseState.HANDLING,
        "正在办理": CaseState.HANDLING,
        "办结": CaseState.CLOSED,
        "已办结": CaseState.CLOSED,
    },
    DecisionCode: {
        "公开": DecisionCode.DISCLOSED,
        "已主动公开": DecisionCode.ALREADY_PUBLISHED,
        "信息不存在": DecisionCode.NOT_FOUND,
        "重复申请": DecisionCode.REPEATED,
        "撤回": DecisionCode.WITHDRAWN,
        "申请人主动撤回": DecisionCode.WITHDRAWN,
    },
}
"""Other wordings that can mean one thing only: plain "不予公开" and "邮寄" have several, and what
they mean decides rows of the annual report and the day 0 of the clock.
"""
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+00:00(?::00)?)?", re.ASCII)
_BARE_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_REGISTERED = re.compile(r".{0,80}?[〔\[(【](\d{4})[〕\])】]\D{0,10}?(\d{1,7})号?", re.ASCII)
"""A number of a register: its year in brackets, then the how many-th it is."""


def code_of(kind: type[LabelledEnum], said: str) -> str:
    """The code that a cell means; what means none stays as it is, and is refused as that."""
    return _codes(kind).get(plain(said).lower(), said)


@cache
def _codes(kind: type[LabelledEnum]) -> dict[str, str]:
    found: dict[str, str] = {}
    for member in kind:
        for wording in (member.value, member.label):
            found.setdefault(plain(wording).lower(), member.value)
    for wording, member in _SYNONYMS.get(kind, {}).items():
        found.setdefault(plain(wording).lower(), member.value)
    return found


def day_of(said: str) -> str:
    """A day as 2026-01-05, where it is written in one of the usual forms."""
    text = half_width(said).strip()
    match = _DAY.fullmatch(text) or _BARE_DAY.fullmatch(text)
    if match is None:
        return said
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return said


def serial_of(number: str) -> tuple[int, int] | None:
    """Year and serial of a register's number; None where it tells none."""
    match = _REGISTERED.fullmatch(half_width(number))
    if match is None or int(match[2]) == 0:
        return None
    return int(match[1]), int(match[2])
