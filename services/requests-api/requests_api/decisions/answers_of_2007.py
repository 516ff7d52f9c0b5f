"""The answers of the 条例 of 2007 (Art. 21: 公开, 不予公开, 不存在或者不属于本机关, 更改补充; with
13, 14, 22, 23), for what was received before 2019-05-15.

What only the text of 2019 or its measures know is no answer here: the reasons of Art. 16, 35,
36(六)(七), 38 and 39, and that an application counts as abandoned. The rows are those of the
present report; that of `no_special_need`, which it does not know any more, is [U].
"""

from dataclasses import replace

from requests_api.annual_reports.layout import ReportRow
from requests_api.decisions.evidence import EvidenceKind
from requests_api.decisions.model import Decision, DecisionCode, Question
from requests_api.decisions.taxonomy_of_2019 import DECISIONS

_C, _R = DecisionCode, ReportRow
_KEPT = {
    _C.ALREADY_PUBLISHED: "21(一)",
    _C.DISCLOSED: "21(一)",
    _C.PARTLY_DISCLOSED: "22",
    _C.STATE_SECRET: "14¶4, 21(二)",
    _C.PROHIBITED_BY_LAW: "14¶2, 21(二)",
    _C.ENDANGERS_SECURITY_OR_STABILITY: "8, 21(二)",
    _C.THIRD_PARTY_INTERESTS: "14¶4, 21(二), 23",
    _C.NOT_FOUND: "21(三)",
    _C.NOT_THIS_ORGAN: "21(三)",
    _C.STILL_UNCLEAR: "21(四)",
    _C.WITHDRAWN: "",
    _C.MERGED: "",
    _C.TRANSFERRED: "",
    _C.OTHER_CLOSING: "",
}
"""What both texts know, with the articles of this one."""

ANSWERS: dict[DecisionCode, Decision] = {
    **{code: replace(DECISIONS[code], articles=articles) for code, articles in _KEPT.items()},
    _C.NEITHER_CONFIRMED_NOR_DENIED: replace(
        DECISIONS[_C.NEITHER_CONFIRMED_NOR_DENIED],
        articles="14¶4, 21(二)",
        other_rows={_R.D2: "14¶2, 21(二)", _R.D3: "8, 21(二)", _R.D4: "14¶4, 21(二)"},
    ),
    _C.NO_SPECIAL_NEED: Decision(
        _C.NO_SPECIAL_NEED, "13", _R.O3, (EvidenceKind.REASON,), Question.COMPETENCE
    ),
}
