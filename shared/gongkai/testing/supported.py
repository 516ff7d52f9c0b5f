"""Which machines the wheels of PostgreSQL, Valkey and Traefik exist for.

Standard library only and nothing newer than Python 3.6: the launcher's first step runs it before
the environment exists, on an interpreter that may be the wrong one.
"""

import platform
import sys

SENTENCE = (
    "Gongkai runs on CPython 3.11 to 3.14 with venv, on Linux with glibc 2.28 or newer "
    "(x86-64, aarch64) and on macOS arm64."
)


class UnsupportedPlatformError(RuntimeError):
    """This interpreter or machine is none of those that SENTENCE names."""


def require_supported_platform() -> None:
    """Return on a supported interpreter and machine, else raise with one sentence that says which.

    Errors: UnsupportedPlatformError.
    """
    found = unsupported(
        implementation=platform.python_implementation(),
        version=sys.version_info[:2],
        system=platform.system(),
        machine=platform.machine(),
        libc=platform.libc_ver(),
    )
    if found:
        raise UnsupportedPlatformError(f"{SENTENCE} This is {found}.")


def unsupported(
    implementation: str,
    version: "tuple[int, int]",
    system: str,
    machine: str,
    libc: "tuple[str, str]",
) -> str:
    """Name what is not supported, in words, or return an empty string."""
    if implementation != "CPython" or not (3, 11) <= tuple(version) <= (3, 14):
        return f"{implementation} {version[0]}.{version[1]}"
    if system == "Darwin":
        return "" if machine == "arm64" else f"macOS on {machine}"
    if system != "Linux" or machine not in ("x86_64", "aarch64"):
        return f"{system or 'an unknown system'} on {machine or 'an unknown machine'}"
    name, text = libc
    if name != "glibc":
        return "Linux without glibc"
    numbers = tuple(int(part) for part in text.split(".")[:2])
    return "" if numbers >= (2, 28) else f"Linux with glibc {text}"
