"""`make run` around the launcher: what make's own ways with signals and exit codes do to it."""

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from deploy.local.state import State
from tests.integration.launcher.conftest import gone
from tests.waiting import until

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("interruptible")]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def state(folder):
    return State(folder / "state")


@pytest.fixture
def makefile(tmp_path, command, state):
    """A Makefile whose `run` is the launcher on `state`, with stand-ins for the services."""
    path = tmp_path / "Makefile"
    path.write_text(f"run:\n\t@{' '.join(command)} {state.folder}\n", "utf-8")
    return path


def copied(folder, *names):
    """Files of this checkout, at the same places below `folder`."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((ROOT / name).read_bytes())


def test_make_run_beside_a_running_one_says_so_and_ends_with_1(tmp_path):
    copied(tmp_path, "Makefile", "deploy/local/__init__.py", "deploy/local/claim.py")
    state = State(tmp_path / ".gongkai")
    state.lock()

    again = subprocess.run(
        ["make", "-C", str(tmp_path), "run", f"PYTHON={sys.executable}"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert again.returncode == 1, again.stderr
    assert f"process {os.getpid()} runs the platform of {state.folder}" in again.stdout
    state.unlock()


@pytest.mark.parametrize("whom", ["make", "group"])
def test_interrupting_make_stops_the_platform(makefile, state, whom):
    make = subprocess.Popen(
        ["make", "-f", str(makefile), "run"], start_new_session=True, stdout=subprocess.DEVNULL
    )
    until(state.run_file.exists)
    family = psutil.Process(make.pid).children(recursive=True)

    (os.killpg if whom == "group" else os.kill)(make.pid, signal.SIGINT)
    make.wait(timeout=20)

    assert not state.run_file.exists()
    gone(family)


def test_ctrl_c_on_a_terminal_ends_make_itself_with_success(makefile):
    script = f"make -f {makefile} run; echo make ended with $?"
    spawn = "import pty, sys; pty.spawn(['bash', '-c', sys.argv[1]])"
    terminal = subprocess.Popen(
        [sys.executable, "-c", spawn, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    shown = []
    for line in terminal.stdout:
        shown.append(line)
        if b"Ctrl-C stops" in line:
            terminal.stdin.write(b"\x03")
            terminal.stdin.flush()
    terminal.stdin.close()
    terminal.stdout.close()
    terminal.wait()

    assert b"make ended with 0" in shown[-1], shown


def test_a_killed_make_takes_the_platform_along(makefile, state):
    make = subprocess.Popen(
        ["make", "-f", str(makefile), "run"], start_new_session=True, stdout=subprocess.DEVNULL
    )
    until(state.run_file.exists)
    family = psutil.Process(make.pid).children(recursive=True)

    make.kill()
    make.wait()

    gone(family)
    assert not state.run_file.exists()


def test_a_command_waits_for_another_that_installs(tmp_path):
    lock = "requirements/dev.txt"
    copied(tmp_path, lock, "deploy/local/bootstrap.py")
    copied(tmp_path, *(f"shared/gongkai/testing/{name}.py" for name in ("__init__", "supported")))

    with (tmp_path / lock).open() as installing:
        fcntl.flock(installing, fcntl.LOCK_EX)
        other = subprocess.Popen(
            [sys.executable, str(tmp_path / "deploy/local/bootstrap.py")],
            stdout=subprocess.PIPE,
            text=True,
        )
        said = other.stdout.readline()
        other.kill()
        other.communicate()

    assert said.strip() == "Another command installs here; waiting for it …"
    assert not (tmp_path / ".venv").exists()


def test_installing_goes_on_telling_while_pip_is_silent():
    pip = (
        "import sys; print('Collecting a', flush=True);"
        " print('Installing collected packages: a', flush=True); sys.stdin.read()"
    )
    script = f"""
import sys
sys.path[0] = {str(ROOT / "deploy" / "local")!r}
import bootstrap
bootstrap._TICK, bootstrap._SAY_AGAIN = 0.01, 0.02
bootstrap._install_locked([sys.executable, "-c", {pip!r}], 2)
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as install:
        until(lambda: "Unpacking packages, " in install.stdout.readline())
        assert "Unpacking packages, " in install.stdout.readline()
        install.stdin.close()
        *_, last = install.stdout

    assert last.strip().startswith("Installed 2 locked packages in ")
    assert install.returncode == 0


def test_make_alone_lists_every_command():
    shown = subprocess.run(
        ["make", "-s", "-C", str(ROOT)], capture_output=True, text=True, check=True
    ).stdout
    documented = {"install", "run", "tour", "test", "test-unit", "check", "format", "snapshots"}
    documented |= {"migrations-check", "bench", "bench-growth", "test-long", "mutants"}
    documented |= {"lock", "clean"}
    listed = {line.split()[1] for line in shown.splitlines() if line.startswith("  make ")}
    assert listed == documented | {"help"}


@pytest.mark.parametrize("told", ["tomorrow", "2027-01-02 23:00"])
def test_a_tour_at_no_time_says_how_to_write_one(told):
    done = subprocess.run(
        [sys.executable, "-m", "deploy.local", "tour", "--at", told],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode != 0
    assert f"{told!r} is no time with its offset" in done.stderr
    assert "2027-01-02T23:00+08:00" in done.stderr


@pytest.mark.parametrize("year", [1999, 2099])
def test_a_tour_beyond_the_calendar_says_how_far_it_reaches(year):
    done = subprocess.run(
        ["make", "-s", "-C", str(ROOT), "tour", f"AT={year}-01-01T00:00+08:00"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert f"reach from 2009 to 2043, not to {year}" in done.stderr + done.stdout


def test_a_tour_in_a_language_that_is_not_spoken_says_which_are():
    done = subprocess.run(
        ["make", "-s", "-C", str(ROOT), "tour", "IN=fr"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "GONGKAI_LANGUAGE=fr is neither en nor zh" in done.stderr
