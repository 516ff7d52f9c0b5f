"""`make tour` holds on every day: a Sunday night, the first days and the last days of a year."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from deploy.local.tour.__main__ import within_one_day
from deploy.local.tour.guide import Guide, StepFailed
from deploy.local.words import Words
from gongkai.time import PlatformClock

ROOT = Path(__file__).parents[2]
_NAMES = {"catalog", "make", "clerk", "gongkai", "example"}
"""What is no Chinese in the Chinese tour: a service, a command and a mail address."""
MOMENTS = (
    "2026-11-22T23:30:00+08:00",  # a Sunday night
    "2026-12-30T16:45:00+08:00",
    "2027-01-02T10:00:00+08:00",
)
NOT_DUE = Words("not due", "未到期")


@pytest.mark.timeout(300)
def test_the_tour_holds_at_any_date_and_hour():
    """In Chinese, as a sentence that lacks a fact in one language has been found by then."""
    done = subprocess.run(
        [sys.executable, "-m", "deploy.local", "tour", "--at", *MOMENTS],
        cwd=ROOT,
        env={**os.environ, "GONGKAI_LANGUAGE": "zh"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "每一步都成立" in done.stdout
    for moment in MOMENTS:
        assert f"{moment[:4]}年年度报告表三" in done.stdout
    assert done.stdout.count("  10  ") == len(MOMENTS)
    assert set(re.findall(r"\b[a-z]{4,}\b", done.stdout)) <= _NAMES


@pytest.mark.parametrize(("passed", "walks"), [(timedelta(0), 1), (timedelta(days=1), 2)])
def test_a_walk_that_fails_is_repeated_only_where_midnight_passed(passed, walks):
    guide = Guide({"gateway": "", "tokens": {}, "mail": {"messages": ""}}, PlatformClock())
    walked = []

    def failing(guide):
        walked.append(guide.today)
        guide.clock = PlatformClock(passed)
        raise StepFailed(NOT_DUE)

    with pytest.raises(StepFailed):
        within_one_day(guide, failing)
    assert len(walked) == walks
