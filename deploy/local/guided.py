"""Tour and sandbox as programs of their own, shown on this terminal while they run."""

import sys
import time
from collections.abc import Sequence

from deploy.local import report
from deploy.local.parts import ROOT
from deploy.local.platform import Platform
from deploy.local.run_file import RunFile
from gongkai.testing.servers import Child

TOUR = (sys.executable, "-m", "deploy.local.tour")
SANDBOX = (sys.executable, "-m", "deploy.local.sandbox")
_LOOK = 0.1


def walk_through(
    platform: Platform, run_file: RunFile, guide: Sequence[str] = TOUR, name: str = "tour"
) -> int:
    """Run `guide` on a started platform and show what it says; returns its exit code.

    It gets the path of a file as run.json will be, `--clock-offset-seconds` and `--language`.
    Errors: PartFailedError when a part ends meanwhile.
    """
    run_file.write(platform.state.tour_file)
    offset = str(round(platform.clock_offset.total_seconds()))
    child = Child(name, platform.state.logs / f"{name}.log")
    shown = report.Follower(child.log)
    language = platform.settings.language
    child.start(
        [
            *guide,
            str(platform.state.tour_file),
            "--clock-offset-seconds",
            offset,
            "--language",
            language,
        ],
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
        for path in (platform.state.tour_file, platform.state.tour_file.with_suffix(".env")):
            path.unlink(missing_ok=True)
    return child.returncode or 0
