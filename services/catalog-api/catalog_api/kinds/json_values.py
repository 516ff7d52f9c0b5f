"""JSON of any shape from outside, made safe to store, compare and hash. Pure.

Whoever defines a kind decides what its elements are, so no schema of ours reads them first: texts
are cleaned, numbers bounded, and what is large or deep is refused before anything looks into it.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic import BeforeValidator

from gongkai.crypto.canonical import MAX_INTEGER, Json, canonical_json
from gongkai.http.schemas import clean_text, refusal

JsonObject: TypeAlias = dict[str, Any]

MAX_DEPTH = 16
MAX_NODES = 5_000
"""Values in one document, each member and item counted."""
MAX_NAME = 100


def bounded_json(value: object) -> object:
    """The value with clean texts, whole numbers as such; refuses what is too large or too deep."""
    return _Cleaner().clean(value, 0)


BOUNDED = BeforeValidator(bounded_json)
"""Marks a member that holds JSON of any shape."""


class _Cleaner:
    """Cleans one document and counts what stands in it."""

    def __init__(self) -> None:
        self._nodes = 0

    def clean(self, value: object, depth: int) -> object:
        self._nodes += 1
        if self._nodes > MAX_NODES or depth > MAX_DEPTH:
            raise refusal(
                "json_too_large",
                f"内容过多或者嵌套过深：最多{MAX_NODES}项、{MAX_DEPTH}层",
                f"At most {MAX_NODES} values in {MAX_DEPTH} levels",
            )
        if isinstance(value, str):
            return clean_text(value)
        if isinstance(value, Mapping):
            return {_name(name): self.clean(each, depth + 1) for name, each in value.items()}
        if isinstance(value, list):
            return [self.clean(each, depth + 1) for each in value]
        return value if value is None or isinstance(value, bool) else _number(value)


def _name(name: object) -> str:
    cleaned = clean_text(name)
    if not isinstance(cleaned, str) or not 0 < len(cleaned) <= MAX_NAME:
        raise refusal(
            "json_member_name",
            f"成员名须为1至{MAX_NAME}个字",
            f"Member names have 1 to {MAX_NAME} characters",
        )
    return cleaned


def _number(value: object) -> object:
    """A number that database, hash and every reader keep exactly; 2.0 is the whole number 2."""
    # What is no number at all (NaN) is not less than anything either.
    if isinstance(value, int | float) and abs(value) <= MAX_INTEGER:
        return int(value) if value == int(value) else value
    raise refusal(
        "json_number_out_of_range", "数字超出范围", "The number is beyond what is kept exactly"
    )


def digest_of(document: object) -> str:
    """The SHA-256 of a JSON document, hexadecimal, whatever the order of its members."""
    return hashlib.sha256(canonical_json(_without_fractions(document))).hexdigest()


def _without_fractions(value: object) -> Json:
    # The canonical form knows no fractions: each stands as its shortest decimal, marked as one.
    if isinstance(value, float):
        return {"#": repr(value)}
    if isinstance(value, Mapping):
        return {str(name): _without_fractions(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_fractions(each) for each in value]
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"no JSON: {type(value).__name__}")
