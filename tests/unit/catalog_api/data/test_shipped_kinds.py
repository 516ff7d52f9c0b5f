"""The shipped kinds hold, and say what their sources say."""

from collections import Counter
from datetime import date

import pytest

from catalog_api.data.shipped_kinds import shipped_kinds
from catalog_api.kinds.content_schema import ContentSchema
from catalog_api.kinds.definition import demands_on, missing_elements
from catalog_api.kinds.kinds import Audience
from gongkai.organs import OrganLevel

pytestmark = pytest.mark.unit

KINDS = {kind.code: kind.definition for kind in shipped_kinds()}
SCHEMAS = {code: ContentSchema(kind.schema_) for code, kind in KINDS.items()}
IN_2019 = date(2019, 10, 1)


def labels(code, *, required=True):
    return [e.title for e in SCHEMAS[code].elements if e.is_required or not required]


def places(document):
    return Counter(
        source.place
        for kind in KINDS.values()
        for source in kind.sources
        if source.document.startswith(document)
    )


def test_codes_and_titles_are_each_of_one_kind():
    assert len(KINDS) == len(shipped_kinds()) > 60
    titles = Counter(kind.title for kind in KINDS.values())
    assert [title for title, times in titles.items() if times > 1] == []


def test_every_limit_is_understood_and_every_demand_names_elements_of_its_kind():
    for code, kind in KINDS.items():
        known = {element.code for element in SCHEMAS[code].elements}
        limits = [*kind.limits, *(limit for d in kind.local_demands for limit in d.limits)]
        assert all(limit["kind"] != "unknown" for limit in limits), code
        for demand in kind.local_demands:
            assert known.issuperset(demand.required), code
            assert demand.jurisdiction, f"{code}: what holds everywhere belongs into the schema"
            for threshold in demand.thresholds:
                assert known.issuperset({threshold.element, *threshold.required}), code


def test_every_item_of_article_20_and_21_has_its_kinds_by_level():
    found = places("中华人民共和国政府信息公开条例")
    assert {f"第20条第{n}项" for n in range(1, 16)} <= set(found)
    of_21 = [k for k in KINDS.values() if any(s.place == "第21条" for s in k.sources)]
    county = [k for k in of_21 if OrganLevel.COUNTY in k.levels]
    township = [k for k in of_21 if OrganLevel.TOWNSHIP in k.levels]
    assert {k.title for k in county} >= {
        *("市政建设", "公共服务", "公益事业建设", "土地征收", "房屋征收", "治安管理"),
        "社会救助和福利政策",
    }
    assert {k.title for k in township} >= {
        *("农田水利工程建设运营", "农村土地承包经营权流转", "宅基地使用情况审核", "筹资筹劳"),
        *("土地征收", "房屋征收", "社会救助和福利政策", "贯彻落实农业和农村工作政策情况"),
    }


def test_five_kinds_are_internal_and_no_other():
    internal = {c for c, kind in KINDS.items() if kind.defaults.audience is Audience.INTERNAL}
    assert len(internal) == 5
    assert {s.place for c in internal for s in KINDS[c].sources} == {
        f"第11条第{n}项" for n in range(1, 6)
    }


@pytest.mark.parametrize(
    ("code", "elements"),
    [
        ("penalty_decisions", ["案由", "文号", "处罚种类（含数额、天数）", "执行结果"]),
        ("charge_sheets", ["收费依据", "收费范围", "收费标准", "收费对象", "减免条件", "减免幅度"]),
        (
            "rural_land_transfers",
            ["流转主体", "流转用途", "流转面积", "流转地点", "流转时间", "流转价格"],
        ),
        (
            "random_inspection_lists",
            ["抽查依据", "抽查主体", "抽查内容", "抽查方式", "抽查比例和频次"],
        ),
        (
            "service_guides",
            ["设定依据", "实施机关", "办理条件", "办理程序", "办理时限", "办理材料"],
        ),
    ],
)
def test_the_required_elements_are_those_of_the_source(code, elements):
    assert labels(code) == elements


def test_a_catalogue_of_matters_has_its_eight_elements():
    assert len(labels("standard_catalogues")) == 8
    assert SCHEMAS["standard_catalogues"].faults({}) != []


def test_a_list_marks_its_older_version_and_a_decision_does_not():
    assert KINDS["power_and_duty_lists"].replaces_older
    assert not KINDS["penalty_decisions"].replaces_older


def demanded(code, elements, region, on=IN_2019):
    found = demands_on(KINDS[code].local_demands, region_code=region, on=on)
    return missing_elements(found, elements)


def test_a_threshold_demands_more_from_its_amount_on_in_its_place_and_time_alone():
    at, below = {"unit_price": 2_000_000}, {"unit_price": 1_999_999.99}
    demands = ["fund_source", "contract", "bid_result"]
    assert demanded("medical_procurement", at, "341502") == demands
    assert demanded("medical_procurement", at | dict.fromkeys(demands, "x"), "341502") == []
    assert demanded("medical_procurement", below, "341502") == []
    assert demanded("medical_procurement", {"unit_price": True}, "341502") == []
    assert demanded("medical_procurement", at, "610116") == []
    assert demanded("medical_procurement", at, None) == []
    assert demanded("medical_procurement", at, "341502", date(2020, 1, 1)) == []
    assert demanded("medical_procurement", at, "341502", date(2019, 7, 2)) == demands


def test_a_local_demand_names_what_is_empty_as_missing():
    given = {"department": " x", "procedure": "", "basis": None}
    assert demanded("penalty_decisions", given, "150824") == ["procedure", "basis", "remedies"]


def test_cadences_of_a_place_stand_in_its_demands():
    quarterly = [
        code
        for code, kind in KINDS.items()
        for demand in kind.local_demands
        for limit in demand.limits
        if limit.get("every") == "quarter" and demand.jurisdiction == "3415"
    ]
    assert {"penalty_decisions", "drinking_water_safety", "price_complaints"} <= set(quarterly)
    posting = KINDS["notice_board_postings"].local_demands[0]
    assert (posting.jurisdiction, posting.limits[0]["n"], posting.limits[0]["at_least"]) == (
        "1508",
        30,
        True,
    )
