"""The tour as a program of its own, shown on this terminal while it runs."""

import sys
import time
from collections.abc import Sequence

from deploy.local import report
from deploy.local.parts import ROOT
from deploy.local.platform import Platform
from deploy.local.run_file import RunFile
from gongkai.testing.servers import Child

TOUR = (sys.executable, "-m", "deploy.local.tour")
_LOOK = 0.1


def walk_through(platform: Platform, run_file: RunFile, guide: Sequence[str] = TOUR) -> int:
    """Run `guide` on a started platform and show what it says; returns its exit code.

    It gets the path of a file as run.json will be, and `--clock-offset-seconds`. Errors:
    PartFailedError when a part ends meanwhile.
    """
    run_file.write(platform.state.tour_file)
    offset = str(round(platform.clock_offset.total_seconds()))
    child = Child("tour", platform.state.logs / "tour.log")
    shown = report.Follower(child.log)
    child.start(
        [*guide, str(platform.state.tour_file), "--clock-offset-seconds", offset],
        env=dict(platform.settings.handed_on) | {"PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"},
        cwd=ROOT,
    )
    try:
        while child.running:
            platform.check()
            shown.show()
            time.sleep(_LOOK)
        shown.show()
    finally:
        child.kill()
        platform.state.tour_file.unlink(missing_ok=True)
    return child.returncode or 0
