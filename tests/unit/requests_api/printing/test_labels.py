"""Every member of what is printed has a name on paper, or is left out on purpose."""

from typing import get_args

from pydantic import BaseModel

from requests_api.applications.schemas import ApplicationOut
from requests_api.case_file.schemas import CaseOut
from requests_api.printing.labels import LABELS, LEFT_OUT

BESIDE = ("_label", "_labels", "_name")


def models_in(annotation):
    for inner in get_args(annotation):
        yield from models_in(inner)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation


def members(model, done):
    """The members of a model and of those within it."""
    if model in done:
        return
    done.add(model)
    for name, field in model.model_fields.items():
        yield model, name
        for inner in models_in(field.annotation):
            yield from members(inner, done)


def test_whatever_is_printed_has_a_name():
    found, done = set(), set()
    for shown in (CaseOut, ApplicationOut):
        for model, name in members(shown, done):
            stems = [name.removesuffix(suffix) for suffix in BESIDE if name.endswith(suffix)]
            if not any(stem in model.model_fields for stem in stems):
                found.add(name)
    assert sorted(found - LABELS.keys() - LEFT_OUT) == []
    assert sorted((LABELS.keys() | LEFT_OUT) - found) == [], "what nothing has any more goes"
