"""The codes that kinds of matter declare, as texts of which the OpenAPI document lists every one.

Which there are is known when all features have been imported, and not where a schema names the
type: so the document asks when it is made, and a further kind adds its own to the lists.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from requests_api.matters.registry import KINDS

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Listed:
    """Marks a text as one of the codes that `codes` gives with their labels."""

    codes: Callable[[], Labels]

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The schema of the text, which lists the codes as that of an enum does."""
        schema, codes = handler(core_schema), self.codes()
        shown = handler.resolve_ref_schema(schema)
        shown["enum"], shown["x-labels"] = list(codes), dict(codes)
        return schema


@dataclass(frozen=True)
class Named:
    """Gives the schema of a text a name of its own in the document, and a sentence."""

    name: str
    told: str

    def __get_pydantic_core_schema__(
        self,
        source: Any,  # noqa: ANN401 - pydantic's own type
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        """The text's schema with what pydantic names definitions by."""
        schema = {**handler(source), "ref": f"{__name__}.{self.name}"}
        return cast("CoreSchema", schema)

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A reference to the definition."""
        schema = handler(core_schema)
        handler.resolve_ref_schema(schema)["description"] = self.told
        return schema


def states() -> Labels:
    """The states of every kind, each kind's in its order. Where two kinds call one differently, the
    label beside it in an answer is that of its kind.
    """
    tables = [kind.steps for kind in KINDS.values()]
    return {state: table.label_of(state) for table in tables for state in table.states}


def steps() -> Labels:
    """The steps of every kind, by code."""
    labels = {step.code: step.label for kind in KINDS.values() for step in kind.steps.steps}
    return dict(sorted(labels.items()))


MatterState = Annotated[
    str, Listed(states), Named("MatterState", "Where a matter stands, of whichever kind it is.")
]
StepCode = Annotated[
    str, Listed(steps), Named("StepCode", "A step of a matter, of whichever kind it is.")
]
