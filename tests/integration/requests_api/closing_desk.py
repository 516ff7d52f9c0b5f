"""What the tests of closing share: a letter that tells of an end, and a case that was abandoned."""

from gongkai.auth.principal import Role
from tests.integration.requests_api.letter_desk import drawn

NO_CORRECTION = "abandoned_no_correction"
SILENCE = "样例：期满未补正，未说明理由"


async def tell_of_end(desk, case_id, closing):
    """The letter that tells the applicant of an end."""
    variables = {"closing": closing, "reason": "样例：具体情形见卷"}
    return await drawn(desk, case_id, "closing_notice", variables=variables)


def ending(decision, closed_on, **more):
    """The body of a closing with the evidence that its decision demands."""
    kinds = {
        "abandoned_no_correction": ["correction_notice"],
        "abandoned_no_payment": ["fee_notice"],
        "transferred": ["reason", "access_channel"],
        "other_closing": ["reason"],
    }.get(decision, [])
    if decision.startswith("abandoned"):
        more = {"no_good_reason": SILENCE, **more}
    evidence = [{"kind": kind, "note": "样例说明"} for kind in kinds]
    return {"decision": decision, "closed_on": str(closed_on), "evidence": evidence, **more}


async def close(desk, case_id, body, *, role=Role.HEAD, **options):
    return await desk.post(f"/cases/{case_id}/closing", body, role=role, **options)


async def asked(desk, *, notified=10, working_days=5, delivered=True):
    """A case whose applicant was asked for a correction so many working days ago."""
    case_id = await desk.registered(arrived_on=str(desk.ago(notified + 1)))
    day = str(desk.ago(notified))
    notice = {"notified_on": day, "items": ["请写明年份"], "working_days": working_days}
    notice |= {"delivered_on": day} if delivered else {}
    await desk.done(f"/cases/{case_id}/correction-notice", notice)
    await desk.confirmed(case_id)
    return case_id


async def abandoned(desk):
    """A case that was closed as its applicant did not correct it; returns its id."""
    case_id = await asked(desk)
    await tell_of_end(desk, case_id, NO_CORRECTION)
    answer = await close(desk, case_id, ending(NO_CORRECTION, desk.today()))
    assert answer.is_success, answer.text
    return case_id
