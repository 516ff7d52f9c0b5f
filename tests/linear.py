"""Whether something costs no more than in proportion to what it is given.

By the processor's time of this thread; what costs more than 2.6 times with each of the doublings
is a square in hiding. One step alone may be the memory's; a square shows in all of them.
"""

import gc
import time
from itertools import pairwise

import pytest

MOST = 2.6


def seconds(read, given, tries=1):
    """The least that ``read`` takes of several times."""
    least = float("inf")
    for _ in range(tries):
        began = time.thread_time()
        read(given)
        least = min(least, time.thread_time() - began)
    return least


def hidden_square(read, doubled, floor):
    """The costs of the inputs, each twice the one before, where they grow like a square; else None.

    ``floor`` are seconds below which a measurement says nothing. What looks guilty is measured
    three times again before it is accused: something else may have taken the time.
    """
    for tries in (1, 3):
        costs = [seconds(read, given, tries) for given in doubled]
        each = [longer / max(shorter, floor) for shorter, longer in pairwise(costs)]
        if min(each) < MOST:
            return None
    return costs


@pytest.fixture
def uncollected():
    """A collection would look at all that the other tests left behind, at no fixed moment."""
    gc.disable()
    yield
    gc.enable()
