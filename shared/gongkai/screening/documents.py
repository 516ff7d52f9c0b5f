"""A whole file looked through: what is found in it and where, and what could not be looked at.

    report = screen(file, "docx")      # in a process of its own: see gongkai.files.screening

What comes from outside is parsed here, so this runs as a program whose processor time, memory and
files are bounded: `python -m gongkai.screening.documents docx 30` (seconds of the processor), the
file on its standard input, the report as JSON on its standard output.
"""

import resource
import sys
from bisect import bisect_right
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import accumulate
from typing import BinaryIO

from gongkai.screening.findings import Finding, findings, masked
from gongkai.screening.kinds import Kind
from gongkai.screening.office import read_office
from gongkai.screening.passages import Passages, Place, TooMuchError
from gongkai.screening.pdf import read_pdf
from gongkai.screening.plain_text import read_text
from gongkai.screening.reports import DocumentFinding, Report

CPU_SECONDS = 30
_MEMORY = 2 * 1024 * 1024 * 1024
_CHUNK = 200_000
_MOST_FINDINGS = 300
"""Different ones; more are one file too many for anybody to look through."""
_AROUND = 12
"""Characters on either side that are shown with a finding."""
_SHOWN_FROM, _HEAD, _TAIL = 11, 3, 2
"""Of a number with so many characters the first and the last are shown."""
_READERS: Mapping[str, Callable[[BinaryIO, Passages], None]] = {
    "docx": read_office,
    "xlsx": read_office,
    "pdf": read_pdf,
    "text": read_text,
}
FORMATS = frozenset(_READERS)


def screen(file: BinaryIO, file_format: str) -> Report:
    """What stands in the file; never raises for a bad one, of which it says so."""
    passages = Passages()
    try:
        _READERS[file_format](file, passages)
    except (TooMuchError, MemoryError):
        passages.unscreened.add(Kind.NOT_SCREENED_TOO_MUCH)
    except Exception:  # noqa: BLE001 - whatever a parser makes of a hostile file: nobody has read it
        passages.unscreened.add(Kind.NOT_SCREENED_UNREADABLE)
    return report_of(passages)


def report_of(passages: Passages) -> Report:
    """The findings in what was read: the same number is one, with how often it stands there."""
    found: dict[tuple[str, str], DocumentFinding] = {}
    for places, texts in passages.in_chunks(_CHUNK):
        whole = "\n".join(texts)
        begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
        for each in findings(whole):
            key = (each.kind.value, _signs(whole[each.start : each.end]))
            known = found.get(key)
            if known is not None:
                found[key] = known.model_copy(update={"times": known.times + 1})
            elif len(found) < _MOST_FINDINGS:
                place = places[bisect_right(begins, each.start) - 1]
                found[key] = _told(each, place, whole)
            else:
                passages.unscreened.add(Kind.NOT_SCREENED_TOO_MUCH)
    return Report(
        findings=tuple(found.values()),
        unscreened=tuple(why for why in Kind if why in passages.unscreened),
    )


def excerpt(text: str, finding: Finding) -> str:
    """The finding and the words around it, the numbers of people masked."""
    before = text[max(0, finding.start - _AROUND) : finding.start]
    after = text[finding.end : finding.end + _AROUND]
    shown = text[finding.start : finding.end]
    if finding.kind.is_personal:
        is_long = len(shown) >= _SHOWN_FROM
        head, tail = (_HEAD, _TAIL) if is_long else (1, 1)
        shown = shown[:head] + "*" * (len(shown) - head - tail) + shown[-tail:]
    return f"{_around(before)}{shown}{_around(after)}".replace("\n", " ")


def _around(text: str) -> str:
    """Half a number of a neighbour would not be known for one: no digits are shown."""
    return "".join("*" if each.isdigit() else each for each in masked(text))


def _told(finding: Finding, place: Place, text: str) -> DocumentFinding:
    return DocumentFinding(
        kind=finding.kind, part=place.part, at=place.at, excerpt=excerpt(text, finding), times=1
    )


def _signs(text: str) -> str:
    """What two writings of one number have in common."""
    return "".join(filter(str.isalnum, text)).upper() or text


def _bound(cpu_seconds: int) -> None:
    """What this process may use: it writes no file, and ends when its time is over."""
    bounds = {
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_AS: _MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in bounds.items():
        with suppress(ValueError, OSError):  # a system that knows no such bound, or a stricter one
            resource.setrlimit(kind, (most, most))


def main() -> None:
    """Screen standard input."""
    _bound(int(sys.argv[2]))
    sys.stdout.write(screen(sys.stdin.buffer, sys.argv[1]).model_dump_json())


if __name__ == "__main__":
    main()
