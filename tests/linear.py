"""Whether something costs no more than in proportion to what it is given.

By the processor's time of this thread; what costs more than 2.6 times with each of the doublings
is a square in hiding. One step alone may be the memory's; a square shows in all of them.
"""

import gc
import time
from itertools import pairwise

import pytest

MOST = 2.6
ENOUGH = 0.004
"""Seconds below which a measurement says nothing; the input grows until it takes that long."""
LONGEST = 1 << 21


def seconds(read, given, tries=1):
    """The least that ``read`` takes of several times."""
    least = float("inf")
    for _ in range(tries):
        began = time.thread_time()
        read(given)
        least = min(least, time.thread_time() - began)
    return least


def hidden_square(read, make, begin):
    """The costs of reading ``make(n)`` and what is twice, four and eight times as much, where they
    grow like a square; else None. ``begin`` is the least n; it grows until something is measured.

    What looks guilty is measured three times more before it is accused: something else may have
    taken the time.
    """
    n = begin
    while seconds(read, made := make(n)) < ENOUGH and n < LONGEST:
        n *= 2
    doubled = [made, *(make(n << doubling) for doubling in (1, 2, 3))]
    for tries in (1, 3):
        costs = [seconds(read, given, tries) for given in doubled]
        each = [longer / max(shorter, ENOUGH / 4) for shorter, longer in pairwise(costs)]
        # What is refused at once, whatever its length, stays far below what could accuse it.
        if min(each) < MOST:
            return None
    return costs


@pytest.fixture
def uncollected():
    """A collection would look at all that the other tests left behind, at no fixed moment."""
    gc.disable()
    yield
    gc.enable()
