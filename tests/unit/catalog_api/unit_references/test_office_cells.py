"""Cells as offices write them, with the right answer to each, and what holds for any cell."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_api.data import unit_group_patterns
from catalog_api.unit_references import Directory, OrganNames, resolve_cell
from tests.linear import hidden_square, uncollected  # noqa: F401 - a fixture

pytestmark = pytest.mark.unit

DATA = json.loads((Path(__file__).parents[1] / "data" / "unit-cells.json").read_text("utf-8"))
DIRECTORY = Directory(
    [
        OrganNames(o["key"], o["name"], tuple(o["aliases"]), is_ended=o.get("is_ended", False))
        for o in DATA["organs"]
    ],
    home="gov",
)
GROUPS = unit_group_patterns()

BETWEEN = re.compile(
    r"(?:[、,，﹐﹑;；﹔。｡､.．﹒/／|｜:：﹕+＋&＆\\＼·•\-–—―－_＿~～…*＊●○■□◆◇▪▲★※()（）【】\[\]［］〔〕{}｛｝\s\u200b-\u200d\u2060\ufeff]"
    "|[A-Za-zＡ-Ｚａ-ｚ](?=[.．)）、､])|统筹|指导|督促|监督|审核|汇总|把关|为主|会办|全权|监管|属地|行业|直接"
    "|[0-9０-９]{1,2}|[一二三四五六七八九十第]|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|以及|及其|及|和|与|或|暨|会同|联合|同|商"
    "|牵头|主办|主责|主抓|配合|协办|协助|协同|参与|参加|负责|责任|主管|落实|实施|承办|执行|推进|办理"
    "|单位|部门|机构|主体|机关|科室|处室|单独|共同|分别|具体|全面|积极|各自|均|应|要|按照?|依|根据|的"
    "|职责|职能|分工|组织|抓好|做好|予以|协调|工作|完成|为|是|作为|有|由|请|以|总|主要|无|暂无|没有|不涉及|N/?A)*",
    re.IGNORECASE,
)
"""Separators, numbers of items and words of roles: what may lie between two references."""


def meanings(cell):
    return [
        [ref.text, ref.organ_key or ref.group_code or ref.kind, *([ref.role] if ref.role else [])]
        for ref in resolve_cell(cell, DIRECTORY, GROUPS)
    ]


@pytest.mark.parametrize("case", DATA["given"], ids=lambda case: case["id"])
def test_a_reported_cell_is_read_rightly(case):
    assert meanings(case["cell"]) == case["means"]


def test_there_are_more_cells_than_those_reported():
    assert len(DATA["given"]) == 19
    assert len(DATA["own"]) >= 80


@pytest.mark.parametrize("case", DATA["own"], ids=lambda case: case["cell"])
def test_a_cell_is_read_as_an_office_means_it(case):
    assert meanings(case["cell"]) == case["means"]


def test_a_name_that_is_left_out_is_never_taken_from_another_place():
    directory = Directory(
        [
            OrganNames("city", "市教育局"),
            OrganNames("county", "县教育局", ("教育局",)),
            OrganNames("finance", "市财政局"),
        ]
    )
    found = resolve_cell("市财政局、教育局", directory, GROUPS)
    assert [ref.organ_key for ref in found] == ["finance", None]


def test_a_county_whose_name_is_a_word_is_not_lost():
    directory = Directory([OrganNames("he", "和县财政局"), OrganNames("own", "县财政局")])
    assert [directory.find(name) for name in ("和县财政局", "县财政局")] == ["he", "own"]


def test_the_level_word_of_the_first_name_is_carried_over():
    directory = Directory(
        [
            OrganNames("gov", "甲市人民政府"),
            OrganNames("market", "甲市市场监督管理局", ("市市场监管局",)),
            OrganNames("reform", "甲市发展和改革委员会"),
            OrganNames("data", "市大数据发展局"),
        ]
    )
    found = resolve_cell("市市场监管局、发展改革委、大数据发展局", directory, GROUPS)
    assert [ref.organ_key for ref in found] == ["market", "reform", "data"]
    alone = resolve_cell("市场监管局、发展改革委、大数据发展局", directory, GROUPS)
    assert [ref.organ_key for ref in alone] == [None, None, None]


def test_a_name_that_two_organs_share_is_not_decided_by_another_way_of_writing_it():
    directory = Directory([OrganNames("a", "甲司法所", ("司法所",)), OrganNames("b", "司法所")])
    assert [directory.find(name) for name in ("司法所", "甲司法所")] == [None, "a"]


def test_an_ended_organ_is_found_only_where_no_other_has_the_name():
    organs = [
        OrganNames("old", "县国土局", ("县国土资源局",), is_ended=True),
        OrganNames("new", "县自然资源局", ("县国土资源局",)),
    ]
    directory = Directory(organs)
    assert [directory.find(name) for name in ("县国土局", "县国土资源局")] == ["old", "new"]
    assert not directory.ambiguous


WORDS = (
    "县财政局 教育局 县 市 区 各镇 (街道) 人民政府 县直 各部门 有关 单位 等 及 及其 和 与 会同 "
    "牵头 配合 负责 牵头单位: 1. (一) ① 一、 由 某某 局 见附件2 经开区 管委会 / : ( ) （牵头） "
    "- 无 原 按职责分工"
)
CELLS = st.one_of(
    st.lists(st.sampled_from([*WORDS.split(), *"、,，;；。\n \u3000"]), max_size=25).map("".join),
    st.text(max_size=60),
)


@settings(max_examples=500)
@given(CELLS)
def test_whatever_a_cell_holds_nothing_of_it_is_lost(cell):
    at, gaps = 0, []
    for position, ref in enumerate(resolve_cell(cell, DIRECTORY, GROUPS)):
        assert (ref.position, cell[ref.start : ref.start + len(ref.text)]) == (position, ref.text)
        assert ref.text
        assert ref.start >= at
        gaps.append(cell[at : ref.start])
        at = ref.start + len(ref.text)
    gaps.append(cell[at:])
    for gap in gaps:
        written = "".join(gap.split())
        assert BETWEEN.fullmatch(written), (cell, gap)


PIECES = (
    "县财政局、|县财政局 |县财政局\n|县|某|某局和|局 某|局负责|市、县区|省、|各级|各某|"
    "各镇（街道）|等|等部门|有关|(|(县、|1.|由|牵头|共同|组织|按职责|会同|及其|责任单位"
)


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("piece", PIECES.split("|"))
def test_the_time_grows_with_the_length_of_the_cell_and_not_faster(piece):
    def read(cell):
        resolve_cell(cell, DIRECTORY, GROUPS)

    costs = hidden_square(read, lambda n: piece * (n // len(piece)), begin=1_000)
    assert costs is None, costs
