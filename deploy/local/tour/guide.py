"""What every step of the tour uses: callers by role, the platform's day, waiting, telling."""

import argparse
import json
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx

from gongkai.calendar import WorkingCalendar, base_calendar
from gongkai.time import PlatformClock

T = TypeVar("T")
WAIT_SECONDS = 45.0
_PAUSE = 0.2


class StepFailed(AssertionError):  # noqa: N818 - reads as what it says of the step
    """A step of the tour did not hold; the message says what was expected."""


class Guide:
    """Calls the gateway as somebody, remembers ETags, tells what was seen."""

    def __init__(self, run: Mapping[str, Any], clock: PlatformClock) -> None:
        self._client = httpx.Client(base_url=run["gateway"], timeout=30)
        self._tokens: Mapping[str, str] = run["tokens"]
        self._messages: str = run["mail"]["messages"]
        self._etags: dict[str, str] = {}
        self.calendar: WorkingCalendar = base_calendar()
        self.clock = clock

    @property
    def today(self) -> date:
        """The platform's legal day."""
        return self.clock.today()

    def working_days_ago(self, n: int) -> date:
        """The nth working day before today."""
        return self.calendar.nth_working_day_before(self.today, n)

    def get(self, path: str, *, role: str | None = None, **params: object) -> Any:  # noqa: ANN401 - JSON
        """The answer to a GET, which must succeed."""
        query = {name: str(value) for name, value in params.items()}
        return self._must(self._client.get(path, params=query, headers=self._headers(role)))

    def post(
        self,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        role: str | None = None,
        expect: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:  # noqa: ANN401 - JSON
        """The answer to a POST, which must succeed or answer with the status ``expect``."""
        case = path.split("/")[4] if path.startswith("/requests/v1/cases/") else ""
        extra = {"Idempotency-Key": str(uuid.uuid4()), **(headers or {})}
        if case in self._etags:
            extra["If-Match"] = self._etags[case]
        response = self._client.post(path, json=body, headers={**self._headers(role), **extra})
        if expect is not None:
            check(response.status_code == expect, f"{path} should answer {expect}: {response.text}")
            return response.json()
        found = self._must(response)
        if "etag" in response.headers and isinstance(found, dict) and "id" in found:
            self._etags[found["id"]] = response.headers["etag"]
        return found

    def applicant(self, receipt: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
        """The application as its applicant sees it."""
        path = f"/requests/v1/applications/{receipt['receipt_number']}"
        headers = {"Gongkai-Access-Code": receipt["access_code"]}
        return self._must(self._client.get(path, headers=headers))

    def raw(self, path: str, *, role: str) -> bytes:
        """The bytes of a GET, which must succeed."""
        response = self._client.get(path, headers=self._headers(role))
        self._must(response)
        return response.content

    def mails(self) -> list[Any]:
        """Every mail that the platform has sent."""
        found: list[Any] = self._must(httpx.get(self._messages, timeout=10))
        return found

    def know(self, case: Mapping[str, Any]) -> None:
        """Remember the version of a case that was read."""
        self._etags[case["id"]] = f'"v{case["version"]}"'

    def wait(self, what: str, find: Callable[[], T | None]) -> T:
        """Ask until ``find`` answers something; fails with ``what`` after a while."""
        end = time.monotonic() + WAIT_SECONDS
        while True:
            found = find()
            if found:
                return found
            if time.monotonic() > end:
                raise StepFailed(f"{what}: not within {WAIT_SECONDS:.0f} seconds")
            time.sleep(_PAUSE)

    def _headers(self, role: str | None) -> dict[str, str]:
        return {} if role is None else {"Authorization": f"Bearer {self._tokens[role]}"}

    def _must(self, response: httpx.Response) -> Any:  # noqa: ANN401 - JSON
        request = response.request
        check(
            response.is_success,
            f"{request.method} {request.url.path} answered {response.status_code}: {response.text}",
        )
        return response.json()


def guided(steps: Callable[[Guide], None]) -> int:
    """Do `steps` against the platform whose run.json the command line names.

    Gives the exit code: 0 only when each step held; 1 with the step's expectation otherwise.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("run_file", type=Path, help="run.json of a running platform")
    parser.add_argument("--clock-offset-seconds", type=int, default=0)
    arguments = parser.parse_args()
    clock = PlatformClock(timedelta(seconds=arguments.clock_offset_seconds))
    try:
        steps(Guide(json.loads(arguments.run_file.read_text()), clock))
    except StepFailed as failure:
        sys.stdout.write(f"\n     This step did not hold: {failure}\n")
        return 1
    except httpx.HTTPError as error:
        sys.stdout.write(f"\n     The platform did not answer: {type(error).__name__} {error}\n")
        return 1
    sys.stdout.write("\n")
    return 0


def check(holds: object, expectation: str) -> None:
    """Fail the step with ``expectation`` unless it holds."""
    if not holds:
        raise StepFailed(expectation)


def tell(line: str) -> None:
    """Show one line of what was seen."""
    sys.stdout.write(f"     {line}\n")
    sys.stdout.flush()


def title(number: int, text: str) -> None:
    """Begin a step."""
    sys.stdout.write(f"\n  {number}  {text}\n")
    sys.stdout.flush()
