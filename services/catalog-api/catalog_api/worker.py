"""The worker of catalog-api: `python -m catalog_api.worker`.

It consumes no feed; every worker of the platform purges what has had its time.
"""

from catalog_api.process import opened
from catalog_api.settings import get_settings
from gongkai.process import run_worker


def main() -> None:
    """Work until told to stop."""
    settings = get_settings()
    run_worker(lambda: opened(settings, role="worker"), lambda _process: [])


if __name__ == "__main__":
    main()
