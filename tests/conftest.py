"""What holds for every test: marks by where it lies, no deadline for examples."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test is timed: a busy machine is slow to draw and to answer.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

_MARKS = {"unit": "unit", "integration": "integration", "e2e": "e2e"}
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        folder = item.path.relative_to(_HERE).parts[0]
        if folder in _MARKS:
            item.add_marker(getattr(pytest.mark, _MARKS[folder]))


def pytest_make_parametrize_id(config, val, argname):
    """Name long values by their argument: some are made anew in each process, and ids must not."""
    if isinstance(val, dict | bytes) or (isinstance(val, str) and len(val) > 30):
        return argname
    return None
