"""Runs the launcher on stand-ins for the services: everything else of it is real.

`python launcher.py STATE_FOLDER [env PART …]`; STUB_TOUR_VERDICT is the exit code of the tour's
stand-in.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from deploy.local import runner  # noqa: E402 - importable from here on
from deploy.local.__main__ import main  # noqa: E402 - importable from here on
from deploy.local.parts import Service  # noqa: E402 - importable from here on

WORKER = "import signal; print('worker is up', flush=True); signal.pause()"


def stub(name: str, key: str) -> Service:
    """A service whose migration writes, as the owner, and whose worker waits."""
    python = sys.executable
    return Service(
        name=name,
        key=key,
        migrate=(python, str(HERE / "stub_migration.py"), key),
        api=(python, str(HERE / "stub_service.py"), "{port}"),
        worker=(python, "-c", WORKER),
        first_start=((python, "-c", "print('lists loaded')"),) if key == "catalog" else (),
    )


STUBS = (
    stub("requests-api", "requests"),
    stub("catalog-api", "catalog"),
    stub("notifier", "notifier"),
)

if __name__ == "__main__":
    if sys.argv[2:]:
        sys.exit(main(sys.argv[2:], Path(sys.argv[1])))
    verdict = os.environ.get("STUB_TOUR_VERDICT", "0")
    guide = (sys.executable, "-c", f"print('step 1 was shown'); raise SystemExit({verdict})")
    cases = (sys.executable, "-c", "print('sample cases were made')")
    sys.exit(runner.run(Path(sys.argv[1]), STUBS, guide, cases))
