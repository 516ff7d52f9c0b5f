"""JSON as RFC 8259 means it: what parsers disagree about is refused instead of guessed.

Refused are members given twice, `NaN` and infinities (also as `1e999`), numbers of absurd length,
nesting beyond 64 levels and bytes that are not UTF-8. Whatever comes from outside is read with
this: bodies, tokens, key sets, exported chains.
"""

import json
import math
import re
from typing import NoReturn

from gongkai.errors import BadRequest

MAX_DEPTH = 64
MAX_DIGITS = 400
"""Longest whole number that is read at all; the bounds of a field decide about the rest."""

# A string that never closes is a token too, and nothing is tried twice: searched for again from
# each of its quotes, a few hundred kilobytes would hold everybody up for minutes.
_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


class MalformedJson(BadRequest):
    """The body is no JSON, or JSON that two readers could understand differently: a member given
    twice, `NaN`, other bytes than UTF-8, more than 64 levels of nesting.
    """

    code = "malformed_json"
    title_zh = "JSON 内容有误"
    title_en = "Malformed JSON"


def parse_json(body: bytes) -> object:
    """The value of a JSON document; raises `MalformedJson`, whatever the bytes are."""
    if _is_too_deep(body):
        raise MalformedJson("JSON 嵌套层级过多", "The JSON is nested too deeply")
    try:
        return _DECODER.decode(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise MalformedJson("请求内容不是 UTF-8 编码", "The body is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise MalformedJson(
            f"第 {error.lineno} 行第 {error.colno} 列附近不是有效的 JSON",
            f"Not JSON near line {error.lineno}, column {error.colno}",
        ) from None
    except RecursionError:
        raise MalformedJson("JSON 嵌套层级过多", "The JSON is nested too deeply") from None


def _is_too_deep(body: bytes) -> bool:
    if body.count(b"[") + body.count(b"{") <= MAX_DEPTH:
        return False
    depth = 0
    for token in _TOKENS.finditer(body):
        first = token[0][0]
        if first in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif first in b"]}":
            depth -= 1
    return False


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedJson("同一对象中有重复的成员", "An object names a member twice")
    return members


def _no_constant(_name: str) -> NoReturn:
    raise MalformedJson("不允许 NaN 或无穷大", "NaN and infinities are not JSON")


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise MalformedJson("数字过长", "A number is too long")
    return int(digits)


def _fraction(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise MalformedJson("数字超出范围", "A number is out of range")
    return value


_DECODER = json.JSONDecoder(
    object_pairs_hook=_members,
    parse_constant=_no_constant,
    parse_int=_whole,
    parse_float=_fraction,
)
