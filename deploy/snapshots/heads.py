"""Each service's `migration_head.py`: the revision that its code needs, from the files' names."""

from pathlib import Path

_FILE = '''"""The newest migration, which this code needs. Generated: make snapshots."""

HEAD = "{head}"
'''


def render(service: Path) -> tuple[Path, str]:
    """The file of a service with its content.

    The newest is the greatest: ids are timestamps, each file's name begins with its id, and
    `make migrations-check` sees that they grow along the history.
    """
    package = next(service.glob("*/db.py")).parent
    names = (file.name for file in (service / "migrations" / "versions").glob("*.py"))
    return package / "migration_head.py", _FILE.format(head=max(names).partition("_")[0])
