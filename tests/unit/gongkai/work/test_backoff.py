"""When work is tried again: within its bounds, later each time where the table says so."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.work import Backoff

NOW = datetime(2026, 1, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PAUSES = st.lists(st.timedeltas(timedelta(0), timedelta(days=2)), max_size=8).map(tuple)
BACKOFFS = st.builds(Backoff, PAUSES, st.floats(0, 1))


@given(BACKOFFS, st.integers(1, 12), st.integers())
def test_a_pause_is_never_shorter_than_its_table_and_longer_by_the_jitter_at_most(
    backoff, attempts, seed
):
    again = backoff.next_attempt(attempts, NOW, Random(seed))
    if attempts > len(backoff.pauses):
        assert again is None
        return
    pause = backoff.pauses[attempts - 1]
    assert pause <= again - NOW <= pause * (1 + backoff.jitter) + timedelta(microseconds=1)


@given(BACKOFFS, st.integers(1, 12), st.integers())
def test_the_same_random_source_gives_the_same_time(backoff, attempts, seed):
    first, second = (backoff.next_attempt(attempts, NOW, Random(seed)) for _ in range(2))
    assert first == second


@given(BACKOFFS)
def test_work_is_tried_once_more_than_it_has_pauses(backoff):
    tried = 1
    while backoff.next_attempt(tried, NOW, Random(1)) is not None:
        tried += 1
    assert tried == backoff.max_attempts


def test_what_failed_together_does_not_come_back_together():
    backoff, dice = Backoff((60 * SECOND,), jitter=0.5), Random(7)
    assert len({backoff.next_attempt(1, NOW, dice) for _ in range(20)}) == 20


@pytest.mark.parametrize(("pauses", "jitter"), [((-SECOND,), 0.2), ((), -0.1), ((), 1.1)])
def test_a_table_that_makes_no_sense_is_refused(pauses, jitter):
    with pytest.raises(ValueError, match=r"pause|jitter"):
        Backoff(pauses, jitter)
