"""Filling a template in: its tree and the facts of a letter become text. Pure.

Texts are set as texts: whatever a fact says is neither markup nor a tag. What comes out is bounded.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from jinja2 import Template, TemplateError
from lxml import etree

from requests_api.letter_templates.notation import environment
from requests_api.letter_templates.packages import Element, W
from requests_api.letter_templates.tree import Always, Depends, Node, P, Repeats, T, texts_of

Fact = str | bool | Sequence[str] | Sequence[Mapping[str, str]]
Facts = Mapping[str, Fact]

MOST_CHARACTERS = 400_000
MOST_ELEMENTS = 60_000
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = f"{W}br"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class FillingError(Exception):
    """A template does not take these facts, or makes too much of them."""


class Filler:
    """Fills in one letter."""

    def __init__(self, facts: Facts) -> None:
        self._environment = environment()
        self._facts: dict[str, Any] = dict(facts)
        self._templates: dict[str, Template] = {}
        self._characters = self._elements = 0
        self.said: list[str] = []
        """What was filled in."""

    def part(self, tree: Always) -> Element:
        """A part filled in. Raises `FillingError`."""
        return self._always(tree, self._facts)

    def _nodes(self, nodes: Sequence[Node], scope: Mapping[str, Any]) -> list[Element]:
        return [made for node in nodes for made in self._node(node, scope)]

    def _node(self, node: Node, scope: Mapping[str, Any]) -> list[Element]:
        match node:
            case Always():
                return [self._always(node, scope)]
            case Depends(arms):
                for test, children in arms:
                    if test is None or self._holds(test, scope):
                        return self._nodes(children, scope)
                return []
            case Repeats(variable, source, children):
                entries = list(scope.get(source) or ())
                made: list[Element] = []
                for index, entry in enumerate(entries, 1):
                    loop = {
                        "index": index,
                        "first": index == 1,
                        "last": index == len(entries),
                    }
                    made += self._nodes(children, {**scope, variable: entry, "loop": loop})
                return made

    def _always(self, node: Always, scope: Mapping[str, Any]) -> Element:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise FillingError("too many elements")
        made = deepcopy(node.element) if not len(node.element) else _bare(node.element)
        made.extend(self._nodes(node.children, scope))
        if node.pieces:
            texts = texts_of(made)
            for first, last, text in node.pieces:
                _set(texts[first], self._filled(text, scope))
                for emptied in texts[first + 1 : last + 1]:
                    emptied.text = ""
        if made.tag == P:
            self.said.append("".join(each.text or "" for each in texts_of(made)))
        return made

    def _holds(self, test: str, scope: Mapping[str, Any]) -> bool:
        return self._filled(f"{{% if {test} %}}1{{% endif %}}", scope) == "1"

    def _filled(self, text: str, scope: Mapping[str, Any]) -> str:
        pieces: list[str] = []
        try:
            if text not in self._templates:
                self._templates[text] = self._environment.from_string(text)
            for piece in self._templates[text].generate(scope):
                self._characters += len(piece)
                if self._characters > MOST_CHARACTERS:
                    raise FillingError("too many characters")
                pieces.append(piece)
        except (TemplateError, TypeError, ValueError, RecursionError) as error:
            raise FillingError(type(error).__name__) from error
        return _NOT_XML.sub("", "".join(pieces))


def _bare(element: Element) -> Element:
    """The element without its children."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    made = etree.Element(element.tag, attributes, element.nsmap)  # type: ignore[arg-type]  # its own
    made.text, made.tail = element.text, element.tail
    return made


def _set(text: Element, said: str) -> None:
    """Set a text of several lines; what follows the first stands behind it in the same run."""
    first, *more = said.split("\n")
    text.text = first
    text.set(_SPACE, "preserve")
    run = text.getparent()
    if run is None:
        return
    at = run.index(text)
    for line in more:
        broken, following = etree.Element(_BREAK), etree.Element(T)
        following.text = line
        following.set(_SPACE, "preserve")
        run.insert(at + 1, broken)
        run.insert(at + 2, following)
        at += 2
