"""The words by which a cell says what its units do: 牵头, 配合, 负责.

They stand before names, behind them or beside one in brackets.
"""

import re
from typing import Literal

Role = Literal["lead", "implementing", "responsible"]

_LEAD = "牵头|主办|主责|主抓|为主"
_HELPING = "配合|会办|协办|协助|协同|参与|参加"
_ANSWERING = "负责|责任|主管"
_DOING = "落实|实施|承办|执行|推进|办理"
_GUIDING = "统筹|指导|督促|监督|审核|汇总|把关|协调"
_ACTS = f"{_LEAD}|{_HELPING}|{_ANSWERING}|{_DOING}|{_GUIDING}"
_MANNER = (
    "(?:单独|主要|全权|共同|联合|分别|具体|全面|积极|各自|均|应|要|会同){0,4}"
    "(?:(?:按照?|依|根据)(?:各自)?(?:的)?(?:职责|职能|分工){1,4})?(?:分别|各自|共同){0,2}"
)
SUFFIX = re.compile(
    f"{_MANNER}(?:组织|抓好|做好|予以)?(?:{_ACTS})(?!人|同志)"
    f"(?:(?:组织|抓好|做好|具体|和|、)?(?:{_ACTS})(?!人|单位|部门)){{0,4}}(?:工作|完成|做好|抓好)?"
    f"|(?:为|是|作为)(?:{_ACTS})(?:单位|部门|机构)"
    "|按照?(?:各自)?职责(?:分工)?"
)
"""Behind a name or several: 县发改局牵头, 县财政局、县教育局按职责分工负责."""
PREFIX = re.compile(
    f"(?:主要|第一|共同|总|主体|监管|属地|行业|直接)?(?P<acts>(?:{_ACTS}){{1,4}})(?P<noun>单位|部门|机构|主体|机关|科室|处室)?"
    r"(?:为|是|有)?(?P<colon>:|(?<=[位门])[—–-]{1,2})?"
)
"""Before a name: 牵头单位:县发改局."""
BRACKET = re.compile(
    f"[(【\\[〔](?:为|总)?(?P<acts>(?:{_ACTS}){{1,4}})(?:单位|部门|机构)?[)】\\]〕]:?"
)
"""Beside one name: 县发改局(牵头)."""
AGENT = re.compile("应?由|请|以")
"""由县发改局牵头: says nothing but that a name comes."""
TOGETHER = re.compile("会同|联合|商|同")
"""Behind 牵头, and before those who help: 县发改局牵头会同县财政局."""
BEHIND = (
    f"{_MANNER}(?:{_ACTS})(?!单位|部门|机构|主体|人|同志|办)|(?:为|作为)(?:{_ACTS})(?:单位|部门)"
)
"""A role word as the end of a name, inside of a larger pattern."""


def role_of(words: str) -> Role | None:
    """What the words of a role mean; whoever leads and answers for it leads.

    None for what is no part of the work: guidance, supervision.
    """
    if re.search(_LEAD, words):
        return "lead"
    if re.search(_HELPING, words):
        return "implementing"
    if re.search(f"{_ANSWERING}|职责", words):
        return "responsible"
    return "implementing" if re.search(_DOING, words) else None
