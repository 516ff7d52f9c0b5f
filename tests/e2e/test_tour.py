"""`make tour` holds on every day: a Sunday night, the first days and the last days of a year."""

import subprocess
import sys
from pathlib import Path

import pytest

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
