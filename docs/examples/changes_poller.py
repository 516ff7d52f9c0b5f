"""Keep a mirror of a Gongkai change feed in one file, whatever interrupts us; needs Python alone.

    python changes_poller.py https://host/catalog/v1/changes token.txt mirror.json [seconds]

Start it again after a crash and it goes on where it was: what was read and how far it was read are
one file, replaced in one step. Whoever renews the token writes it to token.txt.
"""

import json
import sys
import time
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen


def pull(url: str, token: Path, mirror: Path) -> bool:
    """Read one page into the mirror; returns whether there is more to read at once."""
    state: Any = (
        json.loads(mirror.read_bytes()) if mirror.exists() else {"cursor": "", "things": {}}
    )
    query = urlencode({"limit": 200} | ({"cursor": state["cursor"]} if state["cursor"] else {}))
    headers = {"Authorization": f"Bearer {token.read_text().strip()}"}
    try:
        with urlopen(Request(f"{url}?{query}", headers=headers), timeout=30) as answer:  # noqa: S310 - the operator's address
            page = json.load(answer)
    except HTTPError as error:
        if error.code != 410:  # noqa: PLR2004 - Gone
            raise
        mirror.unlink()  # their database was restored: the feed from its start is the present state
        return True
    for event in page["items"]:  # the newest event of a thing is its state; an older one is nothing
        if event["revision"] > state["things"].get(event["subject"], {"revision": 0})["revision"]:
            state["things"][event["subject"]] = event
    state["cursor"] = page["next_cursor"]
    draft = mirror.with_name(f"{mirror.name}.new")
    draft.write_text(json.dumps(state))
    draft.replace(mirror)
    return bool(page["has_more"])


if __name__ == "__main__":
    if len(sys.argv) < 4:  # noqa: PLR2004 - those that it needs
        sys.exit("Usage: python changes_poller.py URL TOKEN_FILE MIRROR_FILE [SECONDS]")
    pause = float(sys.argv[4]) if len(sys.argv) > 4 else 5.0  # noqa: PLR2004 - the optional one
    while True:
        try:
            more = pull(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
        except (OSError, ValueError, HTTPException) as error:  # no connection, or it broke
            print(f"{error}: trying again in {pause:g} s", file=sys.stderr)  # noqa: T201 - a command
            more = False
        if not more:
            time.sleep(pause)
