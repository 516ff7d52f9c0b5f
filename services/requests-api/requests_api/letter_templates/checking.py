"""Which expressions are allowed in a template: nothing but what stands here. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from requests_api.letter_templates.fields import Fields
from requests_api.letter_templates.kinds import Why
from requests_api.letter_templates.notation import (
    FILTERS,
    LONGEST_TAG,
    NotationError,
    Refused,
    parsed,
)

DEEPEST = 2
_OF_LOOP = frozenset({"index", "first", "last"})
_COMPARED = frozenset({"eq", "ne"})


@dataclass(slots=True)
class Checker:
    """Walks syntax trees and notes what is named, what is unknown and what is refused."""

    fields: Fields
    named: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    refused: dict[Refused, None] = field(default_factory=dict)

    def check(
        self, text: str, bound: Mapping[str, frozenset[str]], depth: int
    ) -> list[nodes.Node] | None:
        """Check a text of which ``depth`` statements stand around; returns its tree. ``bound`` are
        the variables of loops with their members.
        """
        try:
            found = parsed(text)
        except NotationError as error:
            self.refuse(*error.refused)
            return None
        for node in found:
            self._node(node, text, bound, depth)
        return found

    def refuse(self, expression: str, why: Why) -> None:
        """Note what is not allowed."""
        self.refused[Refused(expression.strip()[:LONGEST_TAG], why)] = None

    def loop(
        self, node: nodes.For, text: str, bound: Mapping[str, frozenset[str]]
    ) -> Mapping[str, frozenset[str]]:
        """Check the head of a loop; returns the variables within it."""
        source, target = node.iter, node.target
        is_plain = isinstance(target, nodes.Name) and not node.recursive and node.test is None
        if not isinstance(source, nodes.Name) or not isinstance(target, nodes.Name) or not is_plain:
            self.refuse(text, Why.LOOP)
            return bound
        if target.name.startswith("_"):
            self.refuse(text, Why.PRIVATE)
        members = self.fields.lists.get(source.name)
        if source.name in bound or source.name in self.fields.single:
            self.refuse(text, Why.LOOP)
        elif members is None:
            self.unknown.add(source.name)
        self.named.add(source.name)
        return {**bound, target.name: members or frozenset(), "loop": _OF_LOOP}

    def _node(
        self, node: nodes.Node, text: str, bound: Mapping[str, frozenset[str]], depth: int
    ) -> None:
        match node:
            case nodes.For():
                self._for(node, text, bound, depth + 1)
            case nodes.If():
                self._if(node, text, bound, depth + 1)
            case nodes.Name():
                self._name(node.name, bound)
            case nodes.Getattr() | nodes.Getitem():
                self._member(node, text, bound)
            case _:
                for each in self._inner(node, text):
                    self._node(each, text, bound, depth)

    def _inner(self, node: nodes.Node, text: str) -> Iterable[nodes.Node]:
        """What stands within a node of which nothing else is to be known."""
        match node:
            case nodes.TemplateData() | nodes.Const():
                return ()
            case nodes.Output():
                return node.nodes
            case nodes.Filter():
                return self._filter(node, text)
            case nodes.Compare() if all(operand.op in _COMPARED for operand in node.ops):
                return [node.expr, *(operand.expr for operand in node.ops)]
            case nodes.And() | nodes.Or() | nodes.Not():
                return node.iter_child_nodes()
            case _:
                self._refuse_node(node, text)
                return ()

    def _if(
        self, node: nodes.If, text: str, bound: Mapping[str, frozenset[str]], depth: int
    ) -> None:
        if depth > DEEPEST:
            self.refuse(text, Why.TOO_DEEP)
        for branch in node.elif_:
            self._if(branch, text, bound, depth)
        for each in (node.test, *node.body, *node.else_):
            self._node(each, text, bound, depth)

    def _for(
        self, node: nodes.For, text: str, bound: Mapping[str, frozenset[str]], depth: int
    ) -> None:
        if depth > DEEPEST:
            self.refuse(text, Why.TOO_DEEP)
        within = self.loop(node, text, bound)
        for each in node.body:
            self._node(each, text, within, depth)
        for each in node.else_:
            self._node(each, text, bound, depth)

    def _name(self, name: str, bound: Mapping[str, frozenset[str]]) -> None:
        if name in bound:
            return
        if name.startswith("_"):
            self.refuse(name, Why.PRIVATE)
        elif name in self.fields:
            self.named.add(name)
        else:
            self.unknown.add(name)

    def _member(
        self,
        node: nodes.Getattr | nodes.Getitem,
        text: str,
        bound: Mapping[str, frozenset[str]],
    ) -> None:
        name: object = None
        if isinstance(node, nodes.Getattr):
            name = node.attr
        elif isinstance(node.arg, nodes.Const):
            name = node.arg.value
        owner = node.node
        if isinstance(name, str) and name.startswith("_"):
            self.refuse(text, Why.PRIVATE)
        if not isinstance(owner, nodes.Name) or owner.name not in bound:
            self.refuse(text, Why.MEMBER)
            if isinstance(owner, nodes.Call):
                self.refuse(text, Why.CALL)
        elif not isinstance(name, str):
            self.refuse(text, Why.MEMBER)
        elif name not in bound[owner.name]:
            self.unknown.add(f"{owner.name}.{name}")

    def _filter(self, node: nodes.Filter, text: str) -> list[nodes.Node]:
        constants = all(isinstance(each, nodes.Const) for each in node.args)
        if (
            node.name not in FILTERS
            or node.node is None
            or not constants
            or len(node.args) > 1
            or node.kwargs
            or node.dyn_args
            or node.dyn_kwargs
        ):
            self.refuse(text, Why.FILTER)
        return [] if node.node is None else [node.node]

    def _refuse_node(self, node: nodes.Node, text: str) -> None:
        if isinstance(node, nodes.Call | nodes.CallBlock):
            self.refuse(text, Why.CALL)
        elif isinstance(node, nodes.Stmt):
            self.refuse(text, Why.STATEMENT)
        else:
            self.refuse(text, Why.OPERATION)
