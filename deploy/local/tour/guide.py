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

from deploy.local.tour import expectations, words
from deploy.local.words import Language, Words
from gongkai.calendar import WorkingCalendar, base_calendar
from gongkai.time import PlatformClock

T = TypeVar("T")
WAIT_SECONDS = 45.0
_PAUSE = 0.2


class StepFailed(AssertionError):  # noqa: N818 - reads as what it says of the step
    """A step of the tour did not hold; it says what was expected."""

    def __init__(self, expectation: Words, **facts: object) -> None:
        super().__init__(expectation.said(Language.ENGLISH, **facts))
        self._expectation, self._facts = expectation, facts

    def said(self, language: Language) -> str:
        """What was expected, in a language."""
        return self._expectation.said(language, **self._facts)


class Guide:
    """Calls the gateway as somebody, remembers ETags, tells what was seen in a language."""

    def __init__(
        self,
        run: Mapping[str, Any],
        clock: PlatformClock,
        language: Language = Language.ENGLISH,
    ) -> None:
        self._client = httpx.Client(base_url=run["gateway"], timeout=30)
        self._tokens: Mapping[str, str] = run["tokens"]
        self._messages: str = run["mail"]["messages"]
        self._etags: dict[str, str] = {}
        self.calendar: WorkingCalendar = base_calendar()
        self.clock = clock
        self._language = language

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
            held = response.status_code == expect
            check(held, expectations.STATUS, path=path, expected=expect, text=response.text)
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

    def title(self, number: int, words: Words, **facts: object) -> None:
        """Begin a step."""
        self._show(f"\n  {number}  {words.said(self._language, **facts)}")

    def tell(self, words: Words, **facts: object) -> None:
        """Show one line of what was seen."""
        self._show(f"     {words.said(self._language, **facts)}")

    def wait(self, what: Words, find: Callable[[], T | None]) -> T:
        """Ask until ``find`` answers something; fails with ``what`` after a while."""
        end = time.monotonic() + WAIT_SECONDS
        while True:
            found = find()
            if found:
                return found
            if time.monotonic() > end:
                raise StepFailed(expectations.IN_TIME, what=what, seconds=WAIT_SECONDS)
            time.sleep(_PAUSE)

    def _headers(self, role: str | None) -> dict[str, str]:
        return {} if role is None else {"Authorization": f"Bearer {self._tokens[role]}"}

    def _must(self, response: httpx.Response) -> Any:  # noqa: ANN401 - JSON
        request = response.request
        check(
            response.is_success,
            expectations.SUCCESS,
            call=f"{request.method} {request.url.path}",
            status=response.status_code,
            text=response.text,
        )
        return response.json()

    @staticmethod
    def _show(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def guided(steps: Callable[[Guide], None]) -> int:
    """Do `steps` against the platform whose run.json the command line names.

    Gives the exit code: 0 only when each step held; 1 with the step's expectation otherwise.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("run_file", type=Path, help="run.json of a running platform")
    parser.add_argument("--clock-offset-seconds", type=int, default=0)
    parser.add_argument("--language", type=Language, default=Language.ENGLISH)
    arguments = parser.parse_args()
    clock = PlatformClock(timedelta(seconds=arguments.clock_offset_seconds))
    guide = Guide(json.loads(arguments.run_file.read_text()), clock, arguments.language)
    try:
        steps(guide)
    except StepFailed as failure:
        guide.tell(words.DID_NOT_HOLD, failure=failure.said(arguments.language))
        return 1
    except httpx.HTTPError as error:
        guide.tell(words.NO_ANSWER, error=f"{type(error).__name__} {error}")
        return 1
    sys.stdout.write("\n")
    return 0


def check(holds: object, expectation: Words, **facts: object) -> None:
    """Fail the step with ``expectation`` unless it holds."""
    if not holds:
        raise StepFailed(expectation, **facts)


def check_same(found: object, wanted: object, what: Words) -> None:
    """Fail the step unless ``what`` was found is what was wanted."""
    check(found == wanted, expectations.DIFFERS, what=what, found=found, wanted=wanted)
