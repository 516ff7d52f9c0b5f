"""Rules on what flows between the services: events to their consumers, queues to their workers."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.contracts import EventData, Service
from tests.architecture.tree import Source, Tree

_CONTRACTS = "gongkai.contracts."
_BOOK = "gongkai.deadlines.book.DeadlineEvents"


@dataclass(frozen=True)
class Flow:
    """What the code of one service does with events and its queue."""

    package: str
    queues: tuple[str, ...]
    """The queues that its processes open, by name of the `Service` member."""
    workers: tuple[str, ...]
    """The modules that start a worker."""
    handled: frozenset[tuple[str, str]]
    """Producer and event class of each handler."""
    published: frozenset[str]
    """The event classes that it makes."""


def flows(tree: Tree) -> list[Flow]:
    """The flow of each service of a tree."""
    return [_flow(package, sources) for package, sources in tree.services().items()]


def events_reach_their_consumers(
    events: Iterable[type[EventData]], services: Iterable[Flow]
) -> Iterator[str]:
    """Every event type has the consumers it names or is public; every handler has an event type;
    each is published by its producer alone."""
    by_queue = {queue: flow for flow in services for queue in flow.queues}
    known = {event.__name__: event for event in events}
    for event in known.values():
        yield from _ends_of(event, by_queue)
    for queue, flow in by_queue.items():
        yield from _handled_in_vain(queue, flow, known)
        for name in flow.published & known.keys():
            if known[name].PRODUCER.name != queue:
                yield f"{flow.package}: makes {name}, which {known[name].PRODUCER} produces"


def _ends_of(event: type[EventData], by_queue: Mapping[str, Flow]) -> Iterator[str]:
    name = event.__name__
    if not (event.CONSUMERS or event.PUBLIC):
        yield f"{name}: nobody consumes it and it is not public"
    for consumer in event.CONSUMERS:
        flow = by_queue.get(consumer.name)
        if flow is None or (event.PRODUCER.name, name) not in flow.handled:
            yield f"{name}: {consumer} is named as a consumer and has no handler"
    producer = by_queue.get(event.PRODUCER.name)
    if producer is None or name not in producer.published:
        yield f"{name}: its producer {event.PRODUCER} never publishes it"


def _handled_in_vain(queue: str, flow: Flow, known: Mapping[str, type[EventData]]) -> Iterator[str]:
    for producer, name in flow.handled:
        event = known.get(name)
        if event is None:
            yield f"{flow.package}: handles {name}, which is no event type"
        elif event.PRODUCER.name != producer:
            yield f"{flow.package}: waits for {name} from {producer}, which does not produce it"
        elif Service[queue] not in event.CONSUMERS:
            yield f"{flow.package}: handles {name}, which does not name it as a consumer"


def queues_have_one_worker(services: Iterable[Flow]) -> Iterator[str]:
    """Every service has one queue, and every queue the worker of one package."""
    listening: dict[str, list[str]] = {service.name: [] for service in Service}
    for flow in services:
        if len(flow.queues) != 1:
            yield f"{flow.package}: opens the queues {list(flow.queues)}, not one"
        for queue in flow.queues:
            listening.setdefault(queue, []).extend(flow.workers)
    for queue, workers in listening.items():
        if len(workers) != 1:
            yield f"queue {queue}: its workers are {workers}, not one"


def _flow(package: str, sources: Iterable[Source]) -> Flow:
    queues, workers, handled, published = set(), [], set(), set()
    for source in sources:
        for name, call in source.calls():
            if name == "gongkai.process.open_process":
                queues.add((source.full_name(call.args[0]) or "?").rpartition(".")[2])
            elif name in {"gongkai.process.run_worker", "gongkai.queue.WorkerShell"}:
                workers.append(source.path)
            elif name == "gongkai.feed.incoming.Subscription":
                handled.update(_handlers(source, call))
            elif name == _BOOK:
                made = (source.full_name(each) or "?" for each in call.args)
                published.update(each.removeprefix(_CONTRACTS) for each in made)
            elif name and name.startswith(_CONTRACTS) and name.count(".") == _CONTRACTS.count("."):
                published.add(name.removeprefix(_CONTRACTS))
    return Flow(
        package, tuple(sorted(queues)), tuple(workers), frozenset(handled), frozenset(published)
    )


def _handlers(source: Source, call: ast.Call) -> Iterator[tuple[str, str]]:
    given = {word.arg: word.value for word in call.keywords}
    producer = (source.full_name(given["producer"]) or "?").rpartition(".")[2]
    handlers = given["handlers"]
    if not isinstance(handlers, ast.Dict):
        raise TypeError(f"{source.path}:{call.lineno}: write the handlers as a literal")
    for key in handlers.keys:
        name = source.full_name(key) if key is not None else None
        yield producer, (name or "?").removeprefix(_CONTRACTS).removesuffix(".TYPE")
