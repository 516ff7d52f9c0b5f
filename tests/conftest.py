"""What holds for every test: marks by where it lies, no deadline for examples."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling

# No test is timed: a busy machine is slow to draw and to answer.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "deep", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=2000
)
settings.load_profile("untimed")

_MARKS = {"unit": "unit", "integration": "integration", "e2e": "e2e"}
_HERE = Path(__file__).parent
_LONG = (
    "e2e",
    "integration/security",
    "integration/launcher",
    "integration/servers",
    "integration/docs",
)
"""Whose files take longest: begun first, so that no worker is left with one when the other is
done. The files of `unit`, which take seconds, even out the end.
"""
_TOGETHER = ("tests/integration/security/", "tests/e2e/")
"""Folders whose files share what is dear to make, databases full of rows or a whole platform: all
to one worker.
"""
_APART = ("tests/e2e/test_tour.py",)
"""Files of these folders that share nothing."""
_WORTH_TELLING = 60
"""Seconds; who runs a test or two wants no table."""


def pytest_collection_modifyitems(items):
    for item in items:
        folder = item.path.relative_to(_HERE).parts[0]
        if folder in _MARKS:
            item.add_marker(getattr(pytest.mark, _MARKS[folder]))
    items.sort(key=lambda item: _turn(item.path.relative_to(_HERE).as_posix()))


def _turn(path):
    """When a file is begun; among those with the same turn the order stays random."""
    for turn, folder in enumerate(_LONG):
        if path.startswith(f"{folder}/"):
            return turn
    return len(_LONG) + path.startswith("unit/")


class FilesAndFolders(LoadFileScheduling):
    """Files to the workers, each whole; those of some folders together."""

    def _split_scope(self, nodeid):
        path = super()._split_scope(nodeid)
        together = (folder for folder in _TOGETHER if path.startswith(folder))
        return path if path in _APART else next(together, path)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    by_file = config.getvalue("dist") == "loadfile"
    return FilesAndFolders(config, log) if by_file else None


def pytest_terminal_summary(terminalreporter):
    """Where the time went, by folder: what has to shrink when the suite outgrows its budget."""
    spent = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                parts = Path(report.nodeid.partition("::")[0]).parts[:-1]
                spent["/".join(parts[:3])] += report.duration
    if sum(spent.values()) > _WORTH_TELLING:
        terminalreporter.section("seconds by folder, of all workers")
        for folder, seconds in spent.most_common():
            terminalreporter.write_line(f"{seconds:8.1f}  {folder}")


def pytest_make_parametrize_id(config, val, argname):
    """Name long values by their argument: some are made anew in each process, and ids must not."""
    if isinstance(val, dict | bytes) or (isinstance(val, str) and len(val) > 30):
        return argname
    return None
