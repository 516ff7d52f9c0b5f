"""What happened to a case, in words, from its record alone."""

import re

from gongkai.auth.principal import Role
from tests.integration.requests_api.fee_desk import fee_notice
from tests.integration.requests_api.office_desk import SECRETS

CHINESE = re.compile("[\u4e00-\u9fff]")


async def timeline(desk, case_id, *, english=False, role=Role.CLERK, organ=None, **params):
    answer = await desk.client.get(
        f"/requests/v1/cases/{case_id}/timeline",
        params=params,
        headers={
            **desk.headers(role, organ),
            **({"Accept-Language": "en"} if english else {}),
        },
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["vary"] == "Accept-Language"
    return answer.json()


async def test_a_case_tells_what_happened_in_both_languages(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    number = (await desk.read(case_id))["number"]
    _, letter = await desk.consult(case_id, desk.ago(1))
    await desk.answer(case_id, letter, desk.today(), "objects")
    await desk.done(f"/cases/{case_id}/assignment", {"assignee": "clerk-2"})
    told = [item["text"] for item in (await timeline(desk, case_id))["items"]]
    assert told[:2] == ["收到申请（挂号信）", f"登记，编号{number}"] or told[1].startswith("登记")
    assert "向第三方发出征求意见函" in told
    assert "第三方答复意见：不同意公开" in told
    assert told[-1].startswith("指定")
    english = (await timeline(desk, case_id, english=True))["items"]
    assert len(english) == len(told)
    sentences = [item["text"].replace(number, "") for item in english if item["type"] != "assigned"]
    assert not any(CHINESE.search(sentence) for sentence in sentences), sentences


async def test_a_day_that_was_put_right_is_told_as_it_holds_now(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    body = {"on": str(desk.ago(4)), "reason": "录入时写错"}
    await desk.done(f"/cases/{case_id}/events/1/correction", body, role=Role.HEAD)
    items = (await timeline(desk, case_id))["items"]
    assert (items[0]["on"], items[0]["put_right_by"]) == (str(desk.ago(4)), items[-1]["seq"])
    assert items[-1]["text"] == f"更正第1条的日期为{desk.ago(4)}"
    assert "录入时写错" not in str(items), "reasons stand beside the record"


async def test_it_is_read_by_pages_in_the_order_of_the_record(desk):
    case_id = await desk.registered()
    for _ in range(3):
        await desk.done(f"/cases/{case_id}/notes", {"text": "备注"})
    whole = (await timeline(desk, case_id))["items"]
    found, cursor = [], None
    while True:
        page = await timeline(desk, case_id, limit=2, **({"cursor": cursor} if cursor else {}))
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == whole
    assert [item["seq"] for item in whole] == list(range(1, len(whole) + 1))


async def test_the_outer_view_is_what_the_applicant_is_told(desk, client):
    case_id, receipt = await desk.filed()
    await desk.done(
        f"/cases/{case_id}/confirmation", {"confirmed_on": desk.today(), "means": "phone"}
    )
    await desk.done(f"/cases/{case_id}/registration")
    await desk.done(f"/cases/{case_id}/assignment", {"assignee": "clerk-2"})
    await desk.done(f"/cases/{case_id}/notes", {"text": "不外传"})
    await desk.replied(case_id)
    outer = (await timeline(desk, case_id, view="outer"))["items"]
    path = f"/requests/v1/applications/{receipt['receipt_number']}"
    code = {"Gongkai-Access-Code": receipt["access_code"]}
    shown = (await client.get(path, headers=code)).json()["timeline"]
    assert [item["text"] for item in shown] == [item["text"] for item in outer]
    assert [item["text"].partition("，")[0] for item in shown] == [
        "收到您的申请",
        "与您确认收到申请",
        "申请已登记",
        "答复已发出",
    ]
    assert all(set(item) == {"on", "text"} for item in shown)
    english = await client.get(path, headers={**code, "Accept-Language": "en"})
    assert english.json()["timeline"][0]["text"] == "Your application arrived"
    assert english.headers["vary"] == "Accept-Language"


async def test_nothing_of_the_applicant_stands_in_it_and_a_foreign_organ_reads_none(desk, organs):
    case_id = await desk.registered()
    told = str(await timeline(desk, case_id, role=Role.SUPERVISOR, organ=organs.parent))
    assert not any(secret in told for secret in SECRETS)
    foreign = await desk.get(f"/cases/{case_id}/timeline", organ=organs.other)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "case_not_found")
    bad = await desk.get(f"/cases/{case_id}/timeline", view="both")
    assert bad.status_code == 422


async def test_the_procedure_is_told_and_the_applicant_hears_what_concerns_them(desk, client):
    case_id, receipt = await desk.filed()
    today, path = desk.today(), f"/cases/{case_id}"
    await desk.done(f"{path}/confirmation", {"confirmed_on": today, "means": "phone"})
    await desk.done(f"{path}/registration")
    await desk.done(f"{path}/extension-request", {"working_days": 1, "reason": "样例延期"})
    await desk.done(f"{path}/extension-refusal", {"reason": "样例不准"}, role=Role.HEAD)
    await desk.done(f"{path}/explanation-request", {"requested_on": today})
    await desk.done(f"{path}/explanation", {"received_on": today, "reasons": "样例理由"})
    await desk.done(f"{path}/correction-notice", {"notified_on": today, "items": ["样例补正"]})
    await desk.done(f"{path}/correction", {"received_on": today, "description": "样例描述"})
    await desk.done(f"{path}/fee-notice", fee_notice(today))
    await desk.done(f"{path}/fee-waiver", {"reason": "样例减免", "on": today}, role=Role.HEAD)
    told = [item["text"] for item in (await timeline(desk, case_id))["items"]]
    assert {"请求延长答复期限1个工作日", "不同意延长答复期限", "收到申请人说明的理由"} <= {*told}
    assert "收到补正（工作机构录入），答复期限重新计算" in told
    stands = "，答复期限停止计算，至迟至缴费期满之日"
    assert f"告知收取信息处理费10.00元（按量（页），31）{stands}" in told
    assert "免收信息处理费10.00元，答复期限继续计算（缴费期满后免收的，自期满次日起）" in told
    outer = [item["text"] for item in (await timeline(desk, case_id, view="outer"))["items"]]
    assert outer[3:] == [
        "请您说明申请的理由（条例第35条）",
        "收到您说明的理由",
        "告知您补正申请，答复期限自收到补正之日起计算（条例第30条）",
        "收到您的补正，答复期限重新计算",
        "告知您收取信息处理费10.00元（条例第42条）",
        "信息处理费已免收",
    ]
    code = {"Gongkai-Access-Code": receipt["access_code"]}
    answer = await client.get(
        f"/requests/v1/applications/{receipt['receipt_number']}", headers=code
    )
    assert [item["text"] for item in answer.json()["timeline"]] == outer
    assert "样例延期" not in answer.text
