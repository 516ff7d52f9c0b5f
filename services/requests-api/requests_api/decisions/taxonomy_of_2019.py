"""Every decision that ends a case under the 条例 of 2019, as data (36–39 with 14–16, 30, 35, 42).

The mapping to the rows of the annual report is that of 苏政办函〔2019〕98号 (forwarded nation-wide
on 2020-01-10); row labels are those of 国办公开办函〔2021〕30号.
"""

from requests_api.annual_reports.layout import ReportRow
from requests_api.decisions.evidence import EvidenceKind
from requests_api.decisions.model import Decision, DecisionCode, Question, Remedy

_C, _E, _Q, _R = DecisionCode, EvidenceKind, Question, ReportRow
_FIRST, _CLOSED = Remedy.RECONSIDERATION_FIRST, Remedy.NONE
_DISCRETION = (_E.REASON, _E.DISCLOSURE_DUTY_CHECK)
_REFUSALS = (_R.D1, _R.D3, _R.D4, _R.D5, _R.D6, _R.D7, _R.D8)

DECISIONS: dict[DecisionCode, Decision] = {
    decision.code: decision
    for decision in (
        Decision(
            _C.ALREADY_PUBLISHED,
            "36(一)",
            _R.GRANTED,
            (_E.WHERE_PUBLISHED,),
            _Q.DISCLOSURE,
        ),
        Decision(_C.DISCLOSED, "36(二)", _R.GRANTED, (_E.SUPPLY,), _Q.DISCLOSURE),
        Decision(
            _C.PARTLY_DISCLOSED,
            "37",
            _R.PARTIAL,
            (_E.SUPPLY, _E.WITHHELD_ITEMS_AND_REASONS, _E.LEGAL_BASIS),
            _Q.DISCLOSURE,
            _FIRST,
        ),
        Decision(
            _C.STATE_SECRET,
            "14, 36(三)",
            _R.D1,
            (_E.SECRECY_BASIS,),
            _Q.DISCLOSURE,
            _FIRST,
        ),
        Decision(
            _C.PROHIBITED_BY_LAW,
            "14, 36(三)",
            _R.D2,
            (_E.LEGAL_BASIS,),
            _Q.DISCLOSURE,
            _FIRST,
        ),
        Decision(
            _C.ENDANGERS_SECURITY_OR_STABILITY,
            "14, 36(三)",
            _R.D3,
            (_E.RISK_ASSESSMENT,),
            _Q.DISCLOSURE,
            _FIRST,
        ),
        Decision(
            _C.THIRD_PARTY_INTERESTS,
            "15, 32, 36(三)",
            _R.D4,
            (_E.CONSULTATION, _E.REASON),
            _Q.DISCLOSURE,
            _FIRST,
        ),
        Decision(
            _C.INTERNAL_AFFAIRS,
            "16¶1, 36(三)",
            _R.D5,
            (_E.REASON,),
            _Q.DISCLOSURE,
            _FIRST,
        ),
        Decision(
            _C.DELIBERATIVE_PROCESS,
            "16¶2, 36(三)",
            _R.D6,
            _DISCRETION,
            _Q.DISCLOSURE,
            _FIRST,
        ),
        Decision(
            _C.ENFORCEMENT_FILE,
            "16¶2, 36(三)",
            _R.D7,
            _DISCRETION,
            _Q.DISCLOSURE,
            _FIRST,
        ),
        Decision(
            _C.SPECIAL_ACCESS,
            "36(七)",
            _R.D8,
            (_E.LEGAL_BASIS, _E.ACCESS_CHANNEL),
            _Q.COMPETENCE,
            litigable_alone=False,
        ),
        Decision(
            _C.PARTY_INFORMATION,
            "",
            _R.D2,
            (_E.LEGAL_BASIS, _E.REASON),
            _Q.COMPETENCE,
            _FIRST,
            # 江苏规范: “本机关不予公开”, without a row [U].
            other_rows=dict.fromkeys((*_REFUSALS, _R.U1, _R.O3), ""),
        ),
        Decision(
            # No article of its own [U] (巴彦淖尔市办法24 has one): the row of what is protected.
            _C.NEITHER_CONFIRMED_NOR_DENIED,
            "14, 36(三)",
            _R.D1,
            (_E.LEGAL_BASIS, _E.REASON),
            _Q.EXISTENCE,
            _FIRST,
            other_rows={_R.D2: "14, 36(三)", _R.D3: "14, 36(三)", _R.D4: "15, 36(三)"},
        ),
        Decision(
            _C.NOT_FOUND,
            "36(四)",
            _R.U1,
            (_E.SEARCH_RECORD,),
            _Q.EXISTENCE,
        ),
        Decision(
            _C.NOT_THIS_ORGAN,
            "36(五)",
            _R.U1,
            (_E.REASON, _E.RESPONSIBLE_ORGAN),
            _Q.COMPETENCE,
        ),
        Decision(
            _C.NEEDS_PROCESSING,
            "38",
            _R.U2,
            (_E.REASON,),
            _Q.EXISTENCE,
            litigable_alone=False,
        ),
        Decision(
            _C.STILL_UNCLEAR,
            "30",
            _R.U3,
            (_E.CORRECTION_NOTICE, _E.REASON),
            _Q.CORRECTION,
        ),
        Decision(
            _C.PETITION_OR_COMPLAINT,
            "39¶1",
            _R.N1,
            (_E.REASON,),
            _Q.COMPETENCE,
            litigable_alone=False,
        ),
        Decision(
            _C.REPEATED,
            "36(六)",
            _R.N2,
            (_E.PRIOR_REPLY,),
            _Q.COMPETENCE,
            litigable_alone=False,
        ),
        Decision(
            _C.PUBLIC_PUBLICATION,
            "39¶2",
            _R.N3,
            (_E.ACCESS_CHANNEL,),
            _Q.COMPETENCE,
            litigable_alone=False,
        ),
        Decision(
            _C.EXCESSIVE,
            "35",
            _R.N4,
            (_E.EXPLANATION_REQUESTED, _E.REASON),
            _Q.COMPETENCE,
        ),
        Decision(
            _C.CONFIRMATION_OR_REISSUE,
            "",
            _R.N5,
            (_E.REASON,),
            _Q.COMPETENCE,
        ),
        Decision(
            _C.ABANDONED_NO_CORRECTION,
            "30",
            _R.O1,
            (_E.CORRECTION_NOTICE,),
            _Q.CORRECTION,
            _CLOSED,
        ),
        Decision(
            _C.ABANDONED_NO_PAYMENT,
            "42",
            _R.O2,
            (_E.FEE_NOTICE,),
            None,
            _CLOSED,
        ),
        Decision(_C.WITHDRAWN, "", _R.O3, (_E.WITHDRAWAL,), None, _CLOSED),
        Decision(_C.MERGED, "", _R.O3, (_E.MERGED_CASE,), None, _CLOSED),
        Decision(
            _C.TRANSFERRED,
            "",
            _R.O3,
            (_E.REASON, _E.ACCESS_CHANNEL),
            None,
            _CLOSED,
        ),
        Decision(_C.OTHER_CLOSING, "", _R.O3, (_E.REASON,), None, _CLOSED),
    )
}
