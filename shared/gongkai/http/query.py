"""Query strings are read strictly, whatever a route declares them with.

FastAPI refuses unknown parameters only where a model declares the known ones, and takes the last
of a value that is given twice: a slip in a parameter's name would look like an answer, and nobody
could say which of two values was meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self, get_args, get_origin

from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.datastructures import QueryParams


@dataclass(frozen=True, slots=True)
class QueryRule:
    """Which parameters a route takes, how often."""

    single: frozenset[str]
    repeatable: frozenset[str]
    has_model: bool
    """Whether FastAPI refuses what is unknown, together with what else does not hold."""

    @classmethod
    def of(cls, dependant: Dependant) -> Self:
        """The rule of a route by what it depends on."""
        known = list(_parameters(dependant))
        many = frozenset(name for name, annotation in known if _is_repeatable(annotation))
        return cls(frozenset(name for name, _ in known) - many, many, _has_model(dependant))

    def check(self, given: QueryParams) -> None:
        """Go on only if every parameter is known and none is repeated that may not be."""
        faults = [
            {"type": kind, "loc": ("query", name), "ctx": {}}
            for name in given
            if (kind := self._fault(given, name))
        ]
        if faults:
            raise RequestValidationError(faults)

    def _fault(self, given: QueryParams, name: str) -> str | None:
        if name in self.single:
            return "given_twice" if len(given.getlist(name)) > 1 else None
        return None if self.has_model or name in self.repeatable else "extra_forbidden"


def _parameters(dependant: Dependant) -> Iterator[tuple[str, Any]]:
    for field in dependant.query_params:
        annotation = field.field_info.annotation
        if annotation is not None and _is_model(annotation):
            for name, member in annotation.model_fields.items():
                yield member.alias or name, member.annotation
        else:
            yield field.alias, annotation
    for inner in dependant.dependencies:
        yield from _parameters(inner)


def _has_model(dependant: Dependant) -> bool:
    own = any(_is_model(field.field_info.annotation) for field in dependant.query_params)
    return own or any(_has_model(inner) for inner in dependant.dependencies)


def _is_model(annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _is_repeatable(annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    return get_origin(annotation) in {list, tuple, set, frozenset} or any(
        _is_repeatable(part) for part in get_args(annotation)
    )
