"""docs/access.md says who may take which step on whose case; here every cell of it is tried."""

import re
from pathlib import Path

import pytest
import pytest_asyncio

from gongkai.auth.principal import MACHINE, ROLE_PERMISSIONS, Role
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from requests_api.features import KINDS
from requests_api.links.steps import LINK_CASE
from requests_api.matters.kinds import MatterKind
from tests.feed_events import organ_event
from tests.integration.requests_api.test_every_step_in_every_state import body_of

PAGE = (Path(__file__).parents[3] / "docs/access.md").read_text("utf-8")
PLACES = ("own", "below", "above", "another")
STEPS = {step.code: step for step in KINDS[MatterKind.APPLICATION].steps.steps}
REACHED = {201, 409, 412, 422}
"""What adds to a file names no version: it is done, or fails for what it adds."""
NO_SUCH_PART = {"consultation_not_found", "handling_unit_not_found"}
_ROW = re.compile(r"^\| `(\w+)` \|(.*)\|$", re.MULTILINE)


def table():
    """Who may take each step, by whose the case is, as the page says it."""
    section = PAGE.partition("## Steps of requests-api: application")[2].partition("\n## ")[0]
    said = {}
    for code, cells in _ROW.findall(section):
        _, *places = cells.split("|")
        said[code] = {
            place: set(re.findall(r"`([^`]+)`", cell))
            for place, cell in zip(PLACES, places, strict=False)
        }
    return said


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def cases(desk, organs, office):
    """A case of the caller's organ, of one below, of one above, and of another."""
    lower = new_id()
    async with office.database.unit_of_work() as session:
        path = [organs.parent, organs.own, lower]
        await apply_organ(session, organ_event(lower, organs.own, "甲局下属中心", path))
    whose = {"own": organs.own, "below": lower, "above": organs.parent, "another": organs.other}
    return {
        place: (await desk.key_in(organ_id=str(organ), organ=organ))["id"]
        for place, organ in whose.items()
    }


@pytest.fixture
def callers(desk, headers, organs):
    """One of each role of the own organ, and a machine with each scope that a step demands."""
    roles = {role.value: desk.headers(role) for role in Role if role is not Role.INTEGRATOR}
    scopes = {step.permission for step in STEPS.values()}
    machines = {f"{MACHINE}{scope}": headers.machine(organs.own, scope) for scope in scopes}
    return roles | machines


async def attempt(desk, step, case_id, caller):
    """Take a step on whatever part; who may not is refused before anything of it is looked at."""
    part = {"consultation_id": case_id, "objection_id": case_id, "seq": 1, "entry": 1}
    part["unit_id"] = part["letter_id"] = case_id
    path = f"/requests/v1/cases/{case_id}/{step.path.format(**part)}"
    body = body_of(step.code, desk.today())
    return await desk.client.post(
        path,
        json=body if step.code != LINK_CASE.code else {**body, "case_id": str(new_id())},
        headers={**caller, "If-Match": '"v0"', "Idempotency-Key": str(new_id())},
    )


def test_the_table_has_a_row_for_every_step():
    assert table().keys() == STEPS.keys()


@pytest.mark.parametrize("code", sorted(STEPS))
async def test_every_cell_of_the_table_is_what_the_server_does(desk, cases, callers, code):
    step, said = STEPS[code], table()[code]
    for place, case_id in cases.items():
        for name, caller in callers.items():
            if name.startswith(MACHINE) and name != f"{MACHINE}{step.permission}":
                continue
            answer = await attempt(desk, step, case_id, caller)
            # Whoever may take it gets as far as the version, which is wrong, or as the part.
            reached = answer.status_code in REACHED or answer.json()["code"] in NO_SUCH_PART
            assert reached or answer.status_code in {403, 404}, answer.text
            assert reached is (name in said[place]), (place, name, answer.text)
            if place in {"above", "another"}:
                assert answer.status_code in {403, 404}


async def test_cases_above_and_elsewhere_do_not_exist_and_those_below_only_for_oversight(
    desk, cases, callers
):
    for place, case_id in cases.items():
        for name, caller in callers.items():
            if name.startswith(MACHINE):
                continue
            answer = await desk.client.get(f"/requests/v1/cases/{case_id}", headers=caller)
            may = "cases:read" in ROLE_PERMISSIONS[Role(name)]
            sees = place == "own" or (place == "below" and name in {"supervisor", "auditor"})
            expected = 200 if may and sees else 404 if may else 403
            assert answer.status_code == expected, (place, name)
