"""What goes out with replies: looked through, with a finding, and fetched by its applicant."""

from requests_api.enclosures.screening_service import screen_due
from tests import samples
from tests.integration.security.targets import Target
from tests.unit.gongkai.files import made

OF_TEXT = ("list_text_findings", "resolve_text_finding")
OF_OFFICE = (
    "enclose_attachment",
    "remove_enclosure",
    "list_findings",
    "resolve_finding",
    *OF_TEXT,
)
READERS = ("list_received_enclosures", "read_received_enclosure")
ANSWER = {"resolution": "justified", "reason": "系本机关办公电话"}
_REPLY = {
    "decision": "disclosed",
    "evidence": [{"kind": "supply", "note": "随函提供"}],
    "content": "您申请的信息可以公开。",
}


async def seed_enclosures(target: Target, case_ids: dict, caller: dict) -> tuple[dict, dict]:
    """By operation: the parameters of an enclosure with a finding, and the body that encloses
    another file.
    """
    of, bodies = {}, {"resolve_finding": ANSWER, "resolve_text_finding": ANSWER}
    for name in OF_OFFICE:
        case_id = case_ids[name]
        if name == "enclose_attachment":
            bodies[name] = {"attachment_id": await _attached(target, case_id, caller)}
            of[name] = {"case_id": case_id}
            continue
        if name in OF_TEXT:
            of[name] = await _found_in_text(target, case_id, caller)
            continue
        enclosure = await _enclosed(target, case_id, caller)
        findings = f"/requests/v1/cases/{case_id}/reply/enclosures/{enclosure}/findings"
        (finding,) = (await target.ask("GET", findings, caller))["items"]
        of[name] = {"case_id": case_id, "enclosure_id": enclosure, "finding_id": finding["id"]}
    return of, bodies


async def seed_received(target: Target, receipt: dict, clerk: dict, head: dict) -> str:
    """An enclosure of the issued reply to whoever filed online; its id."""
    case = await _registered(target, receipt, clerk)
    enclosure = await _enclosed(target, case.rpartition("/")[2], clerk)
    findings = f"{case}/reply/enclosures/{enclosure}/findings"
    (finding,) = (await target.ask("GET", findings, clerk))["items"]
    await target.ask("POST", f"{findings}/{finding['id']}", clerk, ANSWER)
    await _replied(target, case, clerk, head)
    return enclosure


async def seed_answered(target: Target, receipt: dict, clerk: dict, head: dict) -> str:
    """The answered case of whoever filed online; its id."""
    case = await _registered(target, receipt, clerk)
    await _replied(target, case, clerk, head)
    return case.rpartition("/")[2]


async def _registered(target, receipt, clerk):
    listed = f"/requests/v1/worklist?number={receipt['receipt_number']}"
    case_id = (await target.ask("GET", listed, clerk))["items"][0]["id"]
    case = f"/requests/v1/cases/{case_id}"
    confirmed = {"means": "phone", "confirmed_on": target.today}
    await target.ask("POST", f"{case}/confirmation", clerk, confirmed)
    await target.ask("POST", f"{case}/registration", clerk)
    return case


async def _replied(target, case, clerk, head):
    await target.ask("POST", f"{case}/reply", clerk, _REPLY)
    await target.ask("POST", f"{case}/reply/submission", clerk)
    await target.ask("POST", f"{case}/reply/approval", head)
    await target.ask("POST", f"{case}/reply/issuance", clerk, {"issued_on": target.today})


async def _found_in_text(target, case_id, caller):
    reply = f"/requests/v1/cases/{case_id}/reply"
    telling = {**_REPLY, "content": f"可拨打{samples.phone(8)}查询。"}
    await target.ask("POST", reply, caller, telling)
    (finding,) = (await target.ask("GET", f"{reply}/findings", caller))["items"]
    return {"case_id": case_id, "finding_id": finding["id"]}


async def _enclosed(target, case_id, caller):
    body = {"attachment_id": await _attached(target, case_id, caller)}
    path = f"/requests/v1/cases/{case_id}/reply/enclosures"
    enclosure = (await target.ask("POST", path, caller, body))["id"]
    await screen_due(target.app.state.office, target.app.state.files)
    return enclosure


async def _attached(target, case_id, caller):
    content, raw = made.TEXT + f"电话{samples.phone(8)}".encode(), {"Content-Type": "text/plain"}
    path = f"/requests/v1/cases/{case_id}/attachments?filename=sample.txt"
    return (await target.ask("POST", path, caller, content, **raw))["id"]
