"""Whether a draft discloses what a third party objects to."""

import pytest

from requests_api.cases.objections import discloses_over
from requests_api.decisions.model import DecisionCode


@pytest.mark.parametrize("decision", [None, *DecisionCode])
def test_only_what_discloses_stands_against_an_objection(decision):
    discloses = decision in {DecisionCode.DISCLOSED, DecisionCode.PARTLY_DISCLOSED}
    assert discloses_over(decision, ["a"], []) is discloses
    assert discloses_over(decision, [], []) is False


def test_a_partial_disclosure_may_respect_an_objection_a_full_one_cannot():
    partly = DecisionCode.PARTLY_DISCLOSED
    assert not discloses_over(partly, ["a"], ["a", "b"])
    assert discloses_over(partly, ["a", "c"], ["a", "b"])
    assert discloses_over(DecisionCode.DISCLOSED, ["a"], ["a"])
