"""Cells of responsible organs: what is split, what is kept together, and what each name means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_api.data import shipped_sources, unit_group_patterns
from catalog_api.unit_references import Directory, Group, GroupPatterns, OrganNames, resolve_cell

pytestmark = pytest.mark.unit

CHANGAN, LIUAN = (source.directory() for source in shipped_sources())
GROUPS = unit_group_patterns()


def meanings(cell, directory=LIUAN):
    return [
        (ref.text, ref.organ_key or ref.group_code or ref.kind)
        for ref in resolve_cell(cell, directory, GROUPS)
    ]


def texts(cell, directory=LIUAN):
    return [text for text, _ in meanings(cell, directory)]


def test_names_are_split_at_the_enumeration_comma_and_the_comma():
    assert meanings("县区政府、管委,市政府办、新闻办") == [
        ("县区政府", "county_governments"),
        ("管委", "zone_committees"),
        ("市政府办", "341500-government-office"),
        ("新闻办", "341500-information-office"),
    ]


def test_positions_count_and_starts_point_into_the_cell():
    refs = resolve_cell("区教育局、 区行政审批局", CHANGAN, GROUPS)
    assert [(ref.position, ref.start, ref.kind) for ref in refs] == [
        (0, 0, "organ"),
        (1, 6, "organ"),
    ]


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("市、县区政府各有关部门", "city_county_departments_concerned"),
        ("市、县区政府各部门、单位", "city_county_departments"),
        (
            "市、县区发展改革、人社、财政、税务、统计、金融管理等部门",
            "city_county_departments_by_field",
        ),
        ("市、县区、乡(镇)农村土地承包管理部门", "city_county_departments_by_field"),
        ("市、县区、乡（镇）农村土地承包管理部门", "city_county_departments_by_field"),
        ("市、县区具有行政强制、行政裁决职权的部门、单位", "city_county_units_by_duty"),
        ("市县区政府、管委及其各部门", "governments_and_departments"),
        ("各级政府、管委及其部门", "governments_and_departments"),
        ("各国有企业及其主管部门", "units_of_a_kind"),
        ("重点工程处等项目建设单位", "units_of_a_kind"),
        ("市、县区发展改革、 环境保护等部门", "city_county_departments_by_field"),
    ],
)
def test_a_phrase_for_a_kind_of_units_is_one_group(phrase, code):
    assert meanings(phrase) == [(phrase, code)]
    assert meanings(f"县区政府,{phrase}，电子政务工作机构") == [
        ("县区政府", "county_governments"),
        (phrase, code),
        ("电子政务工作机构", "egovernment_offices"),
    ]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("市、县区审计部门、被审计单位", ["市、县区审计部门", "被审计单位"]),
        ("市、县区价格主管部门、各收费单位", ["市、县区价格主管部门", "各收费单位"]),
        ("市、县区扶贫项目实施单位、乡镇政府", ["市、县区扶贫项目实施单位", "乡镇政府"]),
        ("市、县区政府部门、管委", ["市、县区政府部门", "管委"]),
        ("市、县区政府各相关部门及主流媒体", ["市、县区政府各相关部门", "主流媒体"]),
        ("各级政府、管委", ["各级政府", "管委"]),
    ],
)
def test_a_phrase_ends_where_its_units_are_named(cell, parts):
    assert texts(cell) == parts


def test_a_phrase_never_runs_over_a_comma():
    assert texts("市、县区人社,财政等部门")[0] == "市"


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        ("市自然资源局市发改委", ["natural-resources", "development-reform"]),
        ("市发改委市农业农村局", ["development-reform", "agriculture"]),
        ("市发改委 市农业农村局", ["development-reform", "agriculture"]),
        ("市发改委和市农业农村局", ["development-reform", "agriculture"]),
        ("市发改委市农业农村局市审计局", ["development-reform", "agriculture", "audit"]),
    ],
)
def test_names_without_a_separator_are_split_where_all_parts_resolve(cell, keys):
    assert [key for _, key in meanings(cell)] == [f"341500-{key}" for key in keys]


@pytest.mark.parametrize("cell", ["市发改委某某局", "某某局市发改委", "公共资源交易中心", "财政"])
def test_what_does_not_resolve_wholly_is_kept_as_one_text_and_marked(cell):
    assert meanings(cell) == [(cell, "unresolved")]


def test_two_names_of_one_organ_mean_the_same_organ():
    assert [key for _, key in meanings("区行政审批局、区行政审批服务局", CHANGAN)] == [
        "610116-approval",
        "610116-approval",
    ]


def test_an_abbreviation_means_an_organ_only_where_the_data_say_so():
    assert meanings("市政府新闻办") == [("市政府新闻办", "341500-information-office")]
    assert meanings("市府新闻办") == [("市府新闻办", "unresolved")]
    assert meanings("新闻办", CHANGAN) == [("新闻办", "unresolved")]


def test_an_organ_with_a_bracket_in_its_name_is_found_in_either_width():
    key = "341500-development-reform"
    assert meanings("市发改委(物价局)、市发改委（物价局）") == [
        ("市发改委(物价局)", key),
        ("市发改委（物价局）", key),
    ]


def test_and_others_at_the_end_of_a_list_is_kept_as_a_group_of_its_own():
    assert meanings("外事办、应急局等") == [
        ("外事办", "341500-foreign-affairs"),
        ("应急局", "341500-emergency"),
        ("等", "unnamed_others"),
    ]


def test_a_pointer_to_an_annex_is_told_from_a_name():
    assert meanings("见附件2") == [("见附件2", "annex")]
    assert meanings("见附件二、区司法局", CHANGAN) == [
        ("见附件二", "annex"),
        ("区司法局", "610116-justice"),
    ]


def test_names_below_one_another_are_separate():
    assert texts("区政府办公室\n各街办\r\n区政府各部门", CHANGAN) == [
        "区政府办公室",
        "各街办",
        "区政府各部门",
    ]


def test_a_name_that_two_organs_share_is_not_decided():
    directory = Directory([OrganNames("a", "财政局", ("市财政局",)), OrganNames("b", "财政局")])
    assert directory.ambiguous == {"财政局"}
    assert [ref.kind for ref in resolve_cell("财政局、市财政局", directory, GROUPS)] == [
        "unresolved",
        "organ",
    ]


def test_an_organ_takes_precedence_over_a_group_of_the_same_words():
    groups = GroupPatterns([Group("g", "组", "财政局")])
    directory = Directory([OrganNames("a", "财政局")])
    assert resolve_cell("财政局", directory, groups)[0].organ_key == "a"


@pytest.mark.parametrize("cell", ["", "  ", "、,；\n", "\u3000"])
def test_a_cell_without_a_name_has_no_reference(cell):
    assert resolve_cell(cell, LIUAN, GROUPS) == ()


WORDS = (
    "市 县区 政府 各 有关 部门 单位 机构 的 等 及 其 和 见附件2 管委 区司法局 市发改委 新闻办 某某"
)
PIECES = st.sampled_from([*WORDS.split(), *"、,，;；。（）\n \u3000"])
CELLS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=40))


@given(CELLS)
def test_each_reference_says_what_its_kind_needs_and_no_more(cell):
    for ref in resolve_cell(cell, LIUAN, GROUPS):
        assert (ref.organ_key is not None) == (ref.kind == "organ")
        assert (ref.group_code is not None) == (ref.kind == "group")


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["市、县区", "某", "、", "等、", "及", "各某、", "市发改委某"])
def test_a_long_cell_is_resolved_quickly(piece):
    cell = piece * (2000 // len(piece))
    assert all(ref.text in cell for ref in resolve_cell(cell, LIUAN, GROUPS))


def test_a_former_name_is_found_where_no_organ_bears_it_now():
    directory = Directory(
        [
            OrganNames("a", "乡村振兴局", former=("扶贫办", "农办")),
            OrganNames("b", "农业农村局", ("农办",), former=("农业局", "畜牧局")),
            OrganNames("c", "林业局", former=("畜牧局",)),
        ]
    )
    found = {name: directory.find(name) for name in ("扶贫办", "农办", "农业局", "畜牧局")}
    assert found == {"扶贫办": "a", "农办": "b", "农业局": "b", "畜牧局": None}
