"""The decision taxonomy: complete against the report's rows, and strict about evidence."""

import pytest
from pydantic import ValidationError

from requests_api.annual_reports.layout import FormatVersion, ReportRow, leaf_rows
from requests_api.decisions.errors import (
    DecisionOfOtherText,
    EvidenceMissing,
    ReportRowFixed,
    UnknownDecision,
)
from requests_api.decisions.evidence import EVIDENCE, EvidenceKind, Form
from requests_api.decisions.model import DecisionCode, NationalText, Remedy
from requests_api.decisions.schemas import EvidenceIn
from requests_api.decisions.taxonomy import (
    DECISIONS,
    TAXONOMIES,
    check_row,
    decision_of,
    missing_evidence,
)
from requests_api.replies.schemas import ReplyIn


def evidence(kind, **members):
    return EvidenceIn(kind=kind, **members)


def enough_for(code):
    return [
        evidence(kind, reference="2025-7")
        if EVIDENCE[kind].form is Form.REFERENCE
        else evidence(kind, note="见案卷第3页")
        for kind in decision_of(code).evidence
    ]


def test_every_code_has_its_decision_and_every_leaf_row_a_decision_that_counts_there():
    assert {code for known in TAXONOMIES.values() for code in known} == set(DecisionCode)
    assert set(DecisionCode) - set(DECISIONS) == {DecisionCode.NO_SPECIAL_NEED}
    assert {d.row for d in DECISIONS.values()} == set(leaf_rows(FormatVersion.V2021))


def test_every_kind_of_evidence_is_described_and_demanded_by_some_decision():
    assert set(EVIDENCE) == set(EvidenceKind)
    assert {kind for d in DECISIONS.values() for kind in d.evidence} == set(EvidenceKind)


@pytest.mark.parametrize(
    ("code", "row", "kinds"),
    [
        ("already_published", "granted", {"where_published"}),
        ("state_secret", "d1", {"secrecy_basis"}),
        ("prohibited_by_law", "d2", {"legal_basis"}),
        ("endangers_security_or_stability", "d3", {"risk_assessment"}),
        ("third_party_interests", "d4", {"consultation", "reason"}),
        ("internal_affairs", "d5", {"reason"}),
        ("party_information", "d2", {"legal_basis", "reason"}),
        ("neither_confirmed_nor_denied", "d1", {"legal_basis", "reason"}),
        ("not_found", "u1", {"search_record"}),
        ("not_this_organ", "u1", {"responsible_organ", "reason"}),
        ("repeated", "n2", {"prior_reply"}),
        ("excessive", "n4", {"explanation_requested", "reason"}),
        ("abandoned_no_payment", "o2", {"fee_notice"}),
    ],
)
def test_a_decision_counts_in_its_row_and_demands_its_evidence(code, row, kinds):
    decision = decision_of(code)
    assert decision.row == row
    assert set(decision.evidence) == kinds


@pytest.mark.parametrize("text", NationalText)
@pytest.mark.parametrize("code", DecisionCode)
def test_a_text_has_a_decision_or_names_those_that_it_has(code, text):
    known = TAXONOMIES[text]
    if code in known:
        decision = decision_of(code, text)
        assert decision.code is code
        assert decision.row in leaf_rows(FormatVersion.V2021)
        return
    with pytest.raises(DecisionOfOtherText) as refused:
        decision_of(code, text)
    assert refused.value.status == 409
    assert refused.value.extensions == {"text": text.value, "allowed": [c.value for c in known]}


def test_the_answers_of_2007_are_those_of_its_articles():
    """2007年条例 Art. 8, 13, 14, 21–23; nothing of Art. 16 and 35–39 of 2019."""
    answers = {code.value: d.articles for code, d in TAXONOMIES[NationalText.OF_2007].items()}
    assert answers == {
        "already_published": "21(一)",
        "disclosed": "21(一)",
        "partly_disclosed": "22",
        "state_secret": "14¶4, 21(二)",
        "prohibited_by_law": "14¶2, 21(二)",
        "endangers_security_or_stability": "8, 21(二)",
        "third_party_interests": "14¶4, 21(二), 23",
        "neither_confirmed_nor_denied": "14¶4, 21(二)",
        "no_special_need": "13",
        "not_found": "21(三)",
        "not_this_organ": "21(三)",
        "still_unclear": "21(四)",
        "withdrawn": "",
        "merged": "",
        "transferred": "",
        "other_closing": "",
    }


@pytest.mark.parametrize("row", ReportRow)
@pytest.mark.parametrize("code", DecisionCode)
def test_a_decision_is_counted_in_its_row_or_in_one_that_the_law_leaves_open(code, row):
    decision = decision_of(code)
    check_row(decision, None)
    if row in decision.rows:
        check_row(decision, row)
        assert row in leaf_rows(FormatVersion.V2021)
    else:
        with pytest.raises(ReportRowFixed) as refused:
            check_row(decision, row)
        assert refused.value.extensions == {"allowed": [each.value for each in decision.rows]}


def test_the_rows_that_the_law_leaves_open():
    """domain.md 3: Party information, and what is neither confirmed nor denied, by the ground."""
    open_rows = {d.code: d.rows for d in DECISIONS.values() if not d.row_is_fixed}
    assert open_rows.keys() == {
        DecisionCode.PARTY_INFORMATION,
        DecisionCode.NEITHER_CONFIRMED_NOR_DENIED,
    }
    unsaid = decision_of("neither_confirmed_nor_denied")
    assert unsaid.rows == (ReportRow.D1, ReportRow.D2, ReportRow.D3, ReportRow.D4)
    assert unsaid.articles_for(None) == unsaid.articles_for(ReportRow.D1) == "14, 36(三)"
    assert unsaid.articles_for(ReportRow.D4) == "15, 36(三)"


def test_refusals_go_to_reconsideration_first_and_closings_have_no_letter():
    first = {d.row for d in DECISIONS.values() if d.remedy is Remedy.RECONSIDERATION_FIRST}
    assert first == {ReportRow.PARTIAL, *(ReportRow(f"d{n}") for n in range(1, 8))}
    assert {d.row for d in DECISIONS.values() if not d.has_reply} == {
        ReportRow.O1,
        ReportRow.O2,
        ReportRow.O3,
    }


@pytest.mark.parametrize("code", DecisionCode)
def test_a_decision_with_its_evidence_lacks_nothing_and_without_it_names_each_kind(code):
    assert missing_evidence(decision_of(code), enough_for(code)) == []
    assert [s.kind for s in missing_evidence(decision_of(code), [])] == list(
        decision_of(code).evidence
    )


@pytest.mark.parametrize("code", DecisionCode)
def test_evidence_that_states_nothing_does_not_count(code):
    empty = [evidence(kind) for kind in decision_of(code).evidence]
    assert len(missing_evidence(decision_of(code), empty)) == len(empty)


def test_a_consultation_is_named_by_its_reference_and_not_described():
    told = [evidence("consultation", note="已电话征求"), evidence("reason", note="第三方不同意")]
    [missing] = missing_evidence(decision_of("third_party_interests"), told)
    assert missing.kind is EvidenceKind.CONSULTATION
    assert missing.refers_to == "consultation"


def test_one_piece_that_counts_is_enough_among_several_of_its_kind():
    told = [evidence("search_record"), evidence("search_record", reference="检索2025-3")]
    assert missing_evidence(decision_of("not_found"), told) == []


@pytest.mark.parametrize("code", ["", "granted", "DISCLOSED", "none", "\x00"])
def test_an_unknown_decision_is_a_problem_with_a_code(code):
    with pytest.raises(UnknownDecision):
        decision_of(code)
    with pytest.raises(UnknownDecision):
        decision_of(code, NationalText.OF_2007)


def test_the_problem_names_what_is_missing_in_both_languages():
    problem = EvidenceMissing.of(missing_evidence(decision_of("excessive"), []))
    assert problem.status == 422
    assert problem.code == "evidence_missing"
    assert problem.detail_zh == "该处理决定还需要：要求说明理由的通知、理由。"
    assert problem.extensions == {"missing": ["explanation_requested", "reason"]}
    assert [e.pointer for e in problem.errors] == ["/body/evidence", "/body/evidence"]


@pytest.mark.parametrize(
    "piece",
    [
        {"kind": "hearsay", "note": "x"},
        {"note": "x"},
        {"kind": "reason", "note": ""},
        {"kind": "reason", "note": "x" * 2001},
        {"kind": "reason", "note": "x", "extra": 1},
        {"kind": "consultation", "reference": "a\nb"},
    ],
)
def test_evidence_of_another_shape_is_refused(piece):
    with pytest.raises(ValidationError):
        EvidenceIn.model_validate(piece)


def test_the_example_of_a_draft_states_what_its_decision_demands():
    for example in ReplyIn.model_config["json_schema_extra"]["examples"]:
        draft = ReplyIn.model_validate(example)
        assert missing_evidence(decision_of(draft.decision), draft.evidence) == []
