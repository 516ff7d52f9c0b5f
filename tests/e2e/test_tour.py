"""`make tour` holds on every day: a Sunday night, the first days and the last days of a year."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from deploy.local.tour.__main__ import within_one_day
from deploy.local.tour.guide import Guide, StepFailed
from gongkai.time import PlatformClock

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    "moment",
    ["2026-11-22T23:30:00+08:00", "2027-01-02T10:00:00+08:00", "2026-12-30T16:45:00+08:00"],
    ids=["sunday-night", "second-of-january", "thirtieth-of-december"],
)
def test_the_tour_holds_at_any_date_and_hour(moment):
    done = subprocess.run(
        [sys.executable, "-m", "deploy.local", "tour", "--at", moment],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "Every step held" in done.stdout


@pytest.mark.parametrize(("passed", "walks"), [(timedelta(0), 1), (timedelta(days=1), 2)])
def test_a_walk_that_fails_is_repeated_only_where_midnight_passed(passed, walks):
    guide = Guide({"gateway": "", "tokens": {}, "mail": {"messages": ""}}, PlatformClock())
    walked = []

    def failing(guide):
        walked.append(guide.today)
        guide.clock = PlatformClock(passed)
        raise StepFailed("not due")

    with pytest.raises(StepFailed):
        within_one_day(guide, failing)
    assert len(walked) == walks
