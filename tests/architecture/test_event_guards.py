"""Events reach their consumers and queues their workers; a tree that breaks it is found out."""

from dataclasses import replace

import pytest

from gongkai import contracts
from gongkai.contracts import EVENT_TYPES, EventData, Service
from tests.architecture import tree as trees
from tests.architecture.event_guards import (
    Flow,
    events_reach_their_consumers,
    flows,
    queues_have_one_worker,
)


class Sent:
    """Stands for an event type; a real one would enter the platform's list."""

    PRODUCER = Service.CATALOG
    CONSUMERS = frozenset({Service.NOTIFIER})
    PUBLIC = False


CATALOG = Flow("catalog_api", ("CATALOG",), ("catalog.py",), frozenset(), frozenset({"Sent"}))
NOTIFIER = Flow(
    "notifier", ("NOTIFIER",), ("notifier.py",), frozenset({("CATALOG", "Sent")}), frozenset()
)
REQUESTS = Flow("requests_api", ("REQUESTS",), ("requests.py",), frozenset(), frozenset())


def _event(**members):
    return type("Sent", (Sent,), members)


AHEAD_OF_THEIR_PRODUCER = ("CatalogDeadlineCleared", "CatalogDeadlineSet")
"""Their readers exist before catalog-api has the duties that they tell of."""


@pytest.fixture(scope="module")
def here():
    return flows(trees.here())


def test_every_event_has_its_consumers_and_every_handler_its_event(here):
    ahead = [f"{name}: its producer catalog never publishes it" for name in AHEAD_OF_THEIR_PRODUCER]
    assert sorted(events_reach_their_consumers(EVENT_TYPES.values(), here)) == ahead


def test_every_queue_has_one_worker(here):
    assert list(queues_have_one_worker(here)) == []


def test_every_event_type_is_registered():
    named = {
        thing.TYPE
        for thing in vars(contracts).values()
        if isinstance(thing, type) and issubclass(thing, EventData) and hasattr(thing, "TYPE")
    }
    assert named == EVENT_TYPES.keys()
    assert all(
        name.startswith(f"cn.gongkai.{event.PRODUCER.prefix}.")
        for name, event in EVENT_TYPES.items()
    )


def test_what_agrees_is_left_alone():
    services = [CATALOG, NOTIFIER, REQUESTS]
    assert list(events_reach_their_consumers([Sent], services)) == []
    assert list(queues_have_one_worker(services)) == []


@pytest.mark.parametrize(
    ("events", "services", "breach"),
    [
        ([_event(CONSUMERS=frozenset())], [CATALOG, REQUESTS], "nobody consumes it"),
        ([Sent], [CATALOG, replace(NOTIFIER, handled=frozenset())], "has no handler"),
        ([Sent], [CATALOG], "has no handler"),
        ([Sent], [replace(CATALOG, published=frozenset()), NOTIFIER], "never publishes"),
        ([], [NOTIFIER], "is no event type"),
        (
            [Sent],
            [CATALOG, replace(NOTIFIER, handled=frozenset({("REQUESTS", "Sent")}))],
            "does not produce it",
        ),
        (
            [Sent],
            [CATALOG, NOTIFIER, replace(REQUESTS, handled=NOTIFIER.handled)],
            "does not name it",
        ),
        (
            [Sent],
            [CATALOG, NOTIFIER, replace(REQUESTS, published=CATALOG.published)],
            "requests_api: makes Sent",
        ),
    ],
)
def test_an_event_that_goes_astray_is_found(events, services, breach):
    assert any(breach in found for found in events_reach_their_consumers(events, services))


@pytest.mark.parametrize(
    ("services", "breach"),
    [
        ([CATALOG, NOTIFIER], "queue REQUESTS: its workers are []"),
        ([CATALOG, NOTIFIER, replace(REQUESTS, workers=("a.py", "b.py"))], "queue REQUESTS"),
        ([CATALOG, NOTIFIER, replace(REQUESTS, queues=("CATALOG",))], "queue CATALOG"),
        ([CATALOG, NOTIFIER, replace(REQUESTS, queues=("CATALOG", "REQUESTS"))], "not one"),
    ],
)
def test_a_queue_without_its_one_worker_is_found(services, breach):
    assert any(breach in found for found in queues_have_one_worker(services))


def test_the_flow_of_a_service_is_read_from_its_code(tmp_path):
    package = tmp_path / "services" / "x-api" / "x_api"
    package.mkdir(parents=True)
    (package / "worker.py").write_text(
        "from gongkai.contracts import OrganChanged as Changed, Service\n"
        "from gongkai import contracts\n"
        "from gongkai.feed.incoming import Subscription\n"
        "from gongkai import process\n"
        "process.open_process(Service.REQUESTS, None)\n"
        "Subscription(producer=Service.CATALOG, handlers={Changed.TYPE: None})\n"
        "contracts.CaseChanged(case_id=None)\n"
        "Changed.model_validate({})\n"
        "process.run_worker(None, None)\n",
        "utf-8",
    )
    assert flows(trees.Tree(tmp_path)) == [
        Flow(
            package="x_api",
            queues=("REQUESTS",),
            workers=("services/x-api/x_api/worker.py",),
            handled=frozenset({("CATALOG", "OrganChanged")}),
            published=frozenset({"CaseChanged"}),
        )
    ]
