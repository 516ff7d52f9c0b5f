"""Table 三 counted from real cases, across the turn of a year and asked again later."""

from datetime import date

import pytest

from gongkai.auth.principal import Role
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from tests.feed_events import organ_event
from tests.integration.requests_api.office_desk import REPLY
from tests.samples import organisation, person

NOT_FOUND = {
    **REPLY,
    "decision": "not_found",
    "evidence": [{"kind": "search_record", "note": "已检索档案室与业务系统"}],
}


@pytest.fixture(scope="module")
async def town(app):
    """A government of its own with two offices."""
    top, one, two = new_id(), new_id(), new_id()
    async with app.state.database.unit_of_work() as session:
        for organ, parent, name, path in (
            (top, None, "己县", [top]),
            (one, top, "庚局", [top, one]),
            (two, top, "辛局", [top, two]),
        ):
            await apply_organ(session, organ_event(organ, parent, name, path))
    return top, one, two


class Book:
    """Keys in whole cases of one organ with their dates."""

    def __init__(self, desk, organ):
        self.desk, self.organ = desk, organ

    async def case(self, received, applicant=None, **more):
        own = {"organ_id": str(self.organ), "organ": self.organ}
        case = await self.desk.key_in(
            arrived_on=received, applicant=applicant or person(), **own, **more
        )
        return case["id"]

    async def replied(self, received, issued, reply=REPLY, applicant=None):
        case_id = await self.case(received, applicant)
        await self.step(case_id, "registration")
        await self.step(case_id, "reply", reply)
        await self.step(case_id, "reply/submission")
        paper = {"approved_on": issued, "paper": "测试柜"}
        await self.step(case_id, "reply/approval", paper, role=Role.HEAD)
        await self.step(case_id, "reply/issuance", {"issued_on": issued})
        await self.desk.confirmed(case_id, organ=self.organ)
        return case_id

    async def step(self, case_id, path, body=None, role=Role.CLERK):
        await self.desk.done(f"/cases/{case_id}/{path}", body, role=role, organ=self.organ)


async def table(desk, organ, year, *, caller=None, role=Role.SUPERVISOR, **more):
    answer = await desk.get(
        f"/annual-reports/{year}/table-three",
        role=role,
        organ=caller or organ,
        organ_id=str(organ),
        **more,
    )
    assert answer.status_code == 200, answer.text
    cells = {row["key"]: row["cells"] for row in answer.json()["rows"]}
    return cells, answer.json()


def counted(cells):
    """The rows that are not zero, natural persons and all."""
    return {
        key: (numbers["natural"], numbers["total"])
        for key, numbers in cells.items()
        if numbers["total"]
    }


def assert_sums(cells):
    for column in cells["new"]:
        up = cells["new"][column] + cells["carried_in"][column]
        assert up == cells["total"][column] + cells["carried_out"][column]
    for numbers in cells.values():
        parts = sum(number for key, number in numbers.items() if key != "total")
        assert parts == numbers["total"]


@pytest.fixture(scope="module")
async def filled(desk, town):
    """Cases of two offices over the years 2023 to 2025, keyed in today."""
    _top, one, two = town
    book, other = Book(desk, one), Book(desk, two)
    await book.replied("2023-11-01", "2023-11-20")
    await book.replied("2023-12-11", "2024-01-08", NOT_FOUND)
    await book.replied("2023-12-29", "2025-01-06", applicant=organisation(1))
    await book.replied("2024-05-06", "2024-05-20", applicant=organisation(2, "research"))
    withdrawn = await book.case("2024-12-02")
    await book.step(withdrawn, "withdrawal", {"withdrawn_on": "2025-01-02"})
    posted = await book.case("2024-12-30", channel="ordinary_post")
    await book.step(posted, "confirmation", {"confirmed_on": "2025-01-02", "means": "phone"})
    await book.case("2024-12-31", channel="fax")
    await book.case("2024-12-31")
    await other.replied("2024-03-04", "2024-03-20")


async def test_cases_are_new_by_receipt_finished_by_issue_and_carried_between(desk, town, filled):
    _, one, _ = town
    cells, _ = await table(desk, one, 2023, role=Role.CLERK)
    assert counted(cells) == {
        "new": (2, 3),
        "granted": (1, 1),
        "total": (1, 1),
        "carried_out": (1, 2),
    }
    cells, answer = await table(desk, one, 2024, role=Role.CLERK)
    assert counted(cells) == {
        "new": (2, 3),
        "carried_in": (1, 2),
        "granted": (0, 1),
        "u1": (1, 1),
        "total": (1, 2),
        "carried_out": (2, 3),
    }
    assert answer["checks_passed"] > 0
    cells, _ = await table(desk, one, 2025, role=Role.CLERK)
    assert cells["new"]["total"] == 1
    assert cells["carried_in"]["total"] == 3
    assert cells["granted"]["total"] == 1
    assert cells["total"]["total"] == 2


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025, 2026])
@pytest.mark.parametrize("format_version", ["2021", "2021-oldrow", "2019"])
async def test_sums_hold_and_what_is_carried_in_was_carried_out(
    desk, town, filled, year, format_version
):
    _, one, _ = town
    cells, _ = await table(desk, one, year, format_version=format_version)
    assert_sums(cells)
    before, _ = await table(desk, one, year - 1, format_version=format_version)
    assert cells["carried_in"] == before["carried_out"]


async def test_a_roll_up_is_the_sum_over_the_subtree(desk, town, filled):
    top, one, two = town
    whole, _ = await table(desk, top, 2024)
    parts = [(await table(desk, organ, 2024))[0] for organ in (one, two)]
    for row, numbers in whole.items():
        for column, number in numbers.items():
            assert number == sum(part[row][column] for part in parts)
    assert whole["granted"]["total"] == 2


async def test_a_foreign_office_has_no_table_to_show(desk, town, filled, organs):
    _, one, two = town
    for caller in (organs.other, two):
        missing = await desk.get(
            "/annual-reports/2024/table-three",
            role=Role.SUPERVISOR,
            organ=caller,
            organ_id=str(one),
        )
        assert (missing.status_code, missing.json()["code"]) == (422, "organ_unknown")
        assert missing.json()["errors"][0]["pointer"] == "/query/organ_id"


async def test_a_past_year_stays_the_same_when_asked_later(desk, desk_in, town, filled):
    _, one, _ = town
    book = Book(desk, one)
    year = desk.clock.today().year
    open_case = await book.case(str(desk.ago(1)))
    await book.step(open_case, "registration")
    before, _ = await table(desk, one, year)
    async with desk_in((date(year + 1, 1, 20) - desk.clock.today()).days) as later:
        asked_again, _ = await table(later, one, year)
        assert asked_again == before
        late = Book(later, one)
        later.etags[open_case] = desk.etags[open_case]
        await late.step(open_case, "reply", REPLY)
        await late.step(open_case, "reply/submission")
        await late.step(open_case, "reply/approval", role=Role.HEAD)
        await late.step(open_case, "reply/issuance", {"issued_on": later.today()})
        assert (await table(later, one, year))[0] == before
        following, _ = await table(later, one, year + 1)
        assert following["carried_in"] == before["carried_out"]
        assert following["granted"]["natural"] == 1
        assert_sums(following)
