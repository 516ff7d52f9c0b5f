"""Marks every test by where it lies."""

from pathlib import Path

import pytest

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
