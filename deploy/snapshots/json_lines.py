"""JSON to be read in a diff: what fits on a line stands on one, so that one thought is one line."""

import json

_WIDTH = 120


def render(document: object) -> str:
    """The document with its members in order, indented by two."""
    return _text(document, 0, 0) + "\n"


def _text(value: object, depth: int, taken: int) -> str:
    """`value` at `depth`, when `taken` characters of its line are given away to its name."""
    line = json.dumps(value, ensure_ascii=False, sort_keys=True)
    # A reference gains nothing by three lines, however long its name.
    is_reference = isinstance(value, dict) and value.keys() == {"$ref"}
    if is_reference or not isinstance(value, dict | list) or not value:
        return line
    if 2 * depth + taken + len(line) < _WIDTH:
        return line
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, dict):
        parts = [_member(name, value[name], depth + 1) for name in sorted(value)]
    else:
        parts = [_text(item, depth + 1, 0) for item in value]
    indent = "  " * (depth + 1)
    inner = ",\n".join(f"{indent}{part}" for part in parts)
    return f"{opening}\n{inner}\n{'  ' * depth}{closing}"


def _member(name: str, value: object, depth: int) -> str:
    key = f"{json.dumps(name, ensure_ascii=False)}: "
    return key + _text(value, depth, len(key))
