"""What a process gives to every act on a matter."""

from dataclasses import dataclass

from gongkai.crypto.fields import BlindIndex, KeyRing
from gongkai.db import Database
from gongkai.reference.notices import CalendarSource
from gongkai.time import PlatformClock


@dataclass(frozen=True, slots=True)
class Office:
    """Database, clock, calendar and keys."""

    database: Database
    clock: PlatformClock
    calendars: CalendarSource
    keys: KeyRing
    indexes: BlindIndex
    code_key: bytes
    """Key of the access codes' digests."""
