"""The backlog of an organ: rows of an earlier register become cases, each judged by itself."""

import uuid

import pytest

from gongkai.auth.principal import Permission, Role
from tests.case_tables import as_csv, as_xlsx, closed, row
from tests.samples import person

PATH = "/requests/v1/cases:import"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def imported(client, headers):
    """Import a file; the answer."""

    async def bring(content, *, caller=None, name=None, key=None, **params):
        is_xlsx = content[:2] == b"PK"
        return await client.post(
            PATH,
            params={"filename": name or f"案件.{'xlsx' if is_xlsx else 'csv'}", **params},
            content=content,
            headers={
                "Content-Type": XLSX if is_xlsx else "text/csv",
                "Idempotency-Key": key or str(uuid.uuid4()),
                **(caller or headers(Role.HEAD)),
            },
        )

    return bring


@pytest.fixture
def taken(imported):
    """Import a file that must be read; what came of it."""

    async def bring(content, **options):
        answer = await imported(content, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return bring


def faults(answer):
    """Row, column and code of each fault."""
    return [
        (refused["row"], error["column"], error["code"])
        for refused in answer["refused"]
        for error in refused["errors"]
    ]


async def by_number(desk, number, **options):
    found = (await desk.get("/cases", number=number, **options)).json()["items"]
    return await desk.read(found[0]["id"], **options)


@pytest.mark.parametrize("made", [as_csv, as_xlsx], ids=["csv", "xlsx"])
async def test_an_ended_case_keeps_its_number_and_days_and_is_marked(taken, desk, made):
    number = f"测依申〔2019〕{11 if made is as_csv else 12}号"
    rows = closed(number, arrived_on="2019-06-03", ended_on="2019-06-20")
    answer = await taken(made(rows))
    assert (answer["rows"], answer["created"], answer["refused"]) == (1, 1, [])
    case = await by_number(desk, number)
    assert (case["imported"], case["state"], case["number"]) == (True, "replied", number)
    assert (case["received_on"], case["replied_on"]) == ("2019-06-03", "2019-06-20")
    assert (case["decision"], case["due_on"], case["was_due_on"]) == (
        "disclosed",
        None,
        "2019-07-02",
    )
    assert case["applicant"]["name"] == "测**"
    assert case["untold"] == []  # it was told by who answered it then
    entered = {entry["type"] for entry in case["late_entries"]}
    assert entered == {"application_received", "ended_before_import"}
    events = (await desk.get(f"/cases/{case['id']}/events")).json()
    assert [event["type"] for event in events] == [
        "imported",
        "application_received",
        "number_taken_over",
        "ended_before_import",
    ]
    whole = (await desk.get(f"/cases/{case['id']}/events/verification", role=Role.HEAD)).json()
    assert whole["valid"] is True


async def test_a_late_end_is_taken_and_shows_late(taken, desk):
    await taken(as_csv(closed("测依申〔2018〕1号", arrived_on="2019-06-03", ended_on="2019-09-20")))
    case = await by_number(desk, "测依申〔2018〕1号")
    clock = (await desk.get(f"/cases/{case['id']}/clock")).json()
    assert (clock["state"], clock["late_by_working_days"] > 0) == ("ended", True)


async def test_an_open_case_runs_by_its_own_days(taken, desk):
    arrived = desk.ago(5)
    answer = await taken(
        as_csv(
            row("测依申〔2017〕1号", arrived_on=str(arrived), state="办理中", assignee="clerk-2")
        )
    )
    assert answer["created"] == 1, answer
    case = await by_number(desk, "测依申〔2017〕1号")
    assert (case["state"], case["assignee"]) == ("handling", "clerk-2")
    assert case["due_on"] == str(desk.calendar.nth_working_day_after(arrived, 20))
    await desk.done(f"/cases/{case['id']}/notes", {"text": "核对旧卷"})
    replied = await desk.replied(case["id"])
    assert (replied["state"], replied["imported"]) == ("replied", True)


async def test_an_overdue_case_is_taken_and_stands_overdue(taken, desk):
    answer = await taken(as_csv(row("测依申〔2017〕2号", arrived_on=str(desk.ago(30)))))
    assert answer["created"] == 1
    case = await by_number(desk, "测依申〔2017〕2号")
    assert (case["state"], case["light"]) == ("registered", "overdue")


async def test_an_extension_that_would_make_it_timely_again_awaits_a_second_person(taken, desk):
    arrived, told = desk.ago(30), desk.ago(15)
    extended = {
        "extended_by": 20,
        "extension_approved_on": str(told),
        "extension_notified_on": str(told),
    }
    await taken(as_csv(row("测依申〔2017〕3号", arrived_on=str(arrived), **extended)))
    case = await by_number(desk, "测依申〔2017〕3号")
    (waiting,) = [entry for entry in case["late_entries"] if entry["awaits_confirmation"]]
    assert (waiting["type"], case["light"]) == ("extended", "overdue")
    case = await desk.confirmed(case["id"])
    assert case["due_on"] == str(desk.calendar.nth_working_day_after(arrived, 40))


async def test_what_only_came_waits_to_be_registered(taken, desk):
    cells = {"channel": "平常信函", "source": "旧系统", "external_id": "open-1"}
    await taken(as_csv(row(arrived_on=str(desk.ago(2)), **cells)))
    found = await desk.get("/cases", source="旧系统", external_id="open-1")
    (case,) = found.json()["items"]
    case = await desk.read(case["id"])
    assert (case["state"], case["number"]) == ("received", None)
    assert [waiting["code"] for waiting in case["waiting_for"]] == ["confirmation"]


async def test_a_trial_changes_nothing_and_says_the_same(taken, desk):
    content = as_csv(closed("测依申〔2016〕3号"), closed("测依申〔2016〕7号", arrived_on="去年"))
    tried = await taken(content, dry_run="true")
    assert (tried["created"], tried["refused_count"], tried["dry_run"]) == (1, 1, True)
    assert (await desk.get("/cases", number="测依申〔2016〕3号")).json()["items"] == []
    done = await taken(content)
    assert {**done, "dry_run": True} == tried
    assert done["numbers"] == [{"year": 2016, "last_serial": 3, "gaps": [{"first": 1, "last": 2}]}]


async def test_the_same_file_again_doubles_nothing(taken, imported, desk):
    rows = [closed(f"测依申〔2015〕{n}号", source="旧", external_id=f"r{n}") for n in (1, 2)]
    assert (await taken(as_csv(*rows)))["created"] == 2
    again = await taken(as_xlsx(*rows))
    assert (again["created"], again["unchanged"], again["updated"]) == (0, 2, 0)
    changed = await taken(as_csv(rows[0], {**rows[1], "title": "另一个名称"}))
    assert (changed["unchanged"], faults(changed)) == (1, [(3, "external_id", "external_id_taken")])
    key = str(uuid.uuid4())
    first = await imported(as_csv(*rows), key=key)
    second = await imported(as_csv(*rows), key=key)
    assert (second.headers["idempotent-replayed"], second.json()) == ("true", first.json())
    other = await imported(as_csv(*rows), key=key, dry_run="true")
    assert other.json()["code"] == "idempotency_key_reused"


async def test_each_broken_row_is_refused_by_itself_with_its_columns(taken):
    number = iter(range(1, 30))

    def next_number():
        return f"测依申〔2014〕{next(number)}号"

    answer = await taken(
        as_csv(
            closed(next_number()),
            closed(next_number(), channel="邮寄"),
            closed(next_number(), decision="不予公开"),
            closed(next_number(), document_number="110101190001010015"),
            closed(next_number(), ended_on="2025-02-01"),
            closed(next_number(), ended_on=None),
            closed(next_number(), state="办理中"),
            row(next_number(), state="已拟稿"),
            row(),
            closed(next_number(), channel="传真"),
            closed(next_number(), arrived_on="2099-01-01", ended_on="2099-01-02"),
            closed("测依申〔2014〕1号"),
            closed("测依申〔2199〕1号"),
            closed(next_number(), phone="12", applicant_kind=None),
            closed(next_number(), source="旧系统"),
            row(next_number(), assignee="nobody"),
        )
    )
    assert faults(answer) == [
        (3, "channel", "enum"),
        (4, "decision", "enum"),
        (5, "document_number", "identity_document_invalid"),
        (6, "ended_on", "date_out_of_order"),
        (7, "ended_on", "decision_and_day"),
        (8, "state", "state_differs"),
        (9, "state", "state_not_importable"),
        (10, "number", "identity_missing"),
        (11, "confirmed_on", "receipt_unconfirmed"),
        (12, "arrived_on", "date_in_future"),
        (12, "ended_on", "date_in_future"),
        (13, "number", "duplicate_in_file"),
        (14, "number", "year_in_future"),
        (15, "applicant_kind", "missing"),
        (15, "phone", "phone_format"),
        (16, "external_id", "source_and_external_id"),
        (17, "assignee", "unknown_assignee"),
    ]
    assert (answer["created"], answer["refused_count"]) == (1, 15)
    told = answer["refused"][0]["errors"][0]
    assert "挂号" in told["message"]
    assert told["column_label"] == "收到渠道"
    assert "110101" not in str(answer)


async def test_numbers_go_on_behind_the_highest_and_later_tables_bring_lower_ones(
    taken, desk, headers, organs
):
    year = desk.clock.today().year
    other = {"caller": headers(Role.HEAD, organs.other)}

    def number(n):
        return f"乙依申〔{year}〕{n}号"

    day = str(desk.clock.today())
    same_day = {"arrived_on": day, "ended_on": day}
    first = await taken(as_csv(*(closed(number(n), **same_day) for n in (3, 5))), **other)
    assert first["numbers"] == [
        {
            "year": year,
            "last_serial": 5,
            "gaps": [{"first": 1, "last": 2}, {"first": 4, "last": 4}],
        }
    ]
    case = await desk.key_in(organ_id=str(organs.other), organ=organs.other)
    case = await desk.done(f"/cases/{case['id']}/registration", organ=organs.other)
    assert case["number"].endswith(f"〔{year}〕6号")
    second = await taken(as_csv(*(closed(number(n), **same_day) for n in (4, 6, 9))), **other)
    assert second["created"] == 1
    assert faults(second) == [
        (3, "number", "number_taken"),
        (4, "number", "number_beyond_register"),
    ]
    assert second["numbers"][0]["last_serial"] == 6


async def test_only_the_organs_head_administrator_or_integrator_imports(imported, headers, organs):
    content = as_csv(closed("测依申〔2013〕1号"))
    refused = {
        "clerk": headers(Role.CLERK),
        "leader": headers(Role.LEADER),
        "supervisor": headers(Role.SUPERVISOR, organs.parent),
        "machine": headers.machine(organs.own, Permission.CASES_WRITE),
    }
    for who, caller in refused.items():
        assert (await imported(content, caller=caller)).status_code == 403, who
    foreign = await imported(content, caller=headers(Role.HEAD, organs.other), organ_id=organs.own)
    assert (foreign.status_code, foreign.json()["code"]) == (403, "organ_foreign")
    above = await imported(content, caller=headers(Role.HEAD, organs.parent), organ_id=organs.own)
    assert above.json()["code"] == "organ_foreign"
    unknown = await imported(content, organ_id=uuid.uuid4())
    assert (unknown.status_code, unknown.json()["code"]) == (422, "organ_unknown")
    machine = headers.machine(organs.parent, Permission.BACKLOG_IMPORT)
    assert (await imported(content, caller=machine, organ_id=organs.own)).json()["created"] == 1
    assert (await imported(content, caller=headers(Role.ADMIN))).json()["unchanged"] == 1


async def test_what_was_imported_serves_duplicates_and_the_annual_report(taken, desk, organs):
    title = "关于样例街道排水改造的批复"
    before = await _table_three(desk, organs, 2020)
    ended = {"arrived_on": "2020-03-02", "ended_on": "2020-03-12"}
    carried = {"arrived_on": "2020-12-28", "ended_on": "2021-01-11"}
    await taken(
        as_csv(
            closed("测依申〔2020〕1号", title=title, of=7, **ended),
            closed("测依申〔2020〕2号", of=7, decision="申请人撤回申请", **carried),
        )
    )
    after = await _table_three(desk, organs, 2020)
    grown = {key: after[key] - before[key] for key in after}
    assert {key: number for key, number in grown.items() if number} == {
        "new": 2,
        "granted": 1,
        "total": 1,
        "carried_out": 1,
    }
    assert (await _table_three(desk, organs, 2021))["carried_in"] == 1
    assert (await by_number(desk, "测依申〔2020〕2号"))["state"] == "withdrawn"
    earlier = await by_number(desk, "测依申〔2020〕1号")
    again = await desk.key_in(title=title, applicant=person(7))
    found = (await desk.get(f"/cases/{again['id']}/suggestions")).json()
    assert earlier["id"] in {item["case_id"] for item in found["duplicates"]}


async def _table_three(desk, organs, year):
    path = f"/annual-reports/{year}/table-three"
    answer = await desk.get(path, role=Role.HEAD, organ_id=str(organs.own))
    assert answer.status_code == 200, answer.text
    return {row["key"]: row["cells"]["total"] for row in answer.json()["rows"]}


async def test_the_steps_of_an_ended_case_fit_what_is_here(taken, desk):
    await taken(
        as_csv(
            closed("测依申〔2012〕1号"),
            closed("测依申〔2012〕2号", decision="逾期不补正，不再处理"),
        )
    )
    replied = await by_number(desk, "测依申〔2012〕1号")
    served = await desk.post(
        f"/cases/{replied['id']}/reply/delivery",
        {"delivered_on": desk.today(), "service": "post"},
    )
    assert (served.status_code, served.json()["why"]) == (409, "reply_elsewhere")
    abandoned = await by_number(desk, "测依申〔2012〕2号")
    assert (abandoned["state"], abandoned["closing"]) == ("closed", None)
    body = {"reason": "有正当理由", "on": desk.today()}
    reopened = await desk.done(f"/cases/{abandoned['id']}/reopening", body, role=Role.HEAD)
    assert (reopened["state"], reopened["decision"]) == ("handling", None)


async def test_a_wrong_day_is_put_right_on_record(taken, desk):
    await taken(as_csv(closed("测依申〔2011〕1号")))
    case = await by_number(desk, "测依申〔2011〕1号")
    body = {"on": "2025-03-21", "reason": "旧卷日期抄错"}
    await desk.done(f"/cases/{case['id']}/events/4/correction", body, role=Role.HEAD)
    case = await desk.confirmed(case["id"])
    assert case["replied_on"] == "2025-03-21"


async def test_hidden_sheets_merged_headings_formulas_and_long_numbers_are_said(taken, imported):
    def change(book, sheet):
        book.create_sheet("旧数据").sheet_state = "hidden"
        sheet["H3"] = "=1+1"
        sheet.cell(4, 7).value = 110101190001010014

    rows = [closed(f"测依申〔2010〕{n}号") for n in (1, 2, 3)]
    answer = await taken(as_xlsx(*rows, change=change))
    assert [warning["code"] for warning in answer["warnings"]] == ["hidden_sheet"]
    assert answer["created"] == 1
    assert [code for _, _, code in faults(answer)] == ["formula", "number_imprecise"]

    merged = await imported(as_xlsx(*rows, change=lambda _, s: s.merge_cells("B1:C1")))
    assert (merged.status_code, merged.json()["code"]) == (422, "case_file_rejected")
    assert {error["code"] for error in merged.json()["errors"]} == {
        "heading_merged_cell",
        "heading_missing",
    }


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"%PDF-1.7\n%%EOF\n", "a.pdf", "case_file_not_a_table"),
        ("甲,乙\n1,2\n".encode(), "a.csv", "case_file_rejected"),
        (b"PK\x03\x04broken", "a.xlsx", "file_unsafe"),
        (as_csv(closed("1")).decode()[:20].encode(), "a.csv", "case_file_rejected"),
        (as_csv(*[closed("1")]) + b",\n" * 20_001, "a.csv", "case_file_too_large"),
    ],
    ids=["pdf", "other", "damaged", "cut", "long"],
)
async def test_what_is_no_table_of_cases_is_refused_whole(client, headers, content, name, code):
    answer = await client.post(
        PATH,
        params={"filename": name},
        content=content,
        headers={
            "Content-Type": "application/octet-stream",
            "Idempotency-Key": str(uuid.uuid4()),
            **headers(Role.HEAD),
        },
    )
    assert answer.json()["code"] == code, answer.text


async def test_a_persons_number_in_a_title_is_masked_and_kept_in_the_description(taken, desk):
    title = "联系 13800000001 的批复"
    await taken(as_csv(closed("测依申〔2009〕1号", title=title)))
    case = await by_number(desk, "测依申〔2009〕1号")
    assert "13800000001" not in case["title"]
