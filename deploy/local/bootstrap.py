"""Makes the environment from the locked requirements, then goes on as the launcher.

Runs on the system's python3 with the standard library alone, even an old one, to say what is
missing. `bootstrap.py` makes the environment; `bootstrap.py run …` then becomes
`.venv/bin/python -m deploy.local run …` in the same process.
"""

import fcntl
import hashlib
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".gongkai-installed"
LOCK = ROOT / "requirements" / "dev.txt"
PACKAGES = ("shared", "services/requests-api", "services/catalog-api", "services/notifier")
_SUPPORTED = ("3.14", "3.13", "3.12", "3.11")
_SAY_AGAIN = 5.0
_TICK = 1.0

# In place of this folder, whose modules bear names of the standard library's.
sys.path[0] = str(ROOT / "shared")
from gongkai.testing import supported  # noqa: E402 - importable from here on, without environment


def main(arguments: "list[str]") -> int:
    """Make the environment if it is not there, then become the launcher if there is a command."""
    _use_supported_interpreter()
    try:
        supported.require_supported_platform()
        with LOCK.open("rb") as locked:
            _wait_for_others(locked.fileno())
            install()
    except supported.UnsupportedPlatformError as error:
        return _fail(str(error))
    except _InstallError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("Stopped while installing; make install goes on from here.", code=130)
    if arguments:
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), "-m", "deploy.local", *arguments])  # noqa: S606 - our own
    return 0


class _InstallError(RuntimeError):
    """The environment could not be made; the message says what to do."""


def install() -> None:
    """Create `.venv` and install what is locked, unless that has been done for these very files."""
    wanted = _fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        return
    if not _venv_is_ours():
        print("  Creating .venv …", flush=True)
        _run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)], "python3 -m venv failed; " + _HINT
        )
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    names = re.findall(r"^([\w.\-]+)==", LOCK.read_text("utf-8"), re.MULTILINE)
    _install_locked([*pip, "--require-hashes", "-r", str(LOCK)], len(names))
    editable = [part for path in PACKAGES for part in ("-e", str(ROOT / path))]
    print("  Installing our own packages …", flush=True)
    _run([*pip, "-q", "--no-deps", "--no-build-isolation", "--no-index", *editable], _RETRY)
    STAMP.write_text(wanted, "utf-8")


_HINT = "is it installed? On Debian and Ubuntu: apt install python3-venv"
_RETRY = "pip failed, see above. Mend the connection or the package index, then make install"


def _wait_for_others(handle: int) -> None:
    """Two commands in a fresh checkout must not fill one environment at the same time."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("  Another command installs here; waiting for it …", flush=True)
        fcntl.flock(handle, fcntl.LOCK_EX)


def _use_supported_interpreter() -> None:
    """Where python3 is too old or too new but a supported one lies beside it, become that one."""
    if "%d.%d" % sys.version_info[:2] in _SUPPORTED:  # noqa: UP031 - read by old interpreters
        return
    for version in _SUPPORTED:
        other = shutil.which(f"python{version}")
        if other:
            os.execv(other, [other, *sys.argv])  # noqa: S606 - a Python of the PATH


def _venv_is_ours() -> bool:
    """Whether .venv holds a working interpreter of the version we run on."""
    if not PYTHON.exists():
        return False
    show = "import sys; print(*sys.version_info[:2])"
    found = subprocess.run([str(PYTHON), "-c", show], capture_output=True, text=True, check=False)
    return found.stdout.split() == [str(number) for number in sys.version_info[:2]]


def _fingerprint() -> str:
    """Changes with the lock, our packages' metadata, the interpreter and the place of the tree."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (LOCK, *(ROOT / package / "pyproject.toml" for package in PACKAGES)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _install_locked(command: "list[str]", total: int) -> None:
    """Run pip, counting the packages it has come to, then saying how long it has unpacked them."""
    began = time.monotonic()
    said = began
    kept = []
    seen = 0
    unpacks = False
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in _heard(pip.stdout or ()):
            kept += [line] if line else []
            seen += line.startswith(("Collecting ", "Requirement already satisfied"))
            unpacks = unpacks or line.startswith("Installing collected packages")
            now = time.monotonic()
            if sys.stdout.isatty() or now - said > _SAY_AGAIN:
                said = now
                what = "Unpacking packages" if unpacks else "Installing packages"
                count = "" if unpacks else f": {min(seen, total)} of {total}"
                _progress(f"{what}{count}, {now - began:.0f} s")
    if pip.returncode:
        raise _InstallError("".join(kept[-15:]) + _RETRY)
    _progress(f"Installed {total} locked packages in {time.monotonic() - began:.0f} s", end="\n")


def _heard(stream: "Iterable[str]") -> "Iterator[str]":
    """Each line when it comes, and "" for each second without one: pip unpacks in silence."""
    lines: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        for line in stream:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=_TICK)
        except queue.Empty:
            line = ""
        if line is None:
            return
        yield line


def _progress(text: str, end: str = "") -> None:
    """One line that is overwritten on a terminal, and a line each elsewhere."""
    if sys.stdout.isatty():
        print(f"\r  {text}\033[K", end=end, flush=True)
    else:
        print(f"  {text}", flush=True)


def _run(command: "list[str]", hint: str) -> None:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise _InstallError(done.stdout[-2000:] + hint)


def _fail(text: str, code: int = 1) -> int:
    print(f"\n  {text}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
