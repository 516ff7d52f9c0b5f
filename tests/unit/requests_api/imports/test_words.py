"""What offices write in a register, read as one thing or as none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.organs import Channel
from requests_api.applicants.kinds import ApplicantKind, DocumentType
from requests_api.cases.kinds import SupplyForm
from requests_api.cases.states import CaseState
from requests_api.decisions.model import DecisionCode
from requests_api.imports.events import ended_state
from requests_api.imports.tally import register_year
from requests_api.imports.words import code_of, day_of, serial_of

KINDS = (Channel, ApplicantKind, DocumentType, SupplyForm, CaseState, DecisionCode)


@pytest.mark.parametrize("kind", KINDS)
def test_every_code_and_every_label_is_understood(kind):
    for member in kind:
        assert code_of(kind, member.value) == member.value
        assert code_of(kind, f" {member.label} ") == member.value


@pytest.mark.parametrize(
    ("kind", "said"),
    [(Channel, "邮寄"), (Channel, "信函"), (DecisionCode, "不予公开"), (ApplicantKind, "法人")],
)
def test_what_can_mean_several_things_means_none(kind, said):
    assert code_of(kind, said) == said
    assert said not in set(kind)


@pytest.mark.parametrize(
    "said",
    [
        "2025-1-5",
        "2025/01/05",
        "2025.1.5",
        "2025年1月5日",
        "20250105",
        "２０２５年１月５日",
        "2025-01-05 00:00:00",
    ],
)
def test_the_usual_forms_of_a_day(said):
    assert day_of(said) == "2025-01-05"


@pytest.mark.parametrize("said", ["2025-02-30", "去年", "2025-01-05 09:30", "1-5", "45662", ""])
def test_what_is_no_day_stays_as_it_is(said):
    assert day_of(said) == said


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("测依申〔2024〕12号", (2024, 12)),
        ("测依申[2024]第012号", (2024, 12)),
        ("（2024）7", (2024, 7)),
        ("〔2024〕公开依申3号", (2024, 3)),
        ("2024-12", None),
        ("测依申〔2024〕0号", None),
        ("测依申〔24〕1号", None),
        ("", None),
    ],
)
def test_year_and_serial_of_a_number(number, told):
    assert serial_of(number) == told


@pytest.mark.parametrize("decision", DecisionCode)
def test_every_decision_leads_to_an_end(decision):
    assert ended_state(decision) in {CaseState.REPLIED, CaseState.CLOSED, CaseState.WITHDRAWN}


@given(st.sets(st.integers(1, 60)), st.integers(0, 60))
def test_gaps_and_given_numbers_make_up_the_whole(given, beyond):
    last = max(given, default=0) + beyond
    shown = register_year(2024, given, last)
    missing = {n for gap in shown.gaps for n in range(gap.first, gap.last + 1)}
    assert missing | given == set(range(1, last + 1))
    assert not missing & given
