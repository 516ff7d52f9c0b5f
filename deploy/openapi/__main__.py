"""`python -m deploy.openapi [DOCUMENT …]`: lint these OpenAPI documents; unnamed, our own."""

import sys
from pathlib import Path

from deploy.openapi.linters import ROOT as REPOSITORY
from deploy.openapi.linters import InstallError, lint


def main(arguments: list[str]) -> int:
    """Print what the linters find; 1 where that is anything."""
    documents = [Path(argument).resolve() for argument in arguments]
    try:
        found = lint(documents or sorted((REPOSITORY / "services").glob("*/openapi.json")))
    except InstallError as error:
        print(
            f"{error}\nNext: mend the connection or npm's registry, then make check",
            file=sys.stderr,
        )
        return 1
    if found:
        print(found, file=sys.stderr)
        print(
            "The documents follow from the code: mend it there, then make snapshots.",
            file=sys.stderr,
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
