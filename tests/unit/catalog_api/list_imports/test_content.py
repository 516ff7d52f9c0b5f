"""From the rows of a file to what is stored of them."""

from uuid import UUID

from catalog_api.data import unit_group_patterns
from catalog_api.list_imports.content import Lookup, row_contents, units_of
from catalog_api.list_imports.csv_import import read_list
from catalog_api.lists.kinds import UnitKind, UnitRole
from catalog_api.unit_references import Directory, OrganNames

BUREAU, ANNEX = UUID(int=1), UUID(int=2)
LOOKUP = Lookup(
    year=2025,
    directory=Directory([OrganNames(str(BUREAU), "市民政局", ("民政局",))]),
    groups=unit_group_patterns(),
    annexes={"附件2": ANNEX},
)


def rows_of(text):
    return list(row_contents(read_list(text.encode()).rows, LOOKUP))


def test_a_missing_lead_is_told_from_a_list_without_leads():
    with_leads = rows_of("序号,类别,事项,牵头单位,落实单位\n1,甲,乙,,民政局\n2,甲,丙,市民政局,\n")
    assert [row.columns["lead_missing"] for row in with_leads] == [True, False]
    assert [unit.role for unit in with_leads[0].units] == [UnitRole.IMPLEMENTING]
    without = rows_of("序号,任务,时限,责任单位\n1,乙,,民政局\n")
    assert without[0].columns["lead_missing"] is False
    assert (without[0].columns["time_limit"], without[0].columns["time_limit_kind"]) == (
        None,
        "none",
    )


def test_names_are_organs_groups_annexes_or_kept():
    units = units_of({UnitRole.RESPONSIBLE: "民政局、各街办、见附件2、见附件3、某办"}, LOOKUP)
    assert [(u.kind, u.organ_id, u.annex_list_id, u.text) for u in units] == [
        (UnitKind.ORGAN, BUREAU, None, "民政局"),
        (UnitKind.GROUP, None, None, "各街办"),
        (UnitKind.ANNEX, None, ANNEX, "见附件2"),
        (UnitKind.ANNEX, None, None, "见附件3"),
        (UnitKind.UNRESOLVED, None, None, "某办"),
    ]


def test_stored_cells_give_the_same_units_again():
    row = rows_of("序号,类别,事项,牵头单位,落实单位\n1,甲,乙,民政局,各街办、某办\n")[0]
    cells = {UnitRole(role): cell for role, cell in row.columns["cells"].items()}
    assert units_of(cells, LOOKUP) == row.units


def test_a_role_that_a_cell_states_goes_before_the_heading_of_its_column():
    cells = {UnitRole.LEAD: "甲局牵头，乙局配合", UnitRole.IMPLEMENTING: "丙局、丁局牵头；戊局"}
    assert [(u.role, u.position, u.text) for u in units_of(cells, LOOKUP)] == [
        (UnitRole.LEAD, 0, "甲局"),
        (UnitRole.LEAD, 1, "丙局"),
        (UnitRole.LEAD, 2, "丁局"),
        (UnitRole.IMPLEMENTING, 2, "戊局"),
        (UnitRole.IMPLEMENTING, 3, "乙局"),
    ]
