"""How many requests a process works on at once, and who gets the next place.

Whoever finds no place waits in a short line, and is refused at once where that is full. No caller
and no address may have all places or the whole line, so that who sends without pause slows itself
down and not the others. Knows no HTTP: `gongkai.http.exchange` asks for the places.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.turns import Turn, give, new_turn


class Caller(NamedTuple):
    """Who shares places with itself: an address, and the credential that was sent from there.

    Nothing is verified yet. Whoever invents credentials still has one address, and an office behind
    one address is many callers.
    """

    address: str
    credential: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one process takes upon itself.

    `in_hand` requests are worked on at once, `waiting` more may wait for `wait_seconds`; a body may
    pause for `idle_seconds` and has `body_seconds` to arrive. `bodies` may arrive at once.
    """

    in_hand: int = 16
    waiting: int = 256
    wait_seconds: float = 1.0
    bodies: int = 128
    idle_seconds: float = 10.0
    body_seconds: float = 45.0


class Shares:
    """Counts what each caller has of `size` places.

    A caller has at most three quarters of them and an address seven eighths, one place in any case:
    what is left over is for the others.
    """

    def __init__(self, size: int) -> None:
        self.total = 0
        self._size = size
        self._of_caller = max(1, size * 3 // 4)
        self._of_address = max(1, size * 7 // 8)
        self._held: dict[Hashable, int] = {}

    @property
    def is_full(self) -> bool:
        """Whether nobody gets one more."""
        return self.total >= self._size

    def admits(self, caller: Caller) -> bool:
        """Whether `caller` may have one more."""
        held = self._held
        return (
            self.total < self._size
            and held.get(caller, 0) < self._of_caller
            and held.get(caller.address, 0) < self._of_address
        )

    def held_by(self, caller: Caller) -> tuple[int, int]:
        """What `caller` has, and what its address has."""
        return self._held.get(caller, 0), self._held.get(caller.address, 0)

    def take(self, caller: Caller) -> None:
        """One more for `caller`."""
        self.total += 1
        for key in (caller, caller.address):
            self._held[key] = self._held.get(key, 0) + 1

    def give_back(self, caller: Caller) -> None:
        """One less for `caller`; who has none is forgotten."""
        self.total -= 1
        for key in (caller, caller.address):
            left = self._held[key] - 1
            if left:
                self._held[key] = left
            else:
                del self._held[key]


@dataclass(eq=False, slots=True)
class Ticket:
    """One who waits; `turn` is done as soon as the place is there."""

    caller: Caller
    turn: Turn


class Places:
    """The places of one process and the line before them; used from one event loop."""

    def __init__(self, size: int, *, waiting: int = 0) -> None:
        self.held = Shares(size)
        self.line = Shares(waiting)
        self._tickets: list[Ticket] = []

    def take(self, caller: Caller) -> bool:
        """A place at once, if there is one for `caller`.

        Nobody is overtaken: a place is free beside a line only where those in it have their share.
        """
        if self.held.admits(caller):
            self.held.take(caller)
            return True
        return False

    def has_no_room(self, caller: Caller) -> bool:
        """Whether `caller` would get neither a place nor one in the line."""
        return not (self.held.admits(caller) or self.line.admits(caller))

    def queue(self, caller: Caller) -> Ticket | None:
        """A place in the line, None where there is none for `caller`."""
        if not self.line.admits(caller):
            return None
        self.line.take(caller)
        ticket = Ticket(caller, new_turn())
        self._tickets.append(ticket)
        return ticket

    def leave_line(self, ticket: Ticket) -> bool:
        """No longer wait; whether the place came all the same, which then is the caller's."""
        if ticket in self._tickets:
            self._drop(ticket)
            return False
        return True

    def give_back(self, caller: Caller) -> None:
        """A place is free again; those who wait get it."""
        self.held.give_back(caller)
        while self._tickets and not self.held.is_full:
            # Whose turn is done has just waited too long, and is about to say so.
            allowed = [
                one for one in self._tickets if not one.turn.done() and self.held.admits(one.caller)
            ]
            if not allowed:
                return
            # Of those with the same number the first: `min` keeps the order of the line.
            chosen = min(allowed, key=lambda one: self.held.held_by(one.caller))
            self._drop(chosen)
            self.held.take(chosen.caller)
            give(chosen.turn)

    def _drop(self, ticket: Ticket) -> None:
        self._tickets.remove(ticket)
        self.line.give_back(ticket.caller)
