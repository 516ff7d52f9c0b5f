"""Citizens who apply without pause, and repeat with the same key what was not acknowledged."""

import itertools
import threading
import time
import uuid

import httpx

from tests.samples import person

# Who applies too often to one organ is marked, and the announcements of it are gathered: so
# that each is told by a mail of its own, the applicants take turns.
_PEOPLE = itertools.cycle(range(300, 900))

_AHEAD = 15
"""How many more are filed than were waited for: what is killed next is killed in the middle of
them, and those who wait for a part to come back do not fill the days of whoever reads the mails.
"""
_PATIENCE = 60
"""Seconds for which somebody repeats: longer than a service takes to start on a busy machine."""


class Citizens:
    """A thread that files applications; what was acknowledged is in `acknowledged`."""

    def __init__(self, gateway, organ):
        self._url = f"{gateway}/requests/v1/applications"
        self._organ = organ
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._apply) for _ in range(2)]
        self._goal = 0
        self.acknowledged = []
        self.unanswered = 0
        self.wrong = []

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more, *, seconds=60):
        """Until so many more are acknowledged."""
        self._goal, end = len(self.acknowledged) + more, time.monotonic() + seconds
        while len(self.acknowledged) < self._goal:
            assert time.monotonic() < end, f"no {more} applications within {seconds} seconds"
            self._stop.wait(0.05)

    def _apply(self):
        with httpx.Client(timeout=20) as client:
            while not self._stop.is_set():
                if len(self.acknowledged) < self._goal + _AHEAD:
                    self._file(client, person(next(_PEOPLE)))
                self._stop.wait(0.05)

    def _file(self, client, applicant):
        body = {
            "organ_id": self._organ,
            "title": "测试文件",
            "description": "测试文件一份",
            "applicant": applicant,
        }
        key = str(uuid.uuid4())
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                response = client.post(self._url, json=body, headers={"Idempotency-Key": key})
            except httpx.TransportError:
                response = None
            if response is not None and response.status_code == 201:
                self.acknowledged.append(response.json()["receipt_number"])
                return
            if response is not None and response.status_code not in {429, 502, 503, 504}:
                self.wrong.append((response.status_code, response.text))
                return
            self.unanswered += 1
            self._stop.wait(0.1)
        self.wrong.append(("never answered", key))
