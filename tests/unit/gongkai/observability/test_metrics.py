"""The figures have the names that dashboards use, and a worker can serve them."""

import socket
import urllib.request

from prometheus_client import REGISTRY, generate_latest

from gongkai.observability import metrics


def _value(name, **labels):
    return REGISTRY.get_sample_value(name, labels)


def test_named_gauges_hold_what_they_are_told():
    metrics.oldest_due("reminders", 42.5)
    metrics.dead_letters("requests", 3)
    assert _value("gongkai_oldest_due_seconds", work="reminders") == 42.5
    assert _value("gongkai_dead_letters", producer="requests") == 3


def test_the_lag_of_a_feed_grows_by_itself_until_it_is_read_to_its_end():
    metrics.feed_caught_up("catalog")
    first = _value("gongkai_feed_lag_seconds", producer="catalog")
    assert 0 <= first < _value("gongkai_feed_lag_seconds", producer="catalog") < 60


def test_loops_are_counted_by_outcome():
    before = _value("gongkai_loop_runs_total", loop="sweep", outcome="failure") or 0
    metrics.loop_ran("sweep", succeeded=False)
    assert _value("gongkai_loop_runs_total", loop="sweep", outcome="failure") == before + 1


def test_a_request_is_observed_under_its_route():
    metrics.request_observer("GET", "/x/{id}", 200)(0.01)
    assert b'gongkai_http_request_seconds_count{method="GET",route="/x/{id}"' in generate_latest()


def test_a_worker_serves_its_figures_until_stopped():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    stop = metrics.serve_metrics(port)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            assert b"gongkai_dead_letters" in answer.read()
    finally:
        stop()


def test_port_zero_serves_nothing():
    metrics.serve_metrics(0)()
