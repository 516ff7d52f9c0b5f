"""`make bench-growth`: each list, count, sweep and feed with 10,000, 100,000 and a million rows.

What is wanted is no figure but a shape: what is shown costs what is shown, however much is not.
"""

import asyncio
import logging
import os
import platform
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import structlog

from gongkai.db import Database
from gongkai.process import settled
from gongkai.testing.servers import ServiceDatabase
from gongkai.testing.stand import Stand
from gongkai.time import PlatformClock
from notifier.policies.reading import BasisSource
from notifier.reminders.service import ReminderService
from tests.load.growth import notifier_data, notifier_scenes, requests_data, requests_scenes
from tests.load.growth.callbacks import watching
from tests.load.growth.measure import Scene, Seen, seen
from tests.load.growth.report import write
from tests.load.growth.requests_work import exported, piece, worked_off

ROOT = Path(__file__).parents[3]
SIZES = (10_000, 100_000, 1_000_000)
WORKED_OFF = 100_000
"""At which size the work of the workers is measured: 3,000 cases are open then."""
Scenes = Callable[[Database], Mapping[str, Scene]]
READ: Mapping[str, tuple[Scenes, ...]] = {
    "requests": (
        requests_scenes.worklist,
        requests_scenes.counted,
        requests_scenes.reported,
        requests_scenes.recomputations,
        requests_scenes.changes,
        requests_scenes.sweeps,
    ),
    "notifier": (notifier_scenes.lists, notifier_scenes.counted, notifier_scenes.sweeps),
}
SCRIPTS = {"requests": requests_data.script, "notifier": notifier_data.script}


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def looked(database: ServiceDatabase, service: str) -> tuple[dict[str, Seen], float]:
    """What each scene took, and the longest callback of all of them, in milliseconds."""
    opened = Database(database.app_url, application_name="bench")
    scenes = {name: scene for made in READ[service] for name, scene in made(opened).items()}
    for scene in scenes.values():
        await scene()
    with watching() as longest:
        found = {name: await seen(opened.engine, scene) for name, scene in scenes.items()}
    await opened.dispose()
    return found, longest.seconds * 1000


async def replanned(database: ServiceDatabase) -> list[str]:
    """Each open deadline planned anew."""
    opened = Database(database.app_url, application_name="bench")
    bases, clock = BasisSource(), PlatformClock()
    done, found = 0, 1
    with watching() as longest:
        began, used = time.perf_counter(), time.process_time()
        while found:
            async with opened.unit_of_work() as session:
                basis = await bases.current(session, clock)
                found = await ReminderService(session, clock, basis).replan(200)
            done += found
        took, used = time.perf_counter() - began, time.process_time() - used
    await opened.dispose()
    return [piece("planning a deadline's reminders anew", took, used, done, longest)]


def _intro() -> str:
    said = (
        f"Written by `make bench-growth` on {datetime.now(UTC):%Y-%m-%d}, CPython"
        f" {platform.python_version()}, {os.cpu_count()} processors. A city of 314 organs by SQL;"
        " three of a hundred cases and deadlines are open. Milliseconds are medians, Python and the"
        " way to the database included; *looked at* are the rows that the plans had in their hands"
        " with a million, and the plan is told by its indexes (without prefix, and without the keys"
        " of what is shown beside). A list looks along its order first, then organ by organ"
        " (ADR 0041)."
    )
    return textwrap.fill(said, 96)


@dataclass
class Measured:
    """What was measured."""

    by_size: dict[int, dict[str, Seen]] = field(default_factory=dict)
    worked: list[str] = field(default_factory=list)
    """The workers' lines."""
    exported: list[str] = field(default_factory=list)
    """The lines of files that stream."""
    longest: float = 0.0
    """The longest callback of a reading, in milliseconds."""


def measured(stand: Stand, sizes: Sequence[int]) -> Measured:
    """Everything at each size; what works, at the largest of up to `WORKED_OFF` rows."""
    made = Measured()
    works_at = max([size for size in sizes if size <= WORKED_OFF], default=0)
    for size in sizes:
        made.by_size[size] = {}
        for service, script in SCRIPTS.items():
            with stand.database(service) as database:
                say(f"  {service}, {size:,} rows …")
                stand.postgres.psql(script(size), database=database.name)
                found, kept = asyncio.run(looked(database, service))
                made.by_size[size] |= found
                made.longest = max(made.longest, kept)
                if service == "requests":
                    made.exported += asyncio.run(exported(stand, database, size))
                if size <= WORKED_OFF:  # the smaller one warms up
                    work = worked_off(stand, database) if service == "requests" else None
                    lines = asyncio.run(work or replanned(database))
                    made.worked += lines if size == works_at else []
    return made


def part(made: Measured) -> str:
    """The part of the report in Markdown."""
    sizes, rows = [*made.by_size], []
    largest = made.by_size[sizes[-1]]
    for name, last in largest.items():
        took = " | ".join(f"{made.by_size[size][name].milliseconds:.1f}" for size in sizes)
        plan = ", ".join(_short(index) for index in last.indexes if not _beside(index))
        scans = [table for table in last.scans if not table.startswith("reference_")]
        plan += "".join(f"; all of {table}" for table in scans)
        rows.append(f"| {name} | {took} | {last.looked_at:,} | {plan or '–'} |")
    head = " | ".join(f"{size:,}" for size in sizes)
    return (
        f"{_intro()}\n\n"
        f"| what | {head} | looked at | plan |\n"
        f"| --- |{' ---: |' * len(sizes)} ---: | --- |\n" + "\n".join(rows) + "\n\n"
        "The work of the workers, in batches; milliseconds a piece.\n\n"
        "| what | pieces | ms | ms of Python's processor | longest callback, ms |\n"
        "| --- | ---: | ---: | ---: | ---: |\n" + "\n".join(made.worked) + "\n\n"
        "A worklist as a file that streams, read to its end by an overseer; memory is what the\n"
        "process took meanwhile beyond what it had before.\n\n"
        "| what | rows | rows a second | megabytes more at most | longest callback, ms |\n"
        "| --- | ---: | ---: | ---: | ---: |\n" + "\n".join(made.exported) + "\n\n"
        f"The longest callback of all readings above kept the loop for {made.longest:.0f} ms of\n"
        "the processor; wanted under 50.\n"
    )


def _short(index: str) -> str:
    return index.removeprefix("ix_")


def _beside(index: str) -> bool:
    return index.startswith("pk_") or "reference_" in index


def main(arguments: Sequence[str] = ()) -> int:
    """Measure, print, write; with sizes as arguments only those, and nothing is written."""
    sizes = sorted(map(int, arguments)) or SIZES
    say(f"{len(sizes)} sizes of two databases; a quarter of an hour for three …")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="gongkai-growth-") as folder:
        Path(folder).chmod(0o755)
        stand = Stand(Path(folder) / "stand", ROOT)
        stand.start()
        try:
            with settled():
                found = part(measured(stand, sizes))
        finally:
            stand.stop()
    say(found)
    if not arguments:
        write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
