"""Text as people compare it, and document numbers in their one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.characters import half_width, plain
from gongkai.folding import CLOSING, OPENING, document_number, folded, words

ONE = "县政办〔2021〕5号"


@pytest.mark.parametrize(
    "typed",
    [
        ONE,
        "县政办[2021]5号",
        "县政办(2021)5号",
        "县政办（2021）5号",
        "县政办【2021】5号",
        "县政办［2021］5号",
        "县政办﹝2021﹞5号",
        "县政办〖2021〗5号",
        "县政办「2021」5号",
        "县政办〔2021年〕5号",
        "县政办〔２０２１〕５号",
        "县政办〔2021〕第5号",
        "县政办〔2021〕第005号",
        "县政办〔2021〕 005 号",
        "县政办 〔 2021 〕 5号",
        "县政办　〔2021〕5号",
        "县政办〔2021]5号",
        "县政办[2021]5",
    ],
)
def test_a_document_number_has_one_form(typed):
    assert document_number(typed) == ONE
    assert folded(document_number(typed)) == folded(ONE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "县政办5号",
        "2021年第5号公告",
        "县政办〔21〕5号",
        "见附件（2021）",
        "会议纪要（2021）5次",
        "第（5）项",
        "〔2021〕号",
        "通知(0021)5号",
    ],
)
def test_what_is_no_document_number_stays_as_it_is(text):
    assert document_number(text) == text


def test_numbers_inside_a_text_are_written_alike_and_the_rest_stays():
    text = "《关于ＡＢ的通知》(县政办[2021]05号)、市发（２０２２）第12号 附件"
    assert document_number(text) == "《关于ＡＢ的通知》(县政办〔2021〕5号)、市发〔2022〕12号 附件"


@given(st.text(max_size=80) | st.text("〔[(（2021年第0５5号 县", max_size=40))
def test_writing_it_twice_changes_nothing(text):
    once = document_number(text)
    assert document_number(once) == once


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_and_leaves_no_blank(text):
    once = folded(text)
    assert not any(character.isspace() for character in once)
    assert folded(once) == once


@given(st.text(max_size=60) | st.text("［｛〔】Ａｂ１ \u200b，号", max_size=30))
def test_one_pass_folds_as_width_brackets_and_blanks_one_after_another(text):
    brackets = str.maketrans(dict.fromkeys(OPENING, "(") | dict.fromkeys(CLOSING, ")"))
    assert folded(text) == plain(half_width(text).translate(brackets)).casefold()


def test_words_are_all_that_is_wanted():
    assert words("  城市更新　２０２１ 城市更新 ") == ("城市更新", "2021")
    assert words("Ａｂ（c）") == ("ab(c)",)
    assert words("\u200b") == ()
