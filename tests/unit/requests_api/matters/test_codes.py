"""States and steps are typed in the document by what the kinds of matter declare."""

from types import SimpleNamespace

import pytest
from pydantic import TypeAdapter, ValidationError

from gongkai.auth.principal import Permission
from gongkai.steps import Step, StepTable
from requests_api import features
from requests_api.codes.lists import code_lists
from requests_api.matters.codes import MatterState, StepCode
from requests_api.matters.schemas import StepOut
from requests_api.worklist.schemas import WorklistFilters


def schema_of(type_):
    schema = TypeAdapter(type_).json_schema()
    return schema.get("$defs", {}).get(schema.get("$ref", "").rpartition("/")[2], schema)


@pytest.fixture
def a_further_kind(monkeypatch):
    """Errors in published entries, say: a state and a step of their own, and one that all have."""
    table = StepTable("other", {"received": "已收到", "under_review": "核查中"})
    table.declare(
        Step(
            code="look_into",
            label="核查",
            path="/others/{other_id}/review",
            permission=Permission.CASES_WRITE,
            moves={"received": "under_review"},
        )
    )
    monkeypatch.setitem(features.KINDS, "other", SimpleNamespace(steps=table))


def test_states_and_steps_are_those_of_the_code_lists():
    lists = code_lists()
    for type_, codes in ((MatterState, lists.case_states), (StepCode, lists.actions)):
        schema = schema_of(type_)
        assert schema["enum"] == [code.code for code in codes]
        assert schema["x-labels"] == {code.code: code.label for code in codes}


@pytest.mark.usefixtures("a_further_kind")
def test_a_further_kind_adds_its_own_and_takes_none_away():
    states, steps = schema_of(MatterState)["enum"], schema_of(StepCode)["enum"]
    assert {"handling", "under_review"} <= {*states}
    assert {"register", "look_into"} <= {*steps}
    assert len(states) == len({*states})
    assert WorklistFilters(state=("under_review",)).state == ("under_review",)


def test_the_head_of_a_matter_names_them():
    members = StepOut.model_json_schema(mode="serialization")["properties"]
    assert members["state"]["$ref"] == "#/$defs/MatterState"
    assert members["available_actions"]["items"] == {"$ref": "#/$defs/StepCode"}


def test_what_a_worklist_is_narrowed_to_is_a_state_of_some_kind():
    schema = WorklistFilters.model_json_schema()["properties"]["state"]["items"]
    assert schema["enum"] == schema_of(MatterState)["enum"]
    with pytest.raises(ValidationError, match="unknown_state"):
        WorklistFilters(state=("under_review",))
