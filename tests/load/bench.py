"""`make bench`: what the platform costs, against limits measured in the same run.

Every figure is a ratio to a limit, because absolute numbers say more of the machine than of us.
"""

import asyncio
import bisect
import json
import os
import platform
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from statistics import median

import httpx

from gongkai.auth.principal import Role
from gongkai.calendar import base_calendar
from gongkai.db import Database, new_id
from gongkai.organs import Channel
from gongkai.testing.servers import create_service_database
from gongkai.testing.stand import Stand
from gongkai.time import PlatformClock
from requests_api.clock import evaluate, explain
from requests_api.clock.facts import ClockFacts
from tests.load.client import Request, Round, request, run
from tests.load.growth.report import kept
from tests.load.served import Served, serving
from tests.load.start import second_start
from tests.samples import person

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs" / "benchmarks.md"
ROUNDS, SECONDS, CONNECTIONS = 3, 4.0, 16


@dataclass
class Line:
    """One line of the table: ours, the limit, their ratio and what is wanted of it."""

    name: str
    ours: float
    limit: float
    p99: str
    target: float | None
    cpu: str = "–"
    slower: tuple[float, float] | None = None
    """How many times our p99 is the limit's, and how many it may be."""

    @property
    def ratio(self) -> float:
        return self.ours / self.limit

    @property
    def wanted(self) -> str:
        ratio = [] if self.target is None else [f"≥ {self.target}"]
        return ", ".join([*ratio, *([f"p99 ≤ {self.slower[1]} ×"] if self.slower else [])]) or "–"

    @property
    def verdict(self) -> str:
        if self.target is None and self.slower is None:
            return "shown"
        is_fast = self.target is None or self.ratio >= self.target
        is_steady = self.slower is None or self.slower[0] <= self.slower[1]
        return "held" if is_fast and is_steady else "missed"


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _timed(work, seconds: float = 0.5) -> tuple[float, float]:
    """Calls a second in one loop, and the p99 of calls timed one by one, in microseconds."""
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        for _ in range(200):
            work()
        done += 200
    per_second = done / (time.perf_counter() - began)
    single = []
    for _ in range(5000):
        start = time.perf_counter_ns()
        work()
        single.append(time.perf_counter_ns() - start)
    return per_second, sorted(single)[int(len(single) * 0.99)] / 1000


def clock_lines() -> list[Line]:
    """The clock of a plain case, with and without ledger, against a bisect over a ready table."""
    calendar, received = base_calendar(), date(2025, 9, 26)
    facts = ClockFacts(received, Channel.IN_PERSON)
    table = [
        day
        for day in (date(2004, 1, 1) + timedelta(days=n) for n in range(365 * 40))
        if calendar.is_working_day(day)
    ]

    def limit() -> date:
        return table[bisect.bisect_right(table, received) + 19]

    def without() -> object:
        return evaluate(facts, calendar, received)

    def with_ledger() -> object:
        return explain(evaluate(facts, calendar, received), calendar, None)

    rows = [[_timed(work) for work in (limit, without, with_ledger)] for _ in range(ROUNDS)]
    bound, plain, full = (
        [median(figures) for figures in zip(*column, strict=True)]
        for column in zip(*rows, strict=True)
    )

    def line(name: str, ours: list[float], target: float | None) -> Line:
        p99 = f"{ours[1]:.1f} / {bound[1]:.1f} µs"
        return Line(f"{name} / bisect over a table", ours[0], bound[0], p99, target)

    return [line("clock without ledger", plain, 0.1), line("clock with ledger", full, None)]


async def seed_organ(url: str, organ: uuid.UUID) -> None:
    """One organ in the projection, as the catalog's feed would bring it."""
    from gongkai.reference.organs import ReferenceOrgan

    database = Database(url, application_name="bench")
    async with database.unit_of_work() as session:
        session.add(
            ReferenceOrgan(
                id=organ,
                parent_id=None,
                path=[organ],
                name="测试局",
                short_name="测",
                code=None,
                region_code="610116",
                valid_from=None,
                valid_until=None,
                revision=1,
                epoch="e",
            )
        )
    await database.dispose()


def _round(served: Served, make: Request) -> Round:
    """One round, with the processor's time beside the rate: a busy machine moves only the rate."""
    began = served.cpu_seconds()
    found = run(served.port, make, seconds=SECONDS, connections=CONNECTIONS)
    return replace(found, cpu_us=(served.cpu_seconds() - began) / found.requests * 1e6)


def _compare(name, ours, limit, target, slowest: int | None = None) -> Line:
    """Three rounds of each in turn; medians, and the p99 of both.

    ``slowest``: how many times the limit's p99 ours may be.
    """
    mine: list[Round] = []
    bound: list[Round] = []
    for number in range(ROUNDS):
        mine.append(_round(*ours))
        bound.append(_round(*limit))
        say(
            f"  {name}, round {number + 1}: {mine[-1].per_second:,.0f} against "
            f"{bound[-1].per_second:,.0f} a second"
        )
    failed = sum(each.failures for each in (*mine, *bound))
    if failed:
        raise RuntimeError(f"{name}: {failed} requests failed")
    slow, quick = (median(r.p99_ms for r in rounds) for rounds in (mine, bound))
    return Line(
        name,
        median(r.per_second for r in mine),
        median(r.per_second for r in bound),
        f"{slow:.0f} / {quick:.0f} ms",
        target,
        f"{median(r.cpu_us for r in mine):,.0f} / {median(r.cpu_us for r in bound):,.0f} µs",
        None if slowest is None else (slow / quick, slowest),
    )


def http_lines() -> list[Line]:
    """The single-case read and the public application, each against bare routes."""
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="gongkai-bench-") as folder:
        Path(folder).chmod(0o755)
        stand = Stand(Path(folder) / "stand", ROOT, durable=True)
        stand.start()
        try:
            return _measure_http(stand)
        finally:
            stand.stop()


def _measure_http(stand: Stand) -> list[Line]:
    organ = new_id()
    bare = create_service_database(stand.postgres, "bench")
    with stand.database("requests") as database:
        asyncio.run(seed_organ(database.app_url, organ))
        with (
            serving("requests_api.app:create_app", stand.environment(database)) as ours,
            serving("tests.load.bare_app:app", {"BENCH_DATABASE_URL": bare.owner_url}) as limit,
        ):
            return _lines(stand, organ, ours, limit)


def _lines(stand: Stand, organ: uuid.UUID, ours: Served, limit: Served) -> list[Line]:
    token = stand.mint.issuer.mint_role(Role.CLERK, organ_id=organ)
    wanted = {"title": "测试文件", "description": "2025年测试文件一份"}
    application = {**wanted, "organ_id": str(organ), "applicant": person(1)}
    bodies = _of_many_people(application)
    bare_body = json.dumps({**wanted, "name": "测试甲"}).encode()
    case_id = _keyed_in(ours.port, token, application)
    bare = httpx.post(
        f"http://127.0.0.1:{limit.port}/cases",
        content=bare_body,
        headers={"Content-Type": "application/json"},
    ).json()
    read = request("GET", f"/requests/v1/cases/{case_id}", {"Authorization": f"Bearer {token}"})
    bare_read = request("GET", f"/cases/{bare['id']}", {})
    nothing = request("GET", "/nothing", {})
    bare_create = request("POST", "/cases", {}, bare_body)
    name = uuid.uuid4().hex

    def file(n: int) -> bytes:
        return request(
            "POST",
            "/requests/v1/applications",
            {"Idempotency-Key": f"{name}{time.monotonic_ns()}-{n}"},
            next(bodies),
        )

    return [
        _compare(
            "read of one case / bare route, one read by asyncpg",
            (ours, lambda _: read),
            (limit, lambda _: bare_read),
            None,
            slowest=3,
        ),
        _compare(
            "read of one case / bare route without database",
            (ours, lambda _: read),
            (limit, lambda _: nothing),
            0.24,
        ),
        _compare(
            "public application / bare route, two inserts by asyncpg in a transaction",
            (ours, file),
            (limit, lambda _: bare_create),
            0.45,
        ),
    ]


def _of_many_people(application: dict[str, object]) -> Iterator[bytes]:
    """The application of one after another, so many that nobody comes to the ten of a month above
    which applicants are marked (条例35).
    """
    told = [json.dumps({**application, "applicant": person(n)}).encode() for n in range(1, 6000)]
    return cycle(told)


def _keyed_in(port: int, token: str, application: dict[str, object]) -> str:
    response = httpx.post(
        f"http://127.0.0.1:{port}/requests/v1/cases",
        json={
            **application,
            "channel": "registered_post",
            "arrived_on": PlatformClock().today().isoformat(),
        },
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())},
    )
    response.raise_for_status()
    return str(response.json()["id"])


def table(lines: list[Line]) -> str:
    """The table in Markdown."""
    rows = [
        "| what | ours, a second | limit, a second | ratio | wanted | p99, both | CPU, both | |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    rows += [
        f"| {line.name} | {line.ours:,.0f} | {line.limit:,.0f} | {line.ratio:.3f} "
        f"| {line.wanted} | {line.p99} | {line.cpu} | {line.verdict} |"
        for line in lines
    ]
    return "\n".join(rows)


def main() -> int:
    """Measure, print, write; 0 also when a target is missed: the table says so."""
    say(f"Three rounds each, {CONNECTIONS} connections, fsync on; about two minutes …")
    found = table([*clock_lines(), *http_lines()])
    say("\n" + found)
    say("\nStarting the platform, once anew and three times again …")
    started = second_start(ROUNDS)
    say(started)
    REPORT.write_text(
        "# Benchmarks\n\n"
        "Written by `make bench`. Each figure is the median of three rounds, ours and the limit\n"
        "in turn, in one run on one machine; only the ratios mean something elsewhere. CPU is\n"
        "what the API's process used for each request.\n\n"
        f"CPython {platform.python_version()}, {os.cpu_count()} processors, PostgreSQL with fsync "
        f"on, one process per API, {CONNECTIONS} connections.\n\n{found}\n\n{started}\n{kept()}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
