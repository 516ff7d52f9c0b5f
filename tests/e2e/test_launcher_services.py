"""The launcher with the real services: first start, second start, parts that die and return."""

import httpx
import pytest

from deploy.local.platform import PartFailedError
from tests.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]
SECONDS = 30


@pytest.fixture
def platform(running):
    return running.platform


@pytest.fixture
def run(running):
    """What run.json will say."""
    return running.run


def get(run, path, role):
    return httpx.get(
        run["gateway"] + path,
        headers={"Authorization": f"Bearer {run['tokens'][role]}"},
        timeout=SECONDS,
    )


def is_unavailable(answer):
    """Whether this is the whole problem document of a service that is not there."""
    if answer.headers.get("content-type") != "application/problem+json":
        return False
    assert answer.json()["code"] == "unavailable"
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    return True


def test_every_token_is_accepted_by_every_service_through_the_gateway(run):
    for role in run["tokens"]:
        for service in ("requests", "catalog", "notifications"):
            answer = get(run, f"/{service}/v1/me", role)
            assert answer.status_code == 200, (role, service, answer.text)
            assert answer.json()["subject"] == role


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_all_three_are_under_one_address_with_their_state_and_documents(run, path):
    page = httpx.get(f"{run['gateway']}{path}", timeout=SECONDS)
    assert (page.status_code, page.text.count("正常 / ready")) == (200, 3)
    assert f"curl {run['gateway']}/requests/v1/codes" in page.text
    for service in ("requests", "catalog", "notifications"):
        assert httpx.get(f"{run['gateway']}/{service}", timeout=SECONDS).status_code == 200
        assert f"/{service}/docs" in page.text
        assert (
            httpx.get(f"{run['gateway']}/{service}/openapi.json", timeout=SECONDS).status_code
            == 200
        )


def test_health_and_metrics_are_the_services_own(run):
    for path in ("/health/live", "/health/ready", "/metrics"):
        answer = httpx.get(run["gateway"] + path, timeout=SECONDS)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert answer.headers["content-type"] == "application/problem+json"
        for address in run["services"].values():
            assert httpx.get(address + path, timeout=SECONDS).status_code == 200


def test_a_part_that_died_is_seen_and_serves_again_after_a_restart(platform, run):
    platform.check()
    platform.kill("requests-api")
    with pytest.raises(PartFailedError, match="requests-api ended with exit code -9"):
        platform.check()

    until(lambda: is_unavailable(get(run, "/requests/v1/cases", "clerk")), "others tell of it")
    until(
        lambda: "无应答" in httpx.get(run["gateway"], timeout=SECONDS).text,
        "the front page says so",
    )

    platform.restart("requests-api")
    platform.check()
    until(
        lambda: get(run, "/requests/v1/cases", "clerk").status_code == 200,
        "the gateway's health check finds it again",
        seconds=10,
    )


def test_a_second_start_keeps_the_data(running):
    organs = get(running.run, "/catalog/v1/organs?limit=1", "admin").json()
    running.platform.stop()

    running.platform.start()
    running.prepare()

    assert get(running.run, "/catalog/v1/organs?limit=1", "admin").json() == organs
