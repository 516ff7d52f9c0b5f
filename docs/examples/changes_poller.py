"""Keep a mirror of a Gongkai change feed in one file, whatever interrupts us; needs Python alone.

    python changes_poller.py https://host/catalog/v1/changes token.txt mirror.json [seconds]

The address may name streams: …/changes?stream=organs. Start it again after a crash and it goes on
where it was: what was read and how far it was read are one file, replaced in one step. A mirror
that cannot be read is put aside and read anew. Whoever renews the token writes it to token.txt;
where it is refused, or the address or the scope is wrong, the poller ends and says why, because
asking again would not help.

地址可写明变更流（…/changes?stream=organs）。用一个文件保存变更流的镜像，中断后重新运行即从断处继续；镜像损坏的，另存后从头读取。令牌由他人写入
token.txt；令牌、地址或者权限有误的，说明原因后退出。
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

GONE, BUSY = 410, (408, 429)
LONGEST = 86_400.0


class RefusedError(Exception):
    """The service refuses what we ask; the same again would be refused again."""


def say(words: str) -> None:
    """Tell whoever runs us what happens."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - a command


def held(mirror: Path) -> dict[str, Any]:
    """What the mirror holds: the cursor behind what was read, the newest event of each thing."""
    if not mirror.exists():
        say(f"no {mirror} yet: reading the feed from its start")
        return {"cursor": "", "things": {}}
    try:
        state = json.loads(mirror.read_bytes())
        known = [event["revision"] for event in state["things"].values()]
        if isinstance(state["cursor"], str) and all(isinstance(each, int) for each in known):
            return dict(state)
    except (ValueError, LookupError, TypeError, AttributeError):
        pass  # cut off, or not ours
    aside = mirror.with_suffix(".damaged")
    mirror.replace(aside)
    say(f"{mirror} is damaged: kept as {aside.name}, reading the feed from its start")
    return {"cursor": "", "things": {}}


def ask(url: str, token: Path, cursor: str) -> dict[str, Any] | None:
    """One page; None where the cursor leads nowhere. Raises RefusedError."""
    query = urlencode({"limit": 200} | ({"cursor": cursor} if cursor else {}))
    headers = {"Authorization": f"Bearer {token.read_text().strip()}"}
    address = f"{url}{'&' if '?' in url else '?'}{query}"
    try:
        with urlopen(Request(address, headers=headers), timeout=30) as answer:  # noqa: S310 - the operator's address
            return page_in(answer.read())
    except HTTPError as error:
        if error.code == GONE:
            return None
        if error.code in BUSY or error.code >= 500:  # noqa: PLR2004 - theirs, it passes
            raise
        raise RefusedError(f"{error.code} {problem_in(error)}") from error


def page_in(answer: bytes) -> dict[str, Any]:
    """The page of a feed; whatever else may answer for a while, such as a notice of maintenance, is
    a ValueError.
    """
    try:
        page: dict[str, Any] = json.loads(answer)
        if isinstance(page["items"], list) and isinstance(page["next_cursor"], str):
            return page
    except (ValueError, LookupError, TypeError):
        pass
    raise ValueError("what answers there is no change feed")


def problem_in(error: HTTPError) -> str:
    """The code and the words of a problem document (docs/errors.md says what each means)."""
    try:
        problem = json.load(error)
        return f"{problem['code']}: {problem['title']} {problem.get('detail') or ''}".strip()
    except (ValueError, LookupError, TypeError):
        return error.reason


def pull(url: str, token: Path, mirror: Path) -> bool:
    """Read one page into the mirror; returns whether there is more to read at once."""
    state = held(mirror)
    page = ask(url, token, state["cursor"])
    if page is None:
        say("their database was restored: reading the feed from its start")
        mirror.unlink(missing_ok=True)  # the feed from its start is the present state
        return True
    for event in page["items"]:  # the newest event of a thing is its state; an older one is nothing
        if event["revision"] > state["things"].get(event["subject"], {"revision": 0})["revision"]:
            state["things"][event["subject"]] = event
    state["cursor"] = page["next_cursor"]
    draft = mirror.with_name(f"{mirror.name}.new")
    draft.write_text(json.dumps(state))
    draft.replace(mirror)
    if page["items"]:
        say(f"{len(page['items'])} events read, {len(state['things'])} things known")
    return bool(page["has_more"])


def run(url: str, token: Path, mirror: Path, pause: float) -> None:
    """Read on and on. Raises RefusedError."""
    while True:
        try:
            more = pull(url, token, mirror)
        except (OSError, ValueError, HTTPException) as error:  # no connection, or it broke
            say(f"{error}: trying again in {pause:g} s")
            more = False
        if not more:
            time.sleep(pause)


def seconds(text: str) -> float:
    """How long to wait, as it was typed; 0 where it is no such number."""
    try:
        pause = float(text)
    except ValueError:
        return 0
    return pause if 0 < pause <= LONGEST else 0


if __name__ == "__main__":
    pause = seconds(sys.argv[4]) if len(sys.argv) > 4 else 5.0  # noqa: PLR2004 - the optional one
    if len(sys.argv) < 4 or not pause or not sys.argv[1].startswith(("http://", "https://")):  # noqa: PLR2004 - those that it needs
        sys.exit("Usage: python changes_poller.py URL TOKEN_FILE MIRROR_FILE [SECONDS]")
    say(f"reading {sys.argv[1]} into {sys.argv[3]}; asking again every {pause:g} s; Ctrl-C ends")
    try:
        run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), pause)
    except KeyboardInterrupt:
        sys.exit(0)
    except RefusedError as refused:
        sys.exit(f"refused: {refused}")
