"""Every step that is declared has its route, and every event that is written has its type."""

import json
from pathlib import Path

import requests_api.features
from catalog_api.entries.kinds import EntryStep
from catalog_api.entries.steps import ENTRY_STEPS
from gongkai.features import modules_of
from gongkai.record import RecordedEvent

ROOT = Path(__file__).parents[2]
PACKAGES = ("catalog_api", "notifier", "requests_api")


def test_every_step_has_a_route_at_the_address_that_it_names():
    document = json.loads((ROOT / "services/requests-api/openapi.json").read_text("utf-8"))
    for kind in requests_api.features.KINDS.values():
        for step in kind.steps.steps:
            address = f"{kind.path}/{{{kind.reference}_id}}/{step.path}"
            route = document["paths"].get(address, {}).get("post")
            assert route is not None, f"{step.code}: no POST {address}"
            assert ("requestBody" in route) is step.has_body, step.code


def test_every_step_of_an_entry_has_a_route_at_the_address_that_it_names():
    modules_of("catalog_api", "steps")
    document = json.loads((ROOT / "services/catalog-api/openapi.json").read_text("utf-8"))
    assert {step.code for step in ENTRY_STEPS.steps} == set(EntryStep)
    for step in ENTRY_STEPS.steps:
        address = f"/catalog/v1/entries/{{entry_id}}/{step.path}"
        route = document["paths"].get(address, {}).get("post")
        assert route is not None, f"{step.code}: no POST {address}"
        assert ("requestBody" in route) is step.has_body, step.code


def test_every_recorded_event_says_its_type():
    assert all(modules_of(package, "events") for package in PACKAGES)
    bases = {RecordedEvent}
    while bases:
        kinds = {kind for base in bases for kind in base.__subclasses__()}
        nameless = {k.__qualname__ for k in kinds if not k.__subclasses__() and not _is_named(k)}
        assert not nameless, f"without TYPE nothing can be stored of {nameless}"
        bases = kinds


def _is_named(kind):
    return "TYPE" in vars(kind) or kind.__module__.startswith("tests.")
