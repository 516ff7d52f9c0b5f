"""A worker does not wait for its neighbours to be there before it starts."""

import os
import re
import signal
import subprocess
import sys

from gongkai.testing.servers.ports import free_port
from tests.waiting import until


def test_a_worker_without_its_database_tries_again_until_it_is_stopped(stand, tmp_path):
    log = tmp_path / "worker.log"
    with stand.database("catalog") as database, log.open("wb") as out:
        nobody = re.sub(r":\d+/", f":{free_port()}/", database.app_url)
        environment = stand.environment(database, GONGKAI_CATALOG_DATABASE_URL=nobody)
        process = subprocess.Popen(
            [sys.executable, "-m", "catalog_api.worker"],
            env={**os.environ, **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            until(lambda: b"loop.rebase" in log.read_bytes() or process.poll() is not None)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=30) == 0, log.read_text("utf-8")
        finally:
            process.kill()
            process.wait()
