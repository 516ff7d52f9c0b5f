"""What a process gives to every act on a matter."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

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
    told_organs: dict[UUID, Any] = field(default_factory=dict)
    """What intake was last told of the organs that take applications; nothing may rest on it but
    what the statement that writes judges anew."""
