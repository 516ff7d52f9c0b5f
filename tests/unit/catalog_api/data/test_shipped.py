"""The shipped lists are whole, and as the published documents print them."""

from collections import Counter
from datetime import date

import pytest

from catalog_api.data import shipped_sources, unit_group_patterns, unit_groups
from catalog_api.list_imports.csv_import import read_list
from catalog_api.time_limit_readings import parse_time_limit
from catalog_api.time_limits import due_on
from catalog_api.unit_references import resolve_cell

pytestmark = pytest.mark.unit

CHANGAN, LIUAN = shipped_sources()
TASKS, FIELDS = (read_list(entry.content).rows for entry in CHANGAN.lists)
ITEMS = read_list(LIUAN.lists[0].content).rows

WITHOUT_LEAD = [
    8, 12, 24, 27, 33, 35, 39, 40, 41, 42, 43, 44, 45, 53, 62, 63, 64, 65, 66, 74, 88, 90, 97,
]  # fmt: skip


def references(source, rows, *columns):
    directory = source.directory()
    return [
        ref
        for row in rows
        for column in columns
        for ref in resolve_cell(getattr(row, column), directory, unit_group_patterns())
    ]


def kinds(refs):
    return dict(Counter(ref.kind for ref in refs))


@pytest.mark.parametrize("source", [CHANGAN, LIUAN], ids=lambda source: source.key)
def test_every_list_has_the_format_and_the_rows_that_its_metadata_state(source):
    for entry in source.lists:
        file = read_list(entry.content)
        assert (file.kind, len(file.rows)) == (entry.format, entry.rows)
        assert [row.seq for row in file.rows] == list(range(1, entry.rows + 1))
        assert not entry.content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in entry.content


def test_the_numbers_of_rows_are_those_of_the_documents():
    assert (len(TASKS), len(FIELDS), len(ITEMS)) == (38, 26, 99)


def test_running_text_of_the_requirements_is_not_shipped():
    assert all(row.requirement is None for row in ITEMS)


def test_every_time_limit_of_the_tasks_is_understood():
    limits = [parse_time_limit(row.time_limit) for row in TASKS]
    assert Counter((limit.kind, getattr(limit, "precision", None)) for limit in limits) == {
        ("standing", None): 34,
        ("by_date", "year"): 1,
        ("by_date", "month"): 2,
        ("after_event", None): 1,
    }
    assert [due_on(limits[seq - 1]) for seq in (1, 5, 7)] == [
        date(2021, 12, 31),
        date(2021, 3, 31),
        date(2021, 12, 31),
    ]


def test_twenty_three_items_have_no_lead_organ():
    assert [row.seq for row in ITEMS if not row.lead_organs] == WITHOUT_LEAD
    assert all(row.implementing_organs for row in ITEMS)


def test_names_resolve_to_organs_to_groups_or_are_kept_and_marked():
    assert kinds(references(CHANGAN, TASKS, "responsible_organs")) == {
        "organ": 29, "group": 31, "annex": 1,
    }  # fmt: skip
    assert kinds(references(CHANGAN, FIELDS, "responsible_organs")) == {"organ": 31, "group": 1}
    assert kinds(references(LIUAN, ITEMS, "lead_organs")) == {"organ": 131, "group": 146}
    assert kinds(references(LIUAN, ITEMS, "implementing_organs")) == {
        "organ": 8, "group": 258, "unresolved": 7,
    }  # fmt: skip


def test_only_these_texts_of_the_published_lists_stay_unresolved():
    refs = references(LIUAN, ITEMS, "lead_organs", "implementing_organs")
    assert Counter(ref.text for ref in refs if ref.kind == "unresolved") == {
        "公共资源交易中心": 4, "“红十字会”": 1, "电子政务办": 1, "财政": 1,
    }  # fmt: skip


def test_annex_two_names_twenty_distinct_units():
    refs = references(CHANGAN, FIELDS, "responsible_organs")
    assert len({ref.text for ref in refs}) == 20
    assert [ref.text for ref in refs if ref.kind == "group"] == ["房屋征收部门"]


def test_the_pointer_of_task_one_names_a_list_that_is_shipped():
    [pointer] = references(CHANGAN, TASKS[:1], "responsible_organs")
    target = CHANGAN.lists[0].annexes[pointer.text.removeprefix("见")]
    assert target in {entry.key for entry in CHANGAN.lists}


@pytest.mark.parametrize("source", [CHANGAN, LIUAN], ids=lambda source: source.key)
def test_organs_are_a_tree_under_their_government_and_every_one_is_named_by_a_list(source):
    known = set()
    for organ in source.organs:
        assert organ.parent_key is None or organ.parent_key in known
        known.add(organ.key)
    assert len(known) == len(source.organs)
    assert not source.directory().ambiguous
    named = {
        ref.organ_key
        for entry in source.lists
        for row in read_list(entry.content).rows
        for cell in (row.responsible_organs, row.lead_organs, row.implementing_organs)
        for ref in resolve_cell(cell or "", source.directory(), unit_group_patterns())
    }
    governments = {organ.key for organ in source.organs if organ.kind == "government"}
    assert known - named == governments


def test_keys_of_organs_are_unique_over_all_documents_and_start_with_their_region_code():
    organs = [organ for source in (CHANGAN, LIUAN) for organ in source.organs]
    assert len({organ.key for organ in organs}) == len(organs)
    assert all(organ.key.startswith(f"{organ.region_code}-") for organ in organs)
    assert {organ.region_code for organ in organs} == {"610100", "610116", "341500"}


def test_no_unified_social_credit_code_is_invented():
    assert all(o.unified_social_credit_code is None for s in (CHANGAN, LIUAN) for o in s.organs)


def test_codes_of_groups_are_unique():
    codes = [group.code for group in unit_groups()]
    assert len(set(codes)) == len(codes)
