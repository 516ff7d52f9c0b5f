"""Names are compared folded, in Python and in SQL alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.characters import half_width, is_space, plain, plain_translation

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "written",
    [
        "县发改局（物价局）",
        "县发改局(物价局)",
        " 县发改局 （物价局）",
        "县\u3000发改局﹙物价局﹚\u200b",
    ],
)
def test_widths_and_blanks_make_no_other_name(written):
    assert plain(written) == "县发改局(物价局)"


def test_marks_of_half_width_are_the_usual_ones():
    assert half_width("甲､乙｡①") == "甲、乙。①"


@given(st.text())
def test_what_is_told_to_sql_is_what_python_does(text):
    finds, becomes = plain_translation()
    table = {ord(c): becomes[at] if at < len(becomes) else None for at, c in enumerate(finds)}
    assert text.translate(table) == plain(text)


@given(st.text() | st.text("ａA１1 \t\n\x1c\x1f\x85\xa0\u200b\u2028\u3000\ufeff（"))
def test_a_plain_wording_has_no_space_and_loses_nothing_else(text):
    assert plain(text) == "".join(c for c in half_width(text) if not is_space(c))
