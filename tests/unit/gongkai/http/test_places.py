"""Places and the line before them: never too many, nobody forgotten, nobody with everything."""

import asyncio
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from gongkai.http.places import Caller, Places

A, B, C = (Caller(f"192.0.2.{number}", 0) for number in (1, 2, 3))


async def test_of_those_who_wait_the_one_with_the_least_comes_first():
    places = Places(8, waiting=8)
    for caller in (A, A, A, A, A, A, B, C):
        assert places.take(caller)
    tickets = {name: places.queue(caller) for name, caller in {"b": B, "a": A, "c": C}.items()}
    order = []
    for name, ticket in tickets.items():
        ticket.turn.add_done_callback(lambda _, name=name: order.append(name))
    for caller in (B, A, A):
        places.give_back(caller)
    await asyncio.sleep(0)
    assert order == ["b", "c", "a"]


async def test_a_place_that_nobody_in_the_line_may_have_is_left_to_others():
    places = Places(4, waiting=4)
    assert [places.take(A) for _ in range(4)] == [True, True, True, False]
    ticket = places.queue(A)
    assert not ticket.turn.done()
    assert places.take(B)
    places.give_back(A)
    assert ticket.turn.done()


async def test_a_turn_that_comes_with_the_end_of_patience_is_not_lost():
    places = Places(1, waiting=1)
    assert places.take(A)
    ticket = places.queue(B)
    ticket.turn.cancel()
    places.give_back(A)
    assert not places.leave_line(ticket)
    assert places.take(B)


class Office:
    """Acts at random; knows besides what each caller should have."""

    def __init__(self, size, waiting):
        self.places, self.size, self.waiting = Places(size, waiting=waiting), size, waiting
        self.has, self.tickets = Counter(), []

    def come(self, caller):
        if self.places.take(caller):
            self.has[caller] += 1
        elif ticket := self.places.queue(caller):
            self.tickets.append(ticket)

    def go(self, caller):
        if self.has[caller]:
            self.has[caller] -= 1
            self.places.give_back(caller)
        self._seat()

    def give_up(self, caller):
        for ticket in [one for one in self.tickets if one.caller == caller][:1]:
            self.tickets.remove(ticket)
            assert not self.places.leave_line(ticket)

    def _seat(self):
        for ticket in [one for one in self.tickets if one.turn.done()]:
            self.tickets.remove(ticket)
            assert self.places.leave_line(ticket)
            self.has[ticket.caller] += 1

    def check(self):
        held, line = self.places.held, self.places.line
        assert held.total == self.has.total() <= self.size
        assert line.total == len(self.tickets) <= self.waiting
        for caller, count in self.has.items():
            assert count <= max(1, self.size * 3 // 4)
            assert held.held_by(caller)[0] == count
        # Nobody waits beside a place that is free for them.
        assert not any(held.admits(ticket.caller) for ticket in self.tickets)


CALLERS = st.sampled_from([A, B, C, Caller(A.address, 1)])
STEPS = st.lists(st.tuples(st.sampled_from(["come", "go", "give_up"]), CALLERS), max_size=60)


@given(st.integers(1, 9), st.integers(0, 9), STEPS)
def test_whatever_happens_the_count_is_right_and_no_place_stays_empty(size, waiting, steps):
    async def act():
        office = Office(size, waiting)
        for step, caller in steps:
            getattr(office, step)(caller)
            office.check()
        for caller in list(office.has) * size * 2:
            office.go(caller)

    asyncio.run(act())
