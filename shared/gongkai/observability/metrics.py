"""The figures of a process, by the names that dashboards and alerts use.

An API serves them at `/metrics`, a worker with `serve_metrics` on a port of its own. Each process
counts for itself; the scraper adds them up.
"""

import time
from collections.abc import Callable
from functools import cache

from prometheus_client import Counter, Gauge, Histogram, start_http_server

REQUEST_SECONDS = Histogram(
    "gongkai_http_request_seconds",
    "Time from the first byte of a request to the last of its answer.",
    ["method", "route", "status"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
REQUESTS_IN_PROGRESS = Gauge(
    "gongkai_http_requests_in_progress", "Requests that have begun and not ended."
)
REQUESTS_IN_HAND = Gauge(
    "gongkai_http_requests_in_hand", "Requests that have a place and are worked on."
)
REQUESTS_WAITING = Gauge(
    "gongkai_http_requests_waiting", "Requests that wait in the line for a place."
)
REQUESTS_REFUSED = Counter(
    "gongkai_http_requests_refused_total",
    "Requests for which there was no place: the line was full for them, or they waited too long.",
    ["reason"],
)
FEED_LAG_SECONDS = Gauge(
    "gongkai_feed_lag_seconds",
    "Seconds since a producer's feed was last read to its end.",
    ["producer"],
)
OLDEST_DUE_SECONDS = Gauge(
    "gongkai_oldest_due_seconds", "How long the oldest row of due work has been waiting.", ["work"]
)
DEAD_LETTERS = Gauge(
    "gongkai_dead_letters", "Events that were given up and wait for a decision.", ["producer"]
)
UNREADABLE_VALUES = Counter(
    "gongkai_unreadable_values_total",
    "Encrypted values that were asked for and did not decrypt: a lost key, or altered rows.",
)
LOOP_RUNS = Counter(
    "gongkai_loop_runs_total", "Runs of a worker's loops by outcome.", ["loop", "outcome"]
)


@cache
def request_observer(method: str, route: str, status: int) -> Callable[[float], None]:
    """The function that takes the seconds of one such request; looked up once for each triple.

    `route` is a path template or a fixed word, never a path, so that the number of series stays
    that of the routes.
    """
    return REQUEST_SECONDS.labels(method, route, str(status)).observe


def show_requests(in_progress: Callable[[], int]) -> None:
    """Ask this whenever the figures are read, so that a request costs them nothing."""
    REQUESTS_IN_PROGRESS.set_function(in_progress)


def show_places(in_hand: Callable[[], int], waiting: Callable[[], int]) -> None:
    """As `show_requests`: those in hand and those in the line."""
    REQUESTS_IN_HAND.set_function(in_hand)
    REQUESTS_WAITING.set_function(waiting)


def request_refused(reason: str) -> None:
    """A request found no place: `full`, or `waited` too long in the line."""
    REQUESTS_REFUSED.labels(reason).inc()


_caught_up: dict[str, float] = {}


def feed_caught_up(producer: str) -> None:
    """`producer`'s feed has been read to its end just now; its lag counts from here."""
    feed_known(producer, 0.0)
    _caught_up[producer] = time.monotonic()


def feed_known(producer: str, seconds: float) -> None:
    """`producer`'s feed was last read to its end `seconds` ago, by whichever worker; said before
    this process has read it itself, and of no effect later.
    """
    if producer not in _caught_up:
        _caught_up[producer] = time.monotonic() - seconds
        FEED_LAG_SECONDS.labels(producer).set_function(
            lambda: time.monotonic() - _caught_up[producer]
        )


def oldest_due(work: str, seconds: float) -> None:
    """The oldest due row of `work` has waited for `seconds`; 0 when nothing is due."""
    OLDEST_DUE_SECONDS.labels(work).set(seconds)


def dead_letters(producer: str, count: int) -> None:
    """`count` events of `producer` are dead letters now."""
    DEAD_LETTERS.labels(producer).set(count)


def loop_ran(loop: str, *, succeeded: bool) -> None:
    """A worker's loop has ended one run."""
    LOOP_RUNS.labels(loop, "success" if succeeded else "failure").inc()


def serve_metrics(port: int, host: str = "127.0.0.1") -> Callable[[], None]:
    """Serve this process's figures on `host:port` from a thread; returns what stops it.

    Port 0 turns it off.
    """
    if port == 0:
        return lambda: None
    server, thread = start_http_server(port, host)

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join(timeout=2)

    return stop
