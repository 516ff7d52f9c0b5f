"""Lists as offices send them: merged cells, titles above, notes below, remarks, encodings."""

import pytest

from tests.integration.catalog_api.test_lists import all_rows, new_list

MERGED = (
    "附件1,,,,\n"
    "虚构区2025年任务分解表,,,,\n"
    "序号,工作任务,时限要求,责任单位,备注\n"
    "1,甲任务,2025年底前,子局,重点\n"
    ",,,丑局,\n"
    ",乙任务,2025年6月底前,,\n"
    "2,丙任务,常态化,子局,\n"
    "注：时限含当日。,,,,\n"
)


@pytest.fixture
async def kept(call):
    """Imports a file into a list of its own; gives the answer and the rows."""
    root = await call.organ("合并区政府")
    for name in ("子局", "丑局"):
        await call.organ(name, root)

    async def keep(content):
        task_list = await new_list(call, root, year=2025)
        path = f"/task-lists/{task_list['id']}/rows:import"
        answer = await call.send("POST", path, content, version=1)
        assert answer.status_code == 200, answer.text
        again = await call.send("POST", path, content, version=2)
        assert (again.json()["unchanged"], again.json()["version"]) == (answer.json()["created"], 2)
        return answer.json(), await all_rows(call, task_list["id"])

    return keep


async def test_cells_that_are_merged_down_are_filled_and_rows_of_one_number_told_apart(call, kept):
    told, rows = await kept(MERGED.encode())
    assert (told["rows_in_file"], told["created"]) == (4, 4)
    assert (told["rows_left_out"], told["columns_left_out"]) == ([1, 2, 8], [5])
    assert [
        (row["seq"], row["part"], row["item"], row["due_on"], [u["text"] for u in row["units"]])
        for row in rows
    ] == [
        (1, 1, "甲任务", "2025-12-31", ["子局"]),
        (1, 2, "甲任务", "2025-12-31", ["丑局"]),
        (1, 3, "乙任务", "2025-06-30", ["丑局"]),
        (2, 1, "丙任务", None, ["子局"]),
    ]
    path = f"/task-lists/{rows[0]['list_id']}/rows/1"
    assert (await call.get(path)).json() == rows[0]
    assert (await call.get(path, part=3)).json() == rows[2]
    assert (await call.get(path, part=4)).status_code == 404
    assert (await call.get(path, part=0)).status_code == 422
    pages, cursor = [], {}
    while cursor is not None:
        page = (await call.get(path.removesuffix("/1"), limit=1, **cursor)).json()
        pages += page["items"]
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
    assert pages == rows, "no row is lost between two pages"
    named = (await call.get("/unit-references", list_id=rows[0]["list_id"])).json()["items"]
    assert [(unit["seq"], unit["part"]) for unit in named] == [(1, 1), (1, 2), (1, 3), (2, 1)]


async def test_a_row_that_goes_on_is_changed_and_removed_like_any_other(call, kept):
    _, rows = await kept(MERGED.encode())
    path = f"/task-lists/{rows[0]['list_id']}/rows:import"
    without = MERGED.replace(",,,丑局,\n", "").replace("2025年6月", "2025年7月")
    changed = (await call.send("POST", path, without.encode(), version=2)).json()
    assert (changed["updated"], changed["removed"], changed["unchanged"]) == (1, 1, 2)


@pytest.mark.parametrize(
    "content",
    [
        "序号,任务,时限,责任单位\n1,𠮷祥村公开,常态化,子局\n".encode("gb18030"),
        b"\xef\xbb\xbf" + "序号,任务,时限,责任单位\r1,甲,常态化,子局\r,,,\r".encode(),
        '序号,任务,时限,责任单位,,,\n1,"甲\n乙",常态化,"子局\n丑局",,,\n,,,,,,\n'.encode(),
        "序号,工作任务,具体要求,责任单位,时限要求\n1,甲,乙,子局,年底前\n".encode(),
        "序号,任务,时限,责任单位,备注\n1,甲,常态化,子局,重点\n".encode(),
    ],
    ids=["gb18030", "cr", "quoted", "requirement", "remarks"],
)
async def test_what_office_software_writes_is_taken(kept, content):
    told, rows = await kept(content)
    assert told["created"] == len(rows) == 1
    assert rows[0]["units"][0]["kind"] == "organ"
