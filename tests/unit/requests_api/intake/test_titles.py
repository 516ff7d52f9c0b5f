"""Which titles may be told beyond the office."""

import pytest

from requests_api.applicants.schemas import ApplicantIn
from requests_api.intake.titles import names_nobody
from tests.samples import person

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
