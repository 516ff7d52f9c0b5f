"""What stands on the paper of a file, as headings with rows of words. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from pydantic import BaseModel

from gongkai.codes import LabelledEnum
from gongkai.time import SHANGHAI
from requests_api.printing.labels import LEFT_OUT, label_of

_WITHHELD = "（不予显示）"


class Row(NamedTuple):
    """A label and its words."""

    label: str
    text: str


class Sheet(NamedTuple):
    """A heading with its rows."""

    heading: str
    rows: Sequence[Row]


def sheets_of(title: str, shown: BaseModel) -> list[Sheet]:
    """The members of an answer: those with a value of one line first, then a sheet for each of its
    parts. What is empty is left out.
    """
    plain, parts = [], []
    for name, value in _members(shown):
        if isinstance(value, BaseModel):
            parts.append(Sheet(label_of(name), list(_rows(value))))
        elif isinstance(value, list) and value and isinstance(value[0], BaseModel):
            rows = [
                Row(str(number), _joined(each))
                for number, each in enumerate(value, start=1)
                if isinstance(each, BaseModel)
            ]
            parts.append(Sheet(label_of(name), rows))
        else:
            plain.append(Row(label_of(name), _words(value)))
    if getattr(shown, "free_text_withheld", False):
        plain.append(Row(label_of("description"), _WITHHELD))
    return [Sheet(title, plain), *parts]


def _members(shown: BaseModel) -> Iterator[tuple[str, object]]:
    """What is told of an answer, each by its own words where those stand beside a code."""
    for name in type(shown).model_fields:
        value = getattr(shown, name)
        stem = name.removesuffix("_labels").removesuffix("_label").removesuffix("_name")
        is_beside = stem != name and hasattr(shown, stem)
        if is_beside or name in LEFT_OUT or value in (None, "", [], False):
            continue
        yield name, _beside(shown, name, value)


def _beside(shown: BaseModel, name: str, value: object) -> object:
    for suffix in ("_label", "_labels", "_name"):
        told: object = getattr(shown, name + suffix, None)
        if told and suffix == "_name" and isinstance(value, LabelledEnum):
            return f"{value.label}（{told}）"
        if told:
            return told
    return value


def _rows(shown: BaseModel) -> Iterator[Row]:
    for name, value in _members(shown):
        yield Row(label_of(name), _words(value))


def _joined(shown: BaseModel) -> str:
    return "；".join(f"{row.label}：{row.text}" for row in _rows(shown))


def _words(value: object) -> str:
    match value:
        case True:
            words = "是"
        case LabelledEnum():
            words = value.label
        case Enum():
            words = str(value.value)
        case datetime():
            words = value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        case date():
            words = value.isoformat()
        case BaseModel():
            words = _joined(value)
        case list() | tuple():
            words = "、".join(_words(each) for each in value)
        case _:
            words = str(value)
    return words
