"""The sample cases of `make run`: one in every state that a step leads to, overdue ones too."""

import subprocess
from itertools import chain

import httpx
import pytest

from deploy.local.guided import SANDBOX
from deploy.local.parts import ROOT
from deploy.local.sandbox import SITUATIONS
from requests_api.cases.states import CaseState
from requests_api.features import KINDS
from requests_api.matters.kinds import MatterKind
from tests.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


SAMPLE = "示例："


@pytest.fixture(scope="session")
def made(started):
    """They are made once, as they are at the first start."""
    until(started.is_ready, "every service is ready")
    made = subprocess.run(
        [*SANDBOX, str(started.run_file)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr


@pytest.fixture
def samples(running, made):
    """The sample cases as the worklist shows them, by title."""
    items = running.pages("/requests/v1/worklist", role="clerk")
    titles = [(item["title"], item) for item in items]
    return {title.removeprefix(SAMPLE): item for title, item in titles if title.startswith(SAMPLE)}


def test_there_is_one_in_every_state_that_a_step_leads_to(samples):
    steps = KINDS[MatterKind.APPLICATION].steps.steps
    moves = chain(*(step.moves.items() for step in steps))
    reached = {CaseState.RECEIVED, *(after for before, after in moves if before != after)}
    assert {item["state"] for item in samples.values()} == reached
    assert len(samples) == len(SITUATIONS) + 2 >= 12


def test_every_light_is_lit_and_what_a_title_says_is_so(samples):
    lights = {item["light"] for item in samples.values()}
    assert {"none", "green", "red", "overdue"} <= lights
    for title, item in samples.items():
        if title.startswith("已逾期"):
            assert item["light"] == "overdue", title
    paused = samples["已登记，第三方意见征求中，期限暂停"]
    assert [waits["code"] for waits in paused["waiting_for"]] == ["consultation"]


def test_a_late_entry_waits_for_its_second_person(running, samples):
    case = samples["逾期后补录的答复，待第二人确认"]["id"]
    entries = running.get(f"/requests/v1/cases/{case}/late-entries", role="leader")
    assert {"reply_approved", "replied"} == {
        entry["type"] for entry in entries if entry["awaits_confirmation"]
    }
    head = running.get(f"/requests/v1/cases/{case}/actions", role="leader")["items"]
    assert next(item for item in head if item["code"] == "confirm_entry")["allowed"]


def test_an_objection_waits_for_the_head(running, samples):
    case = samples["第三方不同意公开，须由负责人决定是否不予采纳"]["id"]
    steps = running.get(f"/requests/v1/cases/{case}/actions", role="head")["items"]
    assert next(item for item in steps if item["code"] == "override_objection")["allowed"]


def test_nobody_elsewhere_sees_them(running, samples):
    assert running.get("/requests/v1/worklist", role="other_clerk")["items"] == []


def test_the_clerks_organ_stands_in_the_public_directory(running, samples):
    organ_id = running.get("/requests/v1/me", role="clerk")["organ_id"]
    address = f"{running.gateway}/requests/v1/organs"
    found = until(lambda: httpx.get(address, timeout=30).raise_for_status().json()["items"])
    assert [organ["id"] for organ in found] == [organ_id]
    assert found[0]["disclosure_office"]["name"].startswith("示例：")
    assert found[0]["level_label"]
