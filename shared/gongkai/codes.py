"""Codes with what an office calls them: the label stands on the member, and `/codes` follows.

    class Light(LabelledEnum):
        RED = "red", "红灯"

A member without a label does not import. A code is stable and English, its label Chinese.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import simple_ser_schema


class LabelledEnum(StrEnum):
    """Codes that equal their text, each with a `label`."""

    _value_: str
    label: str
    """What an office calls it."""

    def __new__(cls, code: str, label: str = "") -> Self:
        """A member of `code`; the enum itself calls this with what stands right of the `=`.

        Optional for the type checker alone, to which `Light("red")` is the same call.
        """
        if not label:
            raise TypeError(f"the code {code} has no label")
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Written as the text that it is; asking each for its value costs three times as much."""
        return {**handler(source), "serialization": simple_ser_schema("str")}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The schema of the codes, with the labels beside them for whoever shows them."""
        schema = handler(core_schema)
        handler.resolve_ref_schema(schema)["x-labels"] = {code.value: code.label for code in cls}
        return schema


class CodeOut(BaseModel):
    """A code and what an office calls it."""

    # As `gongkai.http.schemas.Out`, which stands above: roles and units are codes too.
    model_config = ConfigDict(from_attributes=True, frozen=True, use_attribute_docstrings=True)

    code: str
    """The stable English code, as it stands in every other answer."""
    label: str
    """What an office calls it, in Chinese."""


def code_list(codes: Iterable[LabelledEnum]) -> list[CodeOut]:
    """The entries of `/codes`, in the order given: `code_list(Light)`, or some of its members."""
    return [CodeOut(code=code.value, label=code.label) for code in codes]
