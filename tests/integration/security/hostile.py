"""Values that a place of a request may be attacked with, by what its schema says stands there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.integration.security.operations import Raw

MARK = "Zq7Xv2"
"""Stands in every text that is sent; an answer that refuses must not hold it."""
IGNORED = {("check_annual_report", "key")}
"""Members that are read by nobody when they are unknown, and stored nowhere."""
NO_NAME = f"{MARK} {MARK}"
"""A member that no schema would have; one that looks like a name may be pointed at."""
MEGABYTE = 1024 * 1024
DEEP = 100_000


@dataclass(frozen=True)
class Hostile:
    """A value, what of it an answer must not repeat, and whether it must be refused."""

    name: str
    value: Any
    mark: str | None = MARK
    refused: bool = True

    def named(self, where, *, refused=None):
        """The same at a place, for a report."""
        refused = self.refused if refused is None else refused
        return Hostile(f"{where}: {self.name}", None, self.mark, refused)


def hostile_values(schemas) -> Iterator[Hostile]:
    """Values for a place of a JSON body where any of these schemas may stand."""
    kinds = {"object" if "properties" in schema else schema.get("type") for schema in schemas}
    yield from _of_wrong_type(kinds)
    if "string" in kinds:
        yield from _texts()
    formats = {schema.get("format") for schema in schemas}
    if "date" in formats:
        yield from _dates()
    if "uuid" in formats:
        yield from _ids()
    if kinds & {"integer", "number"}:
        yield from _numbers(is_whole="number" not in kinds)
    if "boolean" in kinds:
        for value in (2, "vielleicht" + MARK, 0.5):
            yield Hostile(f"boolean {value!r}", value)
    if "array" in kinds:
        yield Hostile("array of 100,000", [0] * DEEP)
        yield Hostile("array of junk", [MARK, {NO_NAME: MARK}, [[MARK]], None])
    if "object" in kinds:
        yield Hostile("members of junk", {NO_NAME: {NO_NAME: [MARK]}}, refused=False)
        yield Hostile("__proto__", {"__proto__": {"x": MARK}, "": MARK}, refused=False)


def _of_wrong_type(kinds) -> Iterator[Hostile]:
    by_type = {
        "null": Raw("null"),
        "boolean": Raw("true"),
        "string": MARK,
        "array": [MARK],
        "object": {"a": MARK},
        "number": 1.5,
    }
    for kind, value in by_type.items():
        # Null may well be allowed, and numbers may be told as text.
        may_pass = kind in kinds | {"null", "number", "string"} or None in kinds
        yield Hostile(f"{kind} for {kinds}", value, refused=not may_pass)


def _texts() -> Iterator[Hostile]:
    for name, piece in {
        "NUL": "\0",
        "ESC": "\x1b[2J",
        "backspace": "\x08",
        "DEL": "\x7f",
        "C1": "\x85",
    }.items():
        yield Hostile(f"text with {name}", f"{MARK}{piece}{MARK}")
    for surrogate in (r"\ud800", r"\udfff", r"\udc00\ud800"):
        yield Hostile(f"text with {surrogate}", Raw(f'"{MARK}{surrogate}"'))
    yield Hostile("empty text", "", None, refused=False)
    yield Hostile("blank text", " \t　", None, refused=False)
    yield Hostile("text of 1 MB", MARK * (MEGABYTE // len(MARK)))
    # May be accepted: last, because a change may end what can be done with a row.
    for name, piece in {
        "odd characters": "\u202e\u200d\uffff\U0010ffff" + "e" + "\u0301" * 40 + "１２３",
        "code": "<script>'; DROP TABLE cases; --%s%n${jndi:ldap://x}{0.__class__}../../etc/passwd",
    }.items():
        yield Hostile(f"text with {name}", f"{MARK}{piece}", refused=False)


def _dates() -> Iterator[Hostile]:
    for text in (
        "0000-00-00",
        "9999-12-31",
        "+12026-01-01",
        "-0001-01-01",
        "2025-02-30",
        "2025-13-01",
        "２０２５-01-01",
        "2025-1-1",
        "2025-01-01T00:00:00",
        "20250101",
        "2025-W01-1",
        "1735689600",
    ):
        yield Hostile(f"date {text}", text, text)
    yield Hostile("date as a number", 1735689600, "1735689600")


def _ids() -> Iterator[Hostile]:
    for text in ("0", "9223372036854775808", "{00000000-0000-0000-0000-000000000000", "urn:uuid:x"):
        yield Hostile(f"id {text}", text, text if len(text) > 1 else None)
    nil = "00000000-0000-0000-0000-000000000000"
    yield Hostile("id of nothing", nil, refused=False)


def _numbers(*, is_whole: bool) -> Iterator[Hostile]:
    for name, text in {
        "2^63": "9223372036854775808",
        "-2^63-1": "-9223372036854775809",
        "10^400": "1" + "0" * 400,
        "10^399": "1" + "0" * 399,
        "10^5000": "1" + "0" * 5000,
        "1e400": "1e400",
        "-1e400": "-1e400",
        "NaN": "NaN",
        "Infinity": "Infinity",
        "-Infinity": "-Infinity",
        "leading zero": "0123456789",
        "hexadecimal": "0xABCDEF12",
        "trailing dot": "123456789.",
    }.items():
        yield Hostile(name, Raw(text), text if len(text) > 8 else None)
    yield Hostile("1e308", Raw("1e308"), None)
    yield Hostile("-1", Raw("-1"), None, refused=False)
    yield Hostile("0.1", Raw("0.1"), None, refused=is_whole)
    yield Hostile("number as text", "1", None, refused=False)
    yield Hostile("2^63 as text", "9223372036854775808", "9223372036854775808")
    yield Hostile("long number as text", "1" * 5000, "1" * 50)


def hostile_words() -> Iterator[Hostile]:
    """Values for a parameter of an address; `raw:` is sent as it stands."""
    yield Hostile("NUL", f"raw:{MARK}%00")
    yield Hostile("NUL alone", "raw:%00", None)
    yield Hostile("bytes that are not UTF-8", f"raw:{MARK}%ff%fe")
    yield Hostile("lone surrogate", f"raw:{MARK}%ed%a0%80")
    yield Hostile("overlong slash", f"raw:{MARK}%c0%af")
    yield Hostile("control characters", f"raw:{MARK}%1b%08%7f%0d%0aX:%20y")
    for name, text in {
        "2^63": "9223372036854775808",
        "-2^63-1": "-9223372036854775809",
        "500 digits": "9" * 500,
        "5 KB": MARK * 900,
        "up": "../..",
        "encoded up": "raw:%2e%2e%2f%2e%2e%2f" + MARK,
        "markup": f"<{MARK}>",
        "SQL": f"{MARK}' OR '1'='1",
        "percent": f"raw:{MARK}%",
        "half an escape": f"raw:{MARK}%zz%2",
        "date": "+12026-01-01",
        "no day": "2025-02-30",
        "fraction": "1e400",
        "NaN": "NaN",
        "fullwidth": "１２３４",
        "right-to-left": f"\u202e{MARK}",
        "non-character": f"\uffff{MARK}",
        "empty": "",
        "plus": "+",
    }.items():
        mark = MARK if MARK in text else text if len(text) > 8 else None
        yield Hostile(name, text, mark, refused=False)
