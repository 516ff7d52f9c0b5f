"""Bases and field types of everything that enters or leaves over HTTP.

A request model derives from `In` (or `OpenIn` where a contract says that further members are
ignored), an answer from `Out`. Both refuse at import what would let bad input through later: a
bare `str`, `int`, `date` … in a request, a default in an answer. Narrow a type by annotating it
again: `Annotated[Text, Field(max_length=40)]`. The sentence below a member is its description in
OpenAPI, the docstring of the class that of the whole; `json_schema_extra={"examples": [{…}]}`
behind the base is its example.
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, cast, get_args, get_origin
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

INT8_MAX = 2**63 - 1
"""The largest number a PostgreSQL bigint holds."""
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Bounds of every date that is taken in: room for old documents, and for adding periods."""

# What is not seen in a name or a title makes one look like another, or turns the line around it.
_UNSEEN = (
    "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\uffff\\U000e0000-\\U000e0fff"
)
_NOT_IN_A_LINE = re.compile(f"[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff{_UNSEEN}]")
# What turns the line around it shows another text than the one that is stored and signed.
_TURNS = "\\u202a-\\u202e\\u2066-\\u2069"
_NOT_IN_A_TEXT = re.compile(f"[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff{_TURNS}]")
# Normalising sorts the marks on one letter in the square of their number: 300 KB of nothing else
# take half a minute. No writing has more than 30 (Unicode, annex 15, stream-safe text). The search
# is slow, so what is too short to harm is spared it.
_HARMLESS = 1000
_SEEN = frozenset("LNPSC")
"""First letters of the categories of what is seen; C: rare characters in private use."""
_MARKS = "".join(c for c in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(c))
_TOO_MANY_MARKS = re.compile(f"[{_MARKS}]{{31}}")
_BARE: tuple[type, ...] = (str, int, float, bytes, date, datetime)
_DECIMAL = re.compile(r"0|-?[1-9]\d*", re.ASCII)
_PLAIN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def refusal(code: str, message_zh: str, message_en: str) -> PydanticCustomError:
    """What a validator raises: `code` and both sentences reach the caller as they are.

    The sentences describe the rule and never repeat the value.
    """
    return PydanticCustomError(
        code, "{message_en}", {"message_zh": message_zh, "message_en": message_en}
    )


def clean_line(value: object) -> object:
    """One line of text in NFC without outer blanks; refuses NUL, other control characters, line
    breaks, lone surrogates, marks of direction, characters without width, and a line of nothing
    that is seen. What is no text is left to the type check that follows.
    """
    if not isinstance(value, str):
        return value
    if value.isascii() and value.isprintable():
        return value.strip()  # nothing of that is in it
    line = _normal(value, _NOT_IN_A_LINE)
    if line and not any(unicodedata.category(c)[0] in _SEEN for c in line):
        raise PydanticCustomError("text_characters", "Text holds characters that are not allowed")
    return line


def clean_text(value: object) -> object:
    """As `clean_line`, but line feeds and tabs may stand in it; line ends become a line feed."""
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _normal(value, _NOT_IN_A_TEXT)


def _normal(value: str, refused: re.Pattern[str]) -> str:
    has_marks = len(value) > _HARMLESS and not value.isascii()
    if refused.search(value) or (has_marks and _TOO_MANY_MARKS.search(value)):
        raise PydanticCustomError("text_characters", "Text holds characters that are not allowed")
    return unicodedata.normalize("NFC", value).strip()


def _whole_number(value: object) -> object:
    if isinstance(value, bool | float):
        raise PydanticCustomError("int_type", "Input should be a whole number")
    if isinstance(value, str) and not _DECIMAL.fullmatch(value):
        raise PydanticCustomError("int_parsing", "Input should be a whole number")
    return value


def _plain_date(value: object) -> object:
    if isinstance(value, str) and _PLAIN_DATE.fullmatch(value):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("date_parsing", "Input should be a date such as 2025-09-26")


def _instant_text(value: object) -> object:
    if isinstance(value, str | datetime):
        return value
    raise PydanticCustomError("datetime_parsing", "Input should be a time with its offset")


def _bounded_instant(value: datetime) -> datetime:
    # Compared by year before converting: the outermost years overflow when moved to UTC.
    if not EARLIEST.year <= value.year <= LATEST.year:
        raise PydanticCustomError("datetime_out_of_range", "Time is out of range")
    return value.astimezone(UTC)


class Checked:
    """Marks a type of this module, so that a request model can tell it from a bare one."""

    __slots__ = ()


CHECKED: Checked = Checked()

ShortText = Annotated[
    str, StringConstraints(min_length=1, max_length=50), BeforeValidator(clean_line), CHECKED
]
"""A name, code or number: one line, 1–50 characters."""
Text = Annotated[
    str, StringConstraints(min_length=1, max_length=200), BeforeValidator(clean_line), CHECKED
]
"""One line, 1–200 characters."""
LongText = Annotated[
    str, StringConstraints(min_length=1, max_length=10_000), BeforeValidator(clean_text), CHECKED
]
"""Running text, 1–10 000 characters; line feeds and tabs may stand in it."""
Int = Annotated[int, Field(ge=-INT8_MAX - 1, le=INT8_MAX), BeforeValidator(_whole_number), CHECKED]
"""A whole number that fits a bigint; no boolean, no fraction."""
Seq = Annotated[int, Field(ge=1, le=INT8_MAX), BeforeValidator(_whole_number), CHECKED]
"""A number in a sequence, from 1; in an address in one spelling only."""
Count = Annotated[int, Field(ge=0, le=2**31 - 1), BeforeValidator(_whole_number), CHECKED]
"""A number of things, from 0."""
Year = Annotated[
    int, Field(ge=EARLIEST.year, le=LATEST.year), BeforeValidator(_whole_number), CHECKED
]
"""A calendar year."""
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST), BeforeValidator(_plain_date), CHECKED]
"""A date in Asia/Shanghai, written 2025-09-26, 1900–2199."""
Instant = Annotated[
    AwareDatetime, BeforeValidator(_instant_text), AfterValidator(_bounded_instant), CHECKED
]
"""A moment with its offset (RFC 3339), held in UTC, 1900–2199."""
Id = UUID
"""The id of a thing. Ours are UUIDv7; any UUID is well-formed."""


def _bare_types(annotation: object, metadata: tuple[object, ...]) -> set[type]:
    """The types inside an annotation that have no bounds of this module."""
    if any(isinstance(item, Checked) for item in metadata):
        return set()
    if isinstance(annotation, type) and annotation in _BARE:
        return {annotation}
    if get_origin(annotation) is Annotated:
        inner, *own = get_args(annotation)
        return _bare_types(inner, tuple(own))
    return {bare for part in get_args(annotation) for bare in _bare_types(part, ())}


def _counted_first(schema: object, model: type) -> object:
    """The schema of ``model``, in which a tuple is counted before its items are looked at.

    A list stops at its `max_length`; a tuple checks each item first and notes a fault for each:
    seconds of work, in which nobody else is answered, for a megabyte of zeros.
    """
    if isinstance(schema, list):
        return [_counted_first(part, model) for part in schema]
    # Other models are built by themselves.
    if not isinstance(schema, dict) or schema.get("cls", model) is not model:
        return schema
    inner = {
        name: _counted_first(part, model) if isinstance(part, dict | list) else part
        for name, part in schema.items()
    }
    if inner.get("type") != "tuple" or "max_length" not in inner:
        return inner
    most = cast("int", inner["max_length"])

    def count(value: object) -> object:
        if isinstance(value, list | tuple) and len(value) > most:
            told = {"field_type": "Tuple", "max_length": most, "actual_length": len(value)}
            raise PydanticKnownError("too_long", told)
        return value

    return core_schema.no_info_before_validator_function(count, cast("CoreSchema", inner))


class OpenIn(BaseModel):
    """A request model whose contract says that unknown members are ignored."""

    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Too many are refused before any of them is read."""
        return cast("CoreSchema", _counted_first(handler(source), cls))

    @classmethod
    def __pydantic_init_subclass__(cls, **_kwargs: object) -> None:
        """Refuse a field without bounds (a bare `str` would let a NUL reach the database)."""
        for name, field in cls.model_fields.items():
            bare = _bare_types(field.annotation, tuple(field.metadata))
            if bare:
                types = ", ".join(sorted(kind.__name__ for kind in bare))
                raise TypeError(f"{cls.__name__}.{name}: bare {types}; use a type of http.schemas")


class In(OpenIn):
    """A request model; unknown members are refused."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """An answer, built from keyword arguments or read from the attributes of a row.

    No field has a default: what is not known is `null` and said to be so.
    """

    model_config = ConfigDict(from_attributes=True, frozen=True, use_attribute_docstrings=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_kwargs: object) -> None:
        """Refuse a default: a forgotten field would look like an answered one."""
        for name, field in cls.model_fields.items():
            if not field.is_required():
                raise TypeError(f"{cls.__name__}.{name}: an answer has no defaults")
