"""Which titles may be told beyond the office, and what of them everybody in it reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.screening import findings
from requests_api.applicants.schemas import ApplicantIn
from requests_api.intake.titles import names_nobody, screened_texts
from tests.samples import person, resident_id

NUMBER = resident_id(8)

AGENT = {"name": "测试代理", "phone": "13800000002"}
APPLICANT = ApplicantIn.model_validate(
    {**person(), "name": "测试甲", "contact_person": "Test Person", "agent": AGENT}
)


@pytest.mark.parametrize(
    "title", ["城市更新项目规划许可", "测试路2025年施工许可", "文号〔2026〕1号"]
)
def test_a_title_of_things_names_nobody(title):
    assert names_nobody(title, APPLICANT)


@pytest.mark.parametrize(
    "title",
    [
        "测试甲的征收补偿决定",
        "测 试 甲 的征收补偿决定",
        "代理人测试代理的委托书",
        "ｔｅｓｔ　person 的档案",
        "电话13800000001的登记信息",
        "身份证***************的登记信息",
    ],
)
def test_a_title_with_a_name_or_a_number_of_somebody_does_not(title):
    assert not names_nobody(title, APPLICANT)


def test_what_is_blotted_out_of_a_title_is_kept_whole_for_the_description():
    title, reference, whole = screened_texts(f"查询{NUMBER}的档案", "测〔2025〕1号")
    assert (title, reference) == (f"查询{'*' * len(NUMBER)}的档案", "测〔2025〕1号")
    assert whole == [f"申请人填写的信息名称：查询{NUMBER}的档案"]


@given(st.none() | st.text(max_size=40), st.none() | st.text(max_size=40))
def test_what_everybody_reads_holds_no_number_of_a_person(title, reference):
    shown, number, whole = screened_texts(title, reference)
    for said, kept in ((title, shown), (reference, number)):
        assert (said is None) is (kept is None)
        assert kept is None or not any(f.kind.is_personal for f in findings(kept))
    assert bool(whole) is ((title, reference) != (shown, number))
