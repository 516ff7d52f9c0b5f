"""What the tests of corrections share: the notice, and the applicant who is asked online."""

ITEM = "请写明所需施工许可的道路名称"
NOTICE = {"items": [ITEM]}


def notice(on, **more):
    return {"notified_on": str(on), **NOTICE, **more}


async def noticed(desk, case_id, on, **more):
    """Tell the applicant; what was entered after the term is confirmed."""
    await desk.done(f"/cases/{case_id}/correction-notice", notice(on, **more))
    return await desk.confirmed(case_id)


def open_deadlines(case):
    return {d["rule"]: d["due_on"] for d in case["deadlines"] if d["state"] == "open"}


def codes(case):
    return {warning["code"] for warning in case["warnings"]}


async def asked_online(desk, **more):
    """An application filed online that the applicant is asked to correct: case, receipt."""
    case_id, receipt = await desk.filed()
    confirmed = {"confirmed_on": desk.today(), "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    await desk.done(f"/cases/{case_id}/registration")
    await noticed(desk, case_id, desk.today(), **more)
    return case_id, receipt


async def correct(client, receipt, body, *, code=None, **headers):
    return await client.post(
        f"/requests/v1/applications/{receipt['receipt_number']}/correction",
        json=body,
        headers={"Gongkai-Access-Code": code or receipt["access_code"], **headers},
    )


async def look(client, receipt):
    shown = await client.get(
        f"/requests/v1/applications/{receipt['receipt_number']}",
        headers={"Gongkai-Access-Code": receipt["access_code"]},
    )
    return shown.json()
