"""Bases and field types of requests and answers."""

import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

from gongkai.http.schemas import (
    Count,
    Day,
    In,
    Instant,
    Int,
    LongText,
    OpenIn,
    Out,
    Text,
    Year,
    clean_line,
)


class Sample(In):
    name: Text
    note: LongText | None = None
    tags: tuple[Annotated[Text, Field(max_length=3)], ...] = ()
    ident: UUID | None = None


@pytest.mark.parametrize(
    "bad", ["a\x00b", "\ud800", "a\udfffb", "a\nb", "a\x1b", "a\x85b", "a\u2028"]
)
def test_a_line_refuses_characters_that_are_no_text(bad):
    with pytest.raises(ValidationError) as caught:
        Sample(name=bad)
    assert caught.value.errors()[0]["type"] == "text_characters"


UNSEEN = (
    "\u202e",
    "\u2066",
    "\u200f",
    "\u061c",
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u3164",
    "\u034f",
    "\u17b4",
    "\u2800",
    "\ufe00",
    "\ufe0f",
    "\U000e0041",
    "\uffff",
)


@pytest.mark.parametrize("mark", UNSEEN, ids=ascii)
def test_a_line_holds_nothing_that_is_not_seen_or_turns_it_around(mark):
    for text in (f"张{mark}三", f"{mark}张三", f"张三{mark}"):
        with pytest.raises(ValidationError) as caught:
            TypeAdapter(Text).validate_python(text)
        assert caught.value.errors()[0]["type"] == "text_characters"


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_running_text_is_not_turned_around(mark):
    """Else a clerk reads, and a head approves, another text than the one that is kept."""
    for text in (f"不予{mark}公开", mark, f"第一行\n{mark}第二行"):
        with pytest.raises(ValidationError) as caught:
            Sample(name="x", note=text)
        assert caught.value.errors()[0]["type"] == "text_characters"
    assert Sample(name="x", note="أحمد\n\u200f·").note == "أحمد\n\u200f·", (
        "what marks but turns nothing"
    )


@pytest.mark.parametrize("text", ["\u0301", "\u0301 \u0302", "\ufe0f"], ids=ascii)
def test_a_line_of_nothing_that_is_seen_is_refused(text):
    with pytest.raises(ValidationError):
        TypeAdapter(Text).validate_python(text)


@pytest.mark.parametrize("text", ["é", "𠮷", "\ue000", "①", "—", "👍", "أحمد", "·"])
def test_rare_and_foreign_characters_are_taken(text):
    assert TypeAdapter(Text).validate_python(text) == text


@pytest.mark.parametrize("bad", ["", "   ", "长" * 201, 5, None, ["x"]])
def test_a_line_is_bounded_text(bad):
    with pytest.raises(ValidationError):
        Sample(name=bad)


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_a_line_of_ascii_is_cleaned_as_any_other(text):
    """A sign that is not ASCII behind it leads past the short way and changes nothing before it."""
    seen = TypeAdapter(Annotated[str, BeforeValidator(clean_line)])
    try:
        whole = seen.validate_python(f"{text}中").removesuffix("中").strip()
    except ValidationError:
        with pytest.raises(ValidationError):
            seen.validate_python(text)
    else:
        assert seen.validate_python(text) == whole


def test_text_is_stripped_and_normalised():
    assert Sample(name=" Cafe\u0301\t".replace("\t", " ")).name == "Café"


@pytest.mark.parametrize("kind", [Text, LongText])
def test_a_letter_with_endless_marks_is_refused_before_it_is_normalised(kind):
    assert TypeAdapter(kind).validate_python("a" + "\u0301" * 30)
    assert TypeAdapter(LongText).validate_python(("a" + "\u0301" * 30) * 100)
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python("a" + "\u0301\u0327" * 40_000)
    assert caught.value.errors()[0]["type"] == "text_characters"


def test_long_text_keeps_its_lines_and_tabs():
    assert Sample(name="x", note="一\r\n二\r三\t四").note == "一\n二\n三\t四"
    with pytest.raises(ValidationError):
        Sample(name="x", note="一\x00")


def test_a_narrowed_type_keeps_both_bounds_and_the_cleaning():
    assert Sample(name="x", tags=[" abc "]).tags == ("abc",)
    for bad in ("abcd", "\x00", ""):
        with pytest.raises(ValidationError):
            Sample(name="x", tags=[bad])
    schema = Sample.model_json_schema()["properties"]["tags"]["items"]
    assert (schema["minLength"], schema["maxLength"]) == (1, 3)


class Several(OpenIn):
    name: Text
    tags: Annotated[tuple[Day, ...], Field(max_length=3)] = ()
    more: tuple[Annotated[tuple[Day, ...], Field(max_length=2)], ...] | None = None


@pytest.mark.parametrize("items", [[0] * 4, ["2026-01-05"] * 4, (0,) * 4])
def test_too_many_items_are_one_fault_whatever_they_are(items):
    with pytest.raises(ValidationError) as caught:
        Several.model_validate({"name": "", "tags": items, "more": [[0], items]})
    faults = [(fault["loc"], fault["type"]) for fault in caught.value.errors()]
    assert faults == [
        (("name",), "string_too_short"),
        (("tags",), "too_long"),
        (("more", 0, 0), "date_parsing"),
        (("more", 1), "too_long"),
    ]
    assert Several.model_json_schema()["properties"]["tags"]["maxItems"] == 3


def test_as_many_items_as_may_be_are_each_looked_at():
    day = date(2026, 1, 5)
    assert Several(name="x", tags=["2026-01-05"] * 3).tags == (day, day, day)
    assert Several(name="x").model_dump() == {"name": "x", "tags": (), "more": None}
    with pytest.raises(ValidationError) as caught:
        Several.model_validate({"name": "x", "tags": [0, "2026-01-05", 1]})
    assert [fault["loc"] for fault in caught.value.errors()] == [("tags", 0), ("tags", 2)]


@settings(max_examples=300)
@given(st.text(st.characters(codec=None), max_size=40))
def test_whatever_a_text_type_lets_through_can_be_stored(text):
    for kind in (Text, LongText):
        try:
            value = TypeAdapter(kind).validate_python(text)
        except ValidationError:
            continue
        value.encode("utf-8")
        assert "\x00" not in value
        assert unicodedata.is_normalized("NFC", value)
        assert TypeAdapter(kind).validate_python(value) == value


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        (Int, 2**63),
        (Int, -(2**63) - 1),
        (Int, "9" * 5000),
        (Int, True),
        (Int, 1.0),
        (Int, "１.5"),
        (Count, -1),
        (Year, 0),
        (Year, 10000),
        (Day, "1899-12-31"),
        (Day, "9999-12-31"),
        (Day, "2025-02-30"),
        (Day, "2025-9-6"),
        (Day, "2025-09-26T00:00:00"),
        (Day, 0),
        (Day, "２０２５-09-26"),
        (Instant, "2025-09-26T10:00:00"),
        (Instant, 1_700_000_000),
        (Instant, "0001-01-01T00:00:00+14:00"),
        (Instant, "9999-12-31T23:59:59-12:00"),
    ],
)
def test_numbers_dates_and_times_are_bounded_and_of_their_own_kind(kind, bad):
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(bad)


def test_well_formed_numbers_dates_and_times_pass():
    assert TypeAdapter(Int).validate_python("42") == 42
    assert TypeAdapter(Day).validate_python("2025-09-26") == date(2025, 9, 26)
    assert TypeAdapter(Instant).validate_python("2025-09-26T08:00:00+08:00") == datetime(
        2025, 9, 26, tzinfo=UTC
    )


def test_unknown_members_are_refused_unless_the_contract_is_open():
    class Open(OpenIn):
        name: Text

    assert Open(name="x", more=1).name == "x"
    with pytest.raises(ValidationError):
        Sample(name="x", more=1)


def test_an_error_never_repeats_the_value():
    with pytest.raises(ValidationError) as caught:
        Sample(name="110101199003070016" * 20)
    assert "110101" not in str(caught.value)


@pytest.mark.parametrize("annotation", [str, str | None, list[str], dict[str, Text], int, date])
def test_a_request_model_with_a_bare_type_cannot_be_written(annotation):
    with pytest.raises(TypeError, match="bare"):
        type("Loose", (In,), {"__annotations__": {"x": annotation}, "__module__": __name__})


def test_an_answer_with_a_default_cannot_be_written():
    with pytest.raises(TypeError, match="no defaults"):

        class Lazy(Out):
            name: str = ""


def test_an_answer_is_read_from_the_attributes_of_a_row():
    class Row:
        name = "办公室"

    class Office(Out):
        name: str

    assert Office.model_validate(Row()).model_dump() == {"name": "办公室"}
