"""A way to act as an ordinary user when the tests run as root."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fast_place import folder_of_its_own

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def folder():
    """Where a server keeps its data."""
    with folder_of_its_own("servers") as folder:
        yield folder


@pytest.fixture
def repository():
    """Root of the checkout."""
    return REPOSITORY


@pytest.fixture
def as_nobody(tmp_path):
    """Run a Python script as an unprivileged user, who gets a folder of its own as argument.

    The interpreter may lie in root's home: the account then has no Python, and the test says so.
    """
    account = pwd.getpwnam("nobody")

    def run(script: str) -> subprocess.CompletedProcess[str]:
        folder = Path("/var/tmp") / f"gongkai-test-{os.getpid()}"
        folder.mkdir(mode=0o700)
        os.chown(folder, account.pw_uid, account.pw_gid)
        site = next(Path(sys.prefix).glob("lib/python3*/site-packages"))
        env = {"PYTHONPATH": f"{REPOSITORY / 'shared'}:{site}", "PATH": "/usr/bin:/bin"}
        try:
            return subprocess.run(
                [_interpreter(account), "-c", script, str(folder)],
                user=account.pw_uid,
                group=account.pw_gid,
                extra_groups=[],
                cwd="/",
                env=env,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            shutil.rmtree(folder)

    return run


def _interpreter(account) -> str:
    """A Python of our version that the account can run."""
    name = f"python3.{sys.version_info.minor}"
    for candidate in (os.path.realpath(sys.executable), shutil.which(name, path="/usr/bin")):
        if candidate is None:
            continue
        try:
            subprocess.run(
                [candidate, "-c", ""],
                user=account.pw_uid,
                group=account.pw_gid,
                extra_groups=[],
                cwd="/",
                check=True,
                capture_output=True,
            )
        except (PermissionError, subprocess.CalledProcessError):
            continue
        return candidate
    pytest.skip(f"the account nobody reaches no {name}")
