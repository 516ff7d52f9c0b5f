"""Codes carry their Chinese labels, and stay plain text everywhere else."""

import copy
import json
import pickle

import pytest
from pydantic import TypeAdapter, ValidationError

from gongkai.codes import CodeOut, LabelledEnum, code_list


class Weather(LabelledEnum):
    """What it is like outside."""

    FAIR = "fair", "晴"
    SNOW = "snow", "雪"


def test_a_member_equals_its_code_and_knows_its_label():
    assert Weather("snow") is Weather.SNOW
    assert Weather.SNOW == "snow"
    assert Weather.SNOW.value == f"{Weather.SNOW}" == "snow"
    assert Weather.SNOW.label == "雪"
    assert list(Weather) == ["fair", "snow"]


def test_json_copies_and_pickles_keep_the_code():
    assert json.dumps([Weather.FAIR]) == '["fair"]'
    assert pickle.loads(pickle.dumps(Weather.FAIR)) is Weather.FAIR
    assert copy.deepcopy(Weather.FAIR) is Weather.FAIR


def test_an_answer_is_written_with_the_code_and_keeps_the_member():
    kind = TypeAdapter(list[Weather])
    assert kind.dump_json([Weather.FAIR, Weather.SNOW]) == b'["fair","snow"]'
    assert [type(code) for code in kind.dump_python([Weather.FAIR], mode="json")] == [str]
    assert kind.dump_python([Weather.FAIR]) == [Weather.FAIR]
    assert kind.json_schema(mode="serialization") == kind.json_schema(mode="validation")


def test_a_schema_takes_the_code_alone_and_tells_the_labels():
    kind = TypeAdapter(Weather)
    assert kind.validate_json('"fair"') is Weather.FAIR
    assert kind.json_schema()["enum"] == ["fair", "snow"]
    assert kind.json_schema()["x-labels"] == {"fair": "晴", "snow": "雪"}
    with pytest.raises(ValidationError):
        kind.validate_json('"晴"')


def test_a_code_without_a_label_does_not_import():
    with pytest.raises(TypeError, match="label"):

        class Bare(LabelledEnum):
            FAIR = "fair"


def test_the_entries_of_a_code_list_keep_the_order_given():
    assert code_list(Weather) == [
        CodeOut(code="fair", label="晴"),
        CodeOut(code="snow", label="雪"),
    ]
    assert [entry.code for entry in code_list([Weather.SNOW])] == ["snow"]
