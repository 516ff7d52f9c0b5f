"""What the tests of fees share: an applicant's month of cases, and a notice."""

from gongkai.auth.principal import Role
from tests.samples import person

GROUNDS = "样例：当月申请数量明显超过合理范围"
PAGES_31 = {"basis": "pages", "quantity": 31}


def fee_notice(notified_on, **more):
    """The body of a notice for 31 pages, which cost ten yuan."""
    return {"notified_on": str(notified_on), "grounds": GROUNDS, **PAGES_31, **more}


def by_items(notified_on, quantity=1, **more):
    return fee_notice(notified_on, **{"basis": "items", "quantity": quantity, **more})


async def cases_of(desk, n, count, arrived_on, **more):
    """So many registered cases of the nth sample person, in order of number; their ids."""
    more = {"applicant": person(n), "arrived_on": str(arrived_on), **more}
    return [await desk.registered(**more) for _ in range(count)]


async def notified(desk, case_id, body):
    """A case whose fee was noticed; what was entered after its term is confirmed."""
    await desk.done(f"/cases/{case_id}/fee-notice", body)
    return await desk.confirmed(case_id)


async def refused(desk, case_id, body, path="fee-notice", **options):
    """Status and code of a step that is refused, with the whole problem."""
    answer = await desk.post(f"/cases/{case_id}/{path}", body, **options)
    assert not answer.is_success, answer.text
    return answer.status_code, answer.json()["code"], answer.json()


def deadline(case, rule):
    """The deadline of that rule: state and last day."""
    return next((d["state"], d["due_on"]) for d in case["deadlines"] if d["rule"] == rule)


async def why_not(desk, case_id, step, role=Role.HEAD):
    """The code of what stands against a step, by `/actions`; None where nothing does."""
    items = (await desk.get(f"/cases/{case_id}/actions", role=role)).json()["items"]
    (action,) = [item for item in items if item["code"] == step]
    return action["why_not"] and action["why_not"]["code"]
