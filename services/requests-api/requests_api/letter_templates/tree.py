"""A part of a DOCX as a tree of what is always there, what depends and what repeats. Pure.

A tag lies in one paragraph. A statement that has a paragraph, or a row of a table, of its own is
about what stands beside it up to its end; the paragraph itself does not appear.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from jinja2 import nodes

from requests_api.letter_templates.checking import DEEPEST, Checker
from requests_api.letter_templates.kinds import Why
from requests_api.letter_templates.notation import (
    NotationError,
    has_mark,
    regions,
    statement,
    tags,
)
from requests_api.letter_templates.packages import Element, W

P, R, T, TR = (f"{W}{name}" for name in ("p", "r", "t", "tr"))
MOST_TAGS = 400
_MOST_TEXTS = 2000
"""Of a paragraph that has tags."""
_DEEPEST_ELEMENT = 60

Bound = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class Always:
    """An element; ``pieces`` are what is filled in of the texts of a paragraph."""

    element: Element
    children: "Sequence[Node]" = ()
    pieces: Sequence[tuple[int, int, str]] = ()
    """From which of its texts to which one, and their template."""


@dataclass(slots=True)
class Depends:
    """One of several, by the first condition that holds; None: otherwise."""

    arms: "list[tuple[str | None, list[Node]]]"


@dataclass(slots=True)
class Repeats:
    """Once for each entry of a list."""

    variable: str
    source: str
    children: "list[Node]" = field(default_factory=list)


Node = Always | Depends | Repeats


def texts_of(paragraph: Element) -> list[Element]:
    """The texts of a paragraph itself, without those of text boxes that hang on it."""
    return [each for each in paragraph.iter(T) if next(each.iterancestors(P), None) is paragraph]


class Reader:
    """Reads a part, checking every tag in it; what is wrong is noted in the checker."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._tags = 0

    def read(self, root: Element) -> Always:
        """The tree of a part."""
        self._look_beside(root)
        return self._always(root, {}, 0, 0)

    def _look_beside(self, root: Element) -> None:
        """Refuse tags where nothing is filled in."""
        for element in root.iter():
            is_text = element.tag == T and next(element.iterancestors(P), None) is not None
            said = ["" if is_text else element.text or "", element.tail or ""]
            if isinstance(element.tag, str):
                said += [str(value) for value in element.attrib.values()]
            for text in said:
                if has_mark(text):
                    self._checker.refuse(text, Why.MISPLACED)

    def _always(self, element: Element, bound: Bound, depth: int, level: int) -> Always:
        if level > _DEEPEST_ELEMENT:
            self._checker.refuse(str(element.tag), Why.TOO_DEEP)
            return Always(element)
        children = self._children(element, bound, depth, level)
        pieces = self._pieces(element, bound, depth) if element.tag == P else ()
        return Always(element, children, pieces)

    def _children(self, element: Element, bound: Bound, depth: int, level: int) -> Sequence[Node]:
        return _Siblings(self, bound, depth, level).read(element)

    def _pieces(self, paragraph: Element, bound: Bound, depth: int) -> list[tuple[int, int, str]]:
        texts = [each.text or "" for each in texts_of(paragraph)]
        whole = "".join(texts)
        if not has_mark(whole):
            return []
        try:
            self.count(whole, len(texts))
            pieces = list(_pieces(texts, whole))
        except NotationError as error:
            self._checker.refuse(*error.refused)
            return []
        for _, _, text in pieces:
            self._checker.check(text, bound, depth)
        return pieces

    def count(self, text: str, texts: int = 1) -> None:
        """Count the tags of a text in so many ``texts``. Raises `NotationError` beyond what a
        letter needs.
        """
        self._tags += sum(1 for _ in tags(text))
        if self._tags > MOST_TAGS or texts > _MOST_TEXTS:
            raise NotationError(text, Why.TOO_MUCH)

    def always(self, element: Element, bound: Bound, depth: int, level: int) -> Always:
        """An element among its siblings."""
        return self._always(element, bound, depth, level)

    @property
    def checker(self) -> Checker:
        """Where is noted what is wrong."""
        return self._checker


@dataclass(slots=True)
class _Open:
    """A statement that has not ended yet."""

    text: str
    word: str
    node: Depends | Repeats
    into: list[Node]
    bound: Bound


class _Siblings:
    """Reads the children of one element, and the statements that stand among them."""

    def __init__(self, reader: Reader, bound: Bound, depth: int, level: int) -> None:
        self._reader, self._checker = reader, reader.checker
        self._bound, self._depth, self._level = bound, depth, level
        self._open: list[_Open] = []
        self._found: list[Node] = []

    def read(self, element: Element) -> list[Node]:
        """The children as nodes."""
        for child in element:
            text = _own_text(child)
            try:
                tag = None if text is None else statement(text)
                if tag is not None and text is not None:
                    self._reader.count(text)
                    self._statement(text.strip(), tag.words)
                    continue
            except NotationError as error:
                self._checker.refuse(*error.refused)
                continue
            depth = self._depth + len(self._open)
            node = self._reader.always(child, self._within, depth, self._level + 1)
            self._into.append(node)
        for left in self._open:
            self._checker.refuse(left.text, Why.UNCLOSED)
        return self._found

    @property
    def _into(self) -> list[Node]:
        return self._open[-1].into if self._open else self._found

    @property
    def _within(self) -> Bound:
        return self._open[-1].bound if self._open else self._bound

    def _statement(self, text: str, words: Sequence[str]) -> None:
        word = words[0] if words else ""
        rest = " ".join(words[1:])
        match word:
            case "if":
                self._begin_if(text, rest)
            case "for":
                self._begin_for(text, rest)
            case "elif" | "else":
                self._otherwise(text, word, rest)
            case "endif" | "endfor":
                self._end(text, word)
            case _:
                raise NotationError(text, Why.STATEMENT)

    def _begin_if(self, text: str, rest: str) -> None:
        bound, arm = self._within, list[Node]()
        self._test(text, rest)
        node = Depends([(rest, arm)])
        self._begin(_Open(text, "if", node, arm, bound))

    def _begin_for(self, text: str, rest: str) -> None:
        bound = self._within
        made = self._checker.check(f"{{% for {rest} %}}{{% endfor %}}", bound, self._around)
        head = made[0] if made else None
        if not isinstance(head, nodes.For) or len(made or ()) != 1:
            raise NotationError(text, Why.LOOP)
        variable = head.target.name if isinstance(head.target, nodes.Name) else ""
        source = head.iter.name if isinstance(head.iter, nodes.Name) else ""
        node = Repeats(variable, source)
        within = self._checker.loop(head, text, bound)
        self._begin(_Open(text, "for", node, node.children, within))

    def _begin(self, opened: _Open) -> None:
        if self._around >= DEEPEST:
            self._checker.refuse(opened.text, Why.TOO_DEEP)
        self._into.append(opened.node)
        self._open.append(opened)

    @property
    def _around(self) -> int:
        return self._depth + len(self._open)

    def _otherwise(self, text: str, word: str, rest: str) -> None:
        last = self._open[-1] if self._open else None
        if last is None or not isinstance(last.node, Depends) or last.node.arms[-1][0] is None:
            raise NotationError(text, Why.UNCLOSED)
        if word == "elif":
            self._test(text, rest, around=self._around - 1)
        arm: list[Node] = []
        last.node.arms.append((rest if word == "elif" else None, arm))
        last.into = arm

    def _end(self, text: str, word: str) -> None:
        if not self._open or f"end{self._open[-1].word}" != word:
            raise NotationError(text, Why.UNCLOSED)
        self._open.pop()

    def _test(self, text: str, rest: str, around: int | None = None) -> None:
        at = self._around if around is None else around
        made = self._checker.check(f"{{% if {rest} %}}{{% endif %}}", self._within, at)
        if made is not None and (len(made) != 1 or not isinstance(made[0], nodes.If)):
            raise NotationError(text, Why.SYNTAX)


def _own_text(element: Element) -> str | None:
    """The text of a paragraph, or of the paragraphs of a row."""
    if element.tag == P:
        return "".join(each.text or "" for each in texts_of(element))
    if element.tag == TR:
        return "".join(each.text or "" for each in element.iter(T))
    return None


def _pieces(texts: Sequence[str], whole: str) -> Iterator[tuple[int, int, str]]:
    """The texts that are filled in together: those over which a tag, or what it opens, is spread.

    Raises `NotationError`.
    """
    starts = list(accumulate(map(len, texts), initial=0))[:-1]
    together: tuple[int, int] | None = None
    for start, end in regions(whole):
        first = max(i for i, at in enumerate(starts) if at <= start and texts[i])
        last = max(i for i, at in enumerate(starts) if at < end and texts[i])
        if together is not None and first <= together[1]:
            together = together[0], last
            continue
        if together is not None:
            yield *together, "".join(texts[together[0] : together[1] + 1])
        together = first, last
    if together is not None:
        yield *together, "".join(texts[together[0] : together[1] + 1])
