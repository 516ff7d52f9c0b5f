"""The notation of templates: tags in a text, and the engine that reads them. Pure.

What is checked is what is filled in: the same text goes to the same parser, and nothing of it is
ever read as XML.
"""

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from requests_api.letter_templates.kinds import Why

LONGEST_TAG = 300
LONGEST_TEXT = 20_000
"""Characters of a paragraph that has tags."""
_ENDS = {"{": "}}", "%": "%}", "#": "#}"}
FILTERS = frozenset({"clause", "default", "first", "join", "last", "length", "sentence", "trim"})
_STOPS = "。！？；…．.!?;"


class Refused(NamedTuple):
    """Something in a template that is not allowed."""

    expression: str
    why: Why


class NotationError(Exception):
    """A text that is not of the notation."""

    def __init__(self, expression: str, why: Why) -> None:
        super().__init__(why)
        self.refused = Refused(expression[:LONGEST_TAG], why)


class Tag(NamedTuple):
    """A tag of a text, from its first brace to behind its last."""

    start: int
    end: int
    words: list[str]
    """Of a statement: `if`, `else` …; none of an expression or a comment."""

    @property
    def opens(self) -> bool:
        """Whether something ends later that begins here."""
        return self.words[:1] in (["if"], ["for"])

    @property
    def closes(self) -> bool:
        """Whether something ends here."""
        return self.words[:1] in (["endif"], ["endfor"])


def has_mark(text: str) -> bool:
    """Whether a tag begins in the text."""
    return any("{" + kind in text for kind in _ENDS)


def tags(text: str) -> Iterator[Tag]:
    """The tags of a text, in their order. Raises `NotationError`."""
    at = text.find("{")
    while at >= 0:
        end = _ENDS.get(text[at + 1 : at + 2])
        if end is None:
            at = text.find("{", at + 1)
            continue
        until = text.find(end, at + 2)
        if until < 0 or until + 2 - at > LONGEST_TAG:
            raise NotationError(text[at:], Why.UNCLOSED if until < 0 else Why.TOO_MUCH)
        words = _words(text[at + 2 : until]) if end == "%}" else []
        yield Tag(at, until + 2, words)
        at = text.find("{", until + 2)


def _words(inside: str) -> list[str]:
    """The words of a statement; `{%p if …` and `{%tr for …` are how docxtpl marks those that have
    a paragraph or a row of their own.
    """
    words = inside.strip("+-").split()
    if words[:1] in (["p"], ["tr"]) and inside[:1] != " ":
        return words[1:]
    return words


def statement(text: str) -> Tag | None:
    """The one statement that a paragraph or a row consists of, if it does."""
    text = text.strip()
    if not text.startswith("{%"):
        return None
    first = next(tags(text), None)
    return first if first is not None and first.end == len(text) else None


def regions(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a paragraph's text that are filled in, each whole in itself.

    Raises `NotationError` where something is opened that does not end in the same paragraph.
    """
    depth, start = 0, 0
    for tag in tags(text):
        start = start if depth else tag.start
        depth += tag.opens - tag.closes
        if depth < 0:
            raise NotationError(text[tag.start : tag.end], Why.UNCLOSED)
        if not depth:
            yield start, tag.end
    if depth:
        raise NotationError(text[start:], Why.UNCLOSED)


def _joined(value: object) -> object:
    """A list that is written out as it is."""
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else value


def _sentence(value: object) -> str:
    """What somebody wrote, ending as a sentence does."""
    text = str(value).rstrip().rstrip("，,、")
    return text if not text or text[-1] in f"{_STOPS}：:」”" else f"{text}。"


def _clause(value: object) -> str:
    """What somebody wrote, to go on in the middle of a sentence."""
    return str(value).strip().rstrip(f"{_STOPS}，,")


def environment() -> ImmutableSandboxedEnvironment:
    """The engine, with nothing in it that a template is not allowed to name."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, finalize=_joined, cache_size=0
    )
    made.filters |= {"clause": _clause, "sentence": _sentence}
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.globals.clear()
    made.tests = {}
    return made


def parsed(text: str) -> list[nodes.Node]:
    """The syntax tree of a text. Raises `NotationError`."""
    if len(text) > LONGEST_TEXT:
        raise NotationError(text, Why.TOO_MUCH)
    try:
        return list(environment().parse(text).body)
    except (TemplateSyntaxError, RecursionError, ValueError, OverflowError) as error:
        raise NotationError(text, Why.SYNTAX) from error
