"""Checking a template and filling it in. A template is hostile input (ADR 0048). Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from requests_api.letter_templates.checking import Checker
from requests_api.letter_templates.fields import Fields
from requests_api.letter_templates.filling import Facts, Filler
from requests_api.letter_templates.notation import NotationError, Refused
from requests_api.letter_templates.packages import Element, Package, W
from requests_api.letter_templates.tree import Always, Reader


@dataclass(frozen=True, slots=True)
class Findings:
    """What stands against a template."""

    unknown: list[str]
    missing: list[str]
    refused: list[Refused]

    @property
    def is_clean(self) -> bool:
        """Whether nothing does."""
        return not (self.unknown or self.missing or self.refused)


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter, and the paragraphs that stand in it."""

    content: bytes
    said: str


class UncleanTemplateError(ValueError):
    """A template that was not checked, or did not pass, is not filled in."""


def check(content: bytes, fields: Fields) -> Findings:
    """What stands against a template, by the fields of its kind; never raises for a bad one."""
    return _read(content, fields)[0]


def fill(content: bytes, fields: Fields, facts: Facts) -> Filled:
    """The letter. What is filled in is what was checked: a template is never read another way.

    Raises `UncleanTemplateError` and `FillingError`.
    """
    findings, package, trees = _read(content, fields)
    if package is None or findings.unknown or findings.refused:
        raise UncleanTemplateError
    filler = Filler(facts)
    made = {name: filler.part(tree) for name, tree in trees.items()}
    return Filled(package.with_texts(made), "\n".join(filler.said))


def marked(content: bytes, words: str) -> bytes:
    """The document with a line of its own before everything else; for what we made ourselves."""
    package = Package(content)
    name, root = next((n, r) for n, r in package.texts.items() if r.tag == f"{W}document")
    body = root.find(f"{W}body")
    if body is None:
        return content
    body.insert(0, _line(words))
    return package.with_texts({name: root})


def _line(words: str) -> Element:
    def element(name: str, **attributes: str) -> Callable[..., Element]:
        def of(*children: Element) -> Element:
            made = etree.Element(f"{W}{name}", {f"{W}{key}": v for key, v in attributes.items()})
            made.extend(children)
            return made

        return of

    text = element("t")()
    text.text = words
    look = element("rPr")(element("b")(), element("color", val="C00000")())
    centred = element("pPr")(element("jc", val="center")())
    return element("p")(centred, element("r")(look, text))


def _read(content: bytes, fields: Fields) -> tuple[Findings, Package | None, dict[str, Always]]:
    checker = Checker(fields)
    try:
        package = Package(content)
    except NotationError as error:
        return Findings([], [], [error.refused]), None, {}
    reader = Reader(checker)
    trees = {name: reader.read(root) for name, root in package.texts.items()}
    missing = sorted(fields.required - checker.named)
    findings = Findings(sorted(checker.unknown), missing, list(checker.refused))
    return findings, package, trees
