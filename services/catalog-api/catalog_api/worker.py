"""The worker of catalog-api: `python -m catalog_api.worker`.

It reads the feed of people and looks after files; every worker of the platform purges what has had
its time.
"""

from collections.abc import Sequence

from catalog_api.feeds import SUBSCRIPTIONS
from catalog_api.process import opened
from catalog_api.settings import CatalogSettings, get_settings
from gongkai.files.opening import files_of, scanner_of
from gongkai.files.worker import file_loops
from gongkai.process import Process, run_worker
from gongkai.queue import Loop


def loops(process: Process[CatalogSettings]) -> Sequence[Loop]:
    """What this worker repeats."""
    files = files_of(process)
    return [
        *(process.feed(subscription) for subscription in SUBSCRIPTIONS),
        *file_loops(process.database, process.clock, files, scanner_of(process)),
    ]


def main() -> None:
    """Work until told to stop."""
    settings = get_settings()
    run_worker(lambda: opened(settings, role="worker"), loops)


if __name__ == "__main__":
    main()
