"""What reminders are planned with: the calendar and the policies of the present."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from gongkai.reference.notices import CalendarSource
from gongkai.time import PlatformClock
from notifier.deadlines.models import KnownDeadline
from notifier.policies.book import PolicyBook, Traits
from notifier.policies.policy import Policy
from notifier.policies.repository import PolicySource


@dataclass(frozen=True, slots=True)
class OrganTraits:
    """What of an organ decides calendar and policy; of an unknown one nothing is known."""

    region_code: str | None
    path: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """Calendar and policies, and the edition by which a deadline remembers them."""

    calendar: WorkingCalendar
    book: PolicyBook

    @property
    def asks_for_organs(self) -> bool:
        """Whether it matters in which organ a deadline runs."""
        return bool(self.calendar.regions) or self.book.asks_for_organs

    def edition(self, region: str) -> str:
        """By what a deadline remembers that its reminders were planned with this."""
        return " ".join(filter(None, (self.calendar.version, region, self.book.edition)))

    def of(self, deadline: KnownDeadline, organ: OrganTraits) -> "OwnBasis":
        """What holds for one deadline: a region may have days of rest of its own."""
        calendar = self.calendar.for_jurisdiction(organ.region_code)
        traits = Traits(deadline.rule, deadline.source, organ.path or (deadline.organ_id,))
        policy = self.book.choose(traits).policy
        return OwnBasis(calendar, policy, self.edition(calendar.jurisdiction))


@dataclass(frozen=True, slots=True)
class OwnBasis:
    """Calendar and policy of one deadline."""

    calendar: WorkingCalendar
    policy: Policy
    edition: str


class BasisSource:
    """The basis of the present, built again only where something has changed."""

    def __init__(self) -> None:
        self._calendars = CalendarSource()
        self._policies = PolicySource()

    async def current(self, session: AsyncSession, clock: PlatformClock) -> Basis:
        """Calendar and policies as the database knows them now."""
        return Basis(
            await self._calendars.current(session),
            await self._policies.current(session, clock.today()),
        )


Organs = Mapping[UUID, OrganTraits]
"""The traits of organs by id."""
