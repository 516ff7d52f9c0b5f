"""Runs a command that ends with its parent; executed by path, with the standard library alone.

Takes one JSON argument: `argv`, `parent` (process id), `signal` sent when the parent dies, and for
a server that must not run as root `uid`, `gid` and `folder`. `@folder@` in argv stands for that
folder, opened before the privileges are dropped: the server reaches its own data below folders
that are closed to its user, and no folder's mode has to be widened.
"""

import ctypes
import json
import os
import sys

PR_SET_PDEATHSIG = 1


def main(job: dict) -> None:  # type: ignore[type-arg]
    """Drop privileges if asked, ask the kernel for a signal at the parent's death, exec."""
    argv = job["argv"]
    if job.get("folder"):
        folder = os.open(job["folder"], os.O_RDONLY | os.O_DIRECTORY)
        os.set_inheritable(folder, True)
        argv = [part.replace("@folder@", f"/proc/self/fd/{folder}") for part in argv]
    if job.get("uid") is not None:
        os.setgroups([])
        os.setgid(job["gid"])
        os.setuid(job["uid"])
    os.umask(0o077)
    if sys.platform == "linux":
        # After setuid: a change of user clears the request.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, job["signal"])
    if os.getppid() != job["parent"]:
        sys.exit("the parent ended before this process began")
    try:
        os.execv(argv[0], argv)  # noqa: S606 - the command is the launcher's own
    except OSError as error:
        sys.exit(f"cannot start {argv[0]}: {error.strerror}")


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
