"""The one canonical JSON form of a value, for hashing: a subset of RFC 8785 (JCS); pure.

Whatever is taken here, any JCS library writes in the same bytes, so that others can verify what we
hashed: UTF-8, no blanks, members in the order of their names' UTF-16 code units, the short escapes.
What a subset leaves out is refused: fractions, integers beyond 2**53, control characters, lone
surrogates.
"""

import json
from collections.abc import Mapping
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | list[Json] | tuple[Json, ...] | Mapping[str, Json] | None"

MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly."""

_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)
_CONTROLS = frozenset(map(chr, range(32))) - {"\t", "\n", "\r"}


class NotCanonical(ValueError):  # noqa: N818 - reads as what it says of the value
    """A value has no single canonical JSON form: floats, large integers, control characters."""


def canonical_json(value: Json) -> bytes:
    """The one UTF-8 form of a JSON value, as RFC 8785 writes it.

    Raises `NotCanonical` for what has no such form or what jsonb cannot hold.
    """
    try:
        return _ENCODER.encode(_plain(value)).encode()
    except RecursionError as error:
        raise NotCanonical("nested too deep") from error
    except UnicodeEncodeError as error:
        raise NotCanonical("a lone surrogate") from error


def _utf16(name: str) -> bytes:
    """By what RFC 8785 sorts: code points beyond the basic plane come before U+E000."""
    return name.encode("utf-16-be")


def _refuse_controls(text: str) -> None:
    # What is printable holds none, and is known to be so without looking at each character.
    if not text.isprintable() and not _CONTROLS.isdisjoint(text):
        raise NotCanonical("a control character")


def _sorted(members: Mapping[str, object]) -> list[str]:
    """The names of the members in their order; all of them are looked at together."""
    try:
        names = "".join(members)
    except TypeError:
        raise NotCanonical("a member name that is no text") from None
    _refuse_controls(names)
    # Code points and UTF-16 differ in their order beyond ASCII only.
    return sorted(members, key=None if names.isascii() else _utf16)


def _plain(value: object) -> object:
    """The value in dictionaries, lists and scalars; raises for any other part."""
    if isinstance(value, str):
        _refuse_controls(value)
        return str(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise NotCanonical("an integer beyond 2**53")
        return int(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(value[name]) for name in _sorted(value)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise NotCanonical(f"a {type(value).__name__}")
