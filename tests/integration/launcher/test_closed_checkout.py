"""Root's checkout in a folder of mode 0700: nothing is widened, nothing is left."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.state import State

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user reaches the own checkout"),
]

ROOT = Path(__file__).parents[3]


@pytest.fixture
def checkout(tmp_path):
    """The code and the environment below a folder that only root may enter."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for name in ("shared", "deploy", "tests/integration/launcher"):
        shutil.copytree(ROOT / name, closed / name)
    try:
        subprocess.run(["cp", "-al", sys.prefix, closed / ".venv"], check=True, capture_output=True)
    except subprocess.CalledProcessError:  # another file system
        shutil.rmtree(closed / ".venv", ignore_errors=True)
        shutil.copytree(sys.prefix, closed / ".venv", symlinks=True)
    yield closed
    state = State(closed / ".gongkai")
    if state.folder.exists():  # the test failed half-way
        state.remove()
    shutil.rmtree(closed)


def test_it_runs_names_what_lies_elsewhere_and_clean_removes_it(checkout):
    above = [checkout, *checkout.parents, checkout / ".venv"]
    before = [path.stat().st_mode for path in above]
    state = State(checkout / ".gongkai")
    python = checkout / ".venv" / "bin" / "python"
    env = {"PYTHONPATH": f"{checkout}:{checkout / 'shared'}", "PATH": os.environ["PATH"]}
    launcher = subprocess.Popen(
        [python, checkout / "tests/integration/launcher/launcher.py", state.folder],
        env=env,
        cwd=checkout,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    while "Ctrl-C" not in "".join(said):
        said.append(launcher.stdout.readline())
        assert said[-1], said
    found = json.loads(state.run_file.read_text("utf-8"))
    elsewhere = Path(found["postgresql"]["folder"])
    launcher.send_signal(2)
    launcher.communicate(timeout=20)

    assert launcher.returncode == 0
    assert elsewhere.stat().st_mode & 0o777 == 0o700
    assert (state.postgresql / "data" / "PG_VERSION").exists()
    assert [path.stat().st_mode for path in above] == before

    clean = [python, "-m", "deploy.local", "clean"]
    subprocess.run(clean, env=env, cwd=checkout, check=True, capture_output=True)
    assert not elsewhere.exists()
    assert not state.folder.exists()
