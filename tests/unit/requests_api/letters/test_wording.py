"""How facts are worded, and which remedies a letter tells; with their sources."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_api.decisions.model import DecisionCode, NationalText, Remedy
from requests_api.decisions.taxonomy import TAXONOMIES, decision_of
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.specs import SPECS
from requests_api.letters.remedies import Instances, remedies
from requests_api.letters.variables import read_variables
from requests_api.letters.wording import (
    CLOSINGS,
    DECISION_TEXTS,
    chinese_date,
    chinese_number,
    law_of,
)

NOW = date(2026, 3, 2)
KNOWN = Instances("试验市人民政府", "试验市示例区人民法院")
REPLIES = [code for code in DecisionCode if decision_of(code).has_reply]


def told(code, on=NOW, instances=KNOWN, **more):
    return remedies(decision_of(code), on, instances, letter="答复书", **more)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (14, "十四"), (20, "二十"), (36, "三十六"), (51, "五十一")],
)
def test_numbers_of_articles_are_chinese(number, words):
    assert chinese_number(number) == words


def test_dates_are_written_as_gb_t_9704_does():
    assert chinese_date(date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(
    ("articles", "words"),
    [
        ("", ""),
        ("30", "《中华人民共和国政府信息公开条例》第三十条"),
        ("16¶1, 36(三)", "《中华人民共和国政府信息公开条例》第十六条第一款、第三十六条第（三）项"),
        ("39¶2", "《中华人民共和国政府信息公开条例》第三十九条第二款"),
    ],
)
def test_articles_are_cited_in_words(articles, words):
    assert law_of(articles) == words


def test_the_articles_of_every_decision_can_be_cited():
    for text, decisions in TAXONOMIES.items():
        for decision in decisions.values():
            for row in decision.rows:
                articles = decision.articles_for(row)
                assert bool(law_of(articles, text)) is bool(articles)
                assert ("国务院令第492号" in law_of(articles, text)) is (
                    bool(articles) and text is NationalText.OF_2007
                )


def test_every_decision_of_a_reply_is_worded_and_every_closing_is_none_of_them():
    assert {*DECISION_TEXTS} == {*REPLIES}
    assert CLOSINGS.isdisjoint(REPLIES)


@pytest.mark.parametrize(
    "code", [code for code in REPLIES if decision_of(code).remedy is Remedy.RECONSIDERATION_FIRST]
)
def test_a_refusal_goes_to_reconsideration_first_since_2024(code):
    """行政复议法(2023) Art. 23(四), in force 2024-01-01."""
    first, *_ = told(code).paragraphs
    assert "应当先自收到本答复书之日起60日内向试验市人民政府申请行政复议" in first
    assert "15日内依法向人民法院提起行政诉讼" in first
    (before,) = told(code, date(2023, 12, 31)).paragraphs
    assert "应当先" not in before
    assert "6个月内向试验市示例区人民法院提起行政诉讼" in before


def test_only_the_refused_part_of_a_partial_disclosure_goes_there_first():
    refused, rest = told("partly_disclosed").paragraphs
    assert "不予公开的部分" in refused
    assert "或者自收到本答复书之日起6个月内" in rest


@pytest.mark.parametrize(
    "code", [code for code in REPLIES if not decision_of(code).litigable_alone]
)
def test_the_ten_matters_name_no_court_since_june_2025(code):
    """法释〔2025〕8号 Art. 10, unless the organ decides otherwise [U]."""
    (paragraph,) = told(code).paragraphs
    assert "申请行政复议" in paragraph
    assert "第五十一条" in paragraph
    assert "人民法院" not in paragraph
    for on, more in ((date(2025, 5, 31), {}), (NOW, {"court_for_all": True})):
        (either,) = told(code, on, **more).paragraphs
        assert "人民法院" in either


@given(
    st.sampled_from(sorted(DecisionCode)),
    st.dates(date(2019, 5, 15), date(2030, 1, 1)),
    st.sampled_from([None, "甲政府"]),
    st.sampled_from([None, "乙法院"]),
)
def test_remedies_are_whole_or_name_what_is_missing(code, on, authority, court):
    found = told(code, on, Instances(authority, court))
    assert bool(found.paragraphs) is not bool(found.missing)
    text = "".join(found.paragraphs)
    assert "None" not in text
    if authority is None:
        assert "reconsideration_authority" in found.missing
    if found.paragraphs:
        assert "60日" in text


@given(
    st.sampled_from(sorted(SPECS)),
    st.dictionaries(
        st.sampled_from(["items", "reply_by", "reason", "closing", "x"]),
        st.text(max_size=30) | st.lists(st.text(max_size=10), max_size=3),
    ),
)
def test_whatever_is_stated_becomes_a_fact_or_a_fault(kind, stated):
    spec = SPECS[LetterKind(kind)]
    facts, faults = read_variables(spec, stated)
    assert facts.keys() <= spec.stated.keys()
    assert all(fault["loc"][:2] == ("body", "variables") for fault in faults)
    if not faults:
        assert {name for name, each in spec.stated.items() if each.is_required} <= facts.keys()
