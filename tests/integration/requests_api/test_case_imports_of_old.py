"""What an earlier register lacks, and what is a slip of the pen in it."""

import pytest

from gongkai.auth.principal import Role
from tests.case_tables import as_csv, closed, row
from tests.integration.requests_api.test_case_imports import by_number, faults, imported, taken

__all__ = ["imported", "taken"]
LACKING = {"document_type": None, "document_number": None, "phone": None}


def numbered(year, *serials, **cells):
    return [
        closed(
            f"测依申〔{year}〕{n}号", arrived_on=f"{year}-03-03", ended_on=f"{year}-03-20", **cells
        )
        for n in serials
    ]


def top(answer):
    return [(each["year"], each["last_serial"]) for each in answer["numbers"]]


@pytest.mark.parametrize("trial", ["true", "false"])
async def test_a_number_far_beyond_the_others_is_refused_with_what_follows_it(taken, trial):
    year = 2009 if trial == "true" else 2010
    rows = numbered(year, 1, 2, 4, 1240, 1241)
    answer = await taken(as_csv(*rows), dry_run=trial)
    assert faults(answer) == [(n, "number", "number_implausible") for n in (5, 6)]
    assert answer["created"] == 3
    assert top(answer) == [(year, 4)]


async def test_what_is_confirmed_is_taken(taken):
    rows = numbered(2011, 1, 2, 1240)
    answer = await taken(as_csv(*rows), confirm_numbers="true")
    assert (answer["refused"], answer["created"], top(answer)) == ([], 3, [(2011, 1240)])


async def test_a_short_table_may_lack_fifty_numbers_and_a_long_one_as_many_as_it_has(taken):
    answer = await taken(as_csv(*numbered(2012, 51)), dry_run="true")
    assert answer["refused"] == []
    answer = await taken(as_csv(*numbered(2012, 52)), dry_run="true")
    assert faults(answer) == [(2, "number", "number_implausible")]
    rows = numbered(2012, *range(1, 61), 121, 183)
    answer = await taken(as_csv(*rows), dry_run="true")
    assert answer["refused"] == []
    answer = await taken(as_csv(*numbered(2012, *range(1, 61), 122)), dry_run="true")
    assert faults(answer) == [(62, "number", "number_implausible")]


async def test_what_the_register_has_counts_too(taken):
    await taken(as_csv(*numbered(2013, *range(1, 60), 120)), confirm_numbers="true")
    answer = await taken(as_csv(*numbered(2013, 100)), dry_run="true")
    assert answer["refused"] == []


async def test_an_ended_case_needs_neither_document_nor_phone(taken, desk):
    first, second = numbered(2014, 1, 2, **LACKING)
    answer = await taken(as_csv(first, second))
    assert (answer["created"], answer["refused"]) == (2, [])
    case = await by_number(desk, "测依申〔2014〕1号")
    shown = case["applicant"]
    assert (shown["document_type"], shown["document_number"], shown["phone"]) == (
        "unknown",
        "不详",
        "不详",
    )
    similar = (await desk.get(f"/cases/{case['id']}/suggestions")).json()
    assert similar["duplicates"] == []  # of one name, and nobody says that it is one person
    found = await desk.client.post(
        "/requests/v1/worklist:search",
        json={"document_number": "不详"},
        headers=desk.headers(Role.CLERK),
    )
    assert found.status_code in {200, 422}
    assert found.json().get("items", []) == []


async def test_a_document_without_its_number_is_unknown_too(taken, desk):
    rows = numbered(2015, 1, document_number=None)
    answer = await taken(as_csv(*rows))
    assert (answer["created"], answer["refused"]) == (1, [])
    case = await by_number(desk, "测依申〔2015〕1号")
    assert case["applicant"]["document_type"] == "unknown"
    assert case["applicant"]["phone"] != "不详"


async def test_an_open_case_needs_both(taken, desk):
    arrived = str(desk.ago(5))
    lacking = row("测依申〔2016〕1号", arrived_on=arrived, state="办理中", **LACKING)
    stated = {"document_type": "不详", "document_number": "不详", "phone": "不详"}
    answer = await taken(as_csv(lacking, {**lacking, "number": "测依申〔2016〕2号", **stated}))
    assert answer["created"] == 0
    assert {(n, code) for n, _, code in faults(answer)} == {
        (2, "missing"),
        (3, "applicant_unknown"),
    }


async def test_nobody_files_with_an_unknown_document(desk):
    applicant = {
        "kind": "natural",
        "name": "测试甲",
        "document": {"type": "unknown", "number": "不详"},
        "phone": "13800000001",
    }
    refused = await desk.file(applicant=applicant)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/body/applicant/document"
