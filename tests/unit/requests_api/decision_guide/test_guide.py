"""The guide reads and decides nothing: every decision stands once, and says what is missing."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_api.cases.steps import APPLICANT_HEARD
from requests_api.decision_guide.facts import FileFacts, Letter
from requests_api.decision_guide.guide import EvidenceState, guide
from requests_api.decisions.evidence import EvidenceKind
from requests_api.decisions.model import DecisionCode, NationalText, Question
from requests_api.decisions.taxonomy import TAXONOMIES, decision_of, missing_evidence

LETTERS = st.builds(
    Letter,
    st.uuids(),
    is_third_party=st.booleans(),
    is_answered=st.booleans(),
    objects=st.booleans(),
    is_overridden=st.booleans(),
)
NUMBERS = st.lists(st.sampled_from(["3", "5", "8"]), max_size=2)
FILES = st.builds(
    FileFacts,
    text=st.sampled_from(NationalText),
    needs_stated=st.lists(st.sampled_from(["生产", "科研"]), max_size=2),
    is_open=st.booleans(),
    is_registered=st.booleans(),
    awaits_answer=st.booleans(),
    correction_notices=NUMBERS,
    correction_received=st.booleans(),
    correction_notice_until=st.none() | st.just(date(2026, 1, 14)),
    correction_due_on=st.none() | st.just(date(2026, 1, 30)),
    is_correction_overdue=st.booleans(),
    explanations_asked=NUMBERS,
    explanation_until=st.none() | st.just(date(2026, 1, 20)),
    explanation_received=st.booleans(),
    is_explanation_awaited=st.booleans(),
    fee_notices=NUMBERS,
    pay_by=st.none() | st.just(date(2026, 2, 12)),
    is_payment_overdue=st.booleans(),
    in_month=st.none() | st.integers(11, 500),
    prior_replies=NUMBERS,
    letters=st.lists(LETTERS, max_size=3),
    draft=st.none() | st.sampled_from(DecisionCode),
    stated=st.frozensets(st.sampled_from(EvidenceKind)),
)
FRESH = FileFacts(is_open=True, is_registered=True, awaits_answer=False)


def said(file, question):
    return [r.code for one in guide(file) if one.question is question for r in one.facts]


def options(file):
    return {one.decision.code: one for question in guide(file) for one in question.options}


@given(FILES)
def test_every_decision_with_a_reply_stands_once_under_its_question(file):
    asked = guide(file)
    assert [one.question for one in asked] == list(Question)
    shown = [one.decision.code for question in asked for one in question.options]
    assert len(shown) == len(set(shown))
    assert set(shown) == {d.code for d in TAXONOMIES[file.text].values() if d.has_reply}
    for reason in (reason for question in asked for reason in question.facts):
        assert all(reason)


@given(FILES)
def test_all_that_is_demanded_is_stated_on_file_or_missing(file):
    for code, option in options(file).items():
        assert [piece.spec.kind for piece in option.evidence] == list(
            decision_of(code, file.text).evidence
        )
        for piece in option.evidence:
            is_stated = piece.spec.kind in file.stated and code is file.draft
            assert (piece.state is EvidenceState.STATED) == is_stated
            if piece.state is EvidenceState.ON_FILE:
                assert piece.references


@given(FILES)
def test_nothing_remains_of_a_file_that_has_ended_or_waits(file):
    if not file.is_open or not file.is_registered or file.awaits_answer:
        assert all(option.against for option in options(file).values())


def test_a_file_of_which_nothing_is_known_misses_what_a_draft_without_evidence_would():
    for code, option in options(FRESH).items():
        missing = [p.spec for p in option.evidence if p.state is EvidenceState.MISSING]
        assert missing == missing_evidence(decision_of(code), ())


@given(FILES)
def test_nothing_of_another_text_is_cited(file):
    said = [r for one in guide(file) for r in one.facts]
    said += [r for option in options(file).values() for r in option.against]
    is_old = file.text is NationalText.OF_2007
    for reason in said:
        if "条例第" in reason.text:
            assert ("2007年条例第" in reason.text) is (is_old or reason.code == "need_stated"), (
                reason
            )


def test_what_stands_against_single_decisions():
    against = {code: [r.code for r in option.against] for code, option in options(FRESH).items()}
    assert {code: why for code, why in against.items() if why} == {
        DecisionCode.STILL_UNCLEAR: ["no_correction_notice"],
        DecisionCode.EXCESSIVE: ["no_explanation_asked"],
        DecisionCode.THIRD_PARTY_INTERESTS: ["no_third_party_consulted"],
    }
    objecting = Letter(
        UUID(int=1), is_third_party=True, is_answered=True, objects=True, is_overridden=False
    )
    file = FileFacts(is_open=True, is_registered=True, awaits_answer=False, letters=[objecting])
    assert [r.code for r in options(file)[DecisionCode.DISCLOSED].against] == ["objection_stands"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, "no_correction"),
        ({"correction_notice_until": date(2026, 1, 14)}, "correction_possible"),
        ({"correction_notices": ["3"]}, "correction_asked"),
        (
            {
                "correction_notices": ["3"],
                "correction_due_on": date(2026, 1, 30),
                "is_correction_overdue": True,
            },
            "correction_overdue",
        ),
        ({"correction_notices": ["3"], "correction_received": True}, "corrected"),
    ],
)
def test_what_became_of_a_correction_is_said(facts, code):
    assert said(replace(FRESH, **facts), Question.CORRECTION) == [code]


UNTIL = {"explanations_asked": ["3"], "explanation_until": date(2026, 1, 20)}


@pytest.mark.parametrize(
    ("facts", "codes", "stands"),
    [
        ({}, [], ["no_explanation_asked"]),
        ({"explanations_asked": ["3"]}, ["explanation_asked"], []),
        (
            {**UNTIL, "is_explanation_awaited": True},
            ["explanation_asked"],
            [APPLICANT_HEARD.reason.code],
        ),
        (UNTIL, ["unexplained"], []),
        ({**UNTIL, "explanation_received": True}, ["explained"], []),
    ],
)
def test_nobody_is_excessive_before_they_were_heard(facts, codes, stands):
    file = replace(FRESH, **facts)
    assert said(file, Question.COMPETENCE) == codes
    assert [r.code for r in options(file)[DecisionCode.EXCESSIVE].against] == stands


def test_a_fee_that_is_awaited_says_until_when_the_term_stands():
    """国办函〔2020〕109号: what is not paid in its term counts as given up (DL-12)."""
    awaited = replace(FRESH, awaits_answer=True, fee_notices=["4"], pay_by=date(2026, 2, 12))
    for is_overdue, code in ((False, "payment_awaited"), (True, "payment_overdue")):
        file = replace(awaited, is_payment_overdue=is_overdue)
        assert said(file, Question.COMPETENCE) == [code]
        (fact,) = [r for one in guide(file) for r in one.facts if r.code == code]
        assert "2026-02-12" in fact.text
        assert "2026-02-12" in fact.text_en
    assert said(FRESH, Question.COMPETENCE) == []
