"""What an event does to the projection of deadlines. Reminders follow in `notifier.feeds`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth import Principal
from gongkai.contracts import DeadlineCleared, DeadlineSet, Service
from gongkai.crypto.fields import KeyRing
from gongkai.crypto.signing import Signer
from gongkai.deadlines.due import Due
from gongkai.http.paging import Pager, Rows
from gongkai.reference.organs import organ_names
from gongkai.time import PlatformClock
from notifier.deadlines.errors import DeadlineNotFound
from notifier.deadlines.models import KnownDeadline, KnownOutcome, KnownState
from notifier.deadlines.repository import BY_PRESSURE, DeadlineRepository
from notifier.deadlines.schemas import DeadlineQuery, Names
from notifier.people.reading import display_names


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a deadline before an event."""

    is_open: bool
    due: Due | None
    organ_id: UUID
    assignee: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A deadline after an event that counted, and what was known before; None: it is new."""

    deadline: KnownDeadline
    before: Known | None
    moved_earlier: bool
    because: str | None = None
    """What set or moved its date, as an office calls it, where the producer says so."""

    @property
    def has_other_people(self) -> bool:
        """Whether others than before are responsible, as far as is known."""
        now = self.deadline.organ_id, self.deadline.assignee
        return self.before is None or now != (self.before.organ_id, self.before.assignee)


class DeadlineService:
    """Projects deadlines and answers questions about them."""

    def __init__(self, session: AsyncSession, clock: PlatformClock) -> None:
        self._session = session
        self._deadlines = DeadlineRepository(session)
        self._clock = clock

    async def set(self, payload: DeadlineSet, revision: int, epoch: str) -> Change | None:
        """A deadline runs until a moment. None when the event is not newer than what is known."""
        due = Due(payload.due_on, payload.due_at)
        values = _common(payload) | {
            "assignee": payload.assignee,
            "unit": payload.unit,
            "due_on": payload.due_on,
            "due_at": payload.due_at,
            "ends_at": due.ends_at,
            "is_provisional": payload.provisional,
            "is_gathered": payload.gathered,
            "asked": None if payload.asked is None else payload.asked.model_dump(mode="json"),
            "state": KnownState.OPEN,
            "outcome": None,
        }
        change = await self._apply(
            payload.deadline_id, values, revision, epoch, moved_earlier=payload.moved_earlier
        )
        return change and replace(change, because=payload.because_label)

    async def clear(self, payload: DeadlineCleared, revision: int, epoch: str) -> Change | None:
        """A deadline ceased. One that was never known is kept as a tombstone."""
        values = _common(payload) | {
            "state": KnownState.CLEARED,
            "outcome": KnownOutcome[payload.outcome.name],
            "planned_with": None,
        }
        return await self._apply(payload.deadline_id, values, revision, epoch, moved_earlier=False)

    async def _apply(
        self,
        deadline_id: UUID,
        values: dict[str, Any],
        revision: int,
        epoch: str,
        *,
        moved_earlier: bool,
    ) -> Change | None:
        values = values | {"revision": revision, "epoch": epoch, "changed_at": self._clock.now()}
        row, is_new = await self._deadlines.locked(deadline_id, {"is_provisional": False, **values})
        if is_new:
            return Change(row, None, moved_earlier)
        if row.epoch == epoch and row.revision >= revision:
            return None
        before = Known(row.is_open, row.due, row.organ_id, row.assignee)
        for name, value in values.items():
            setattr(row, name, value)
        return Change(row, before, moved_earlier)

    async def forget_others(self, source: Service, epoch: str) -> Sequence[UUID]:
        """After a resync: clear what the producer's new history does not know."""
        return await self._deadlines.clear_others(source, epoch, self._clock.now())

    async def page(
        self, principal: Principal, query: DeadlineQuery, signer: Signer
    ) -> Rows[KnownDeadline]:
        """A page of the caller's deadlines, the most pressing first."""
        pager = Pager(signer, "deadlines", query, BY_PRESSURE)
        return await self._deadlines.page(principal, query, self._clock.now(), pager)

    async def names(self, deadlines: Sequence[KnownDeadline], keys: KeyRing) -> Names:
        """What the organs of these deadlines and who handles them are called."""
        subjects = (deadline.assignee for deadline in deadlines)
        return Names(
            await organ_names(self._session, (deadline.organ_id for deadline in deadlines)),
            await display_names(self._session, keys, subjects),
        )

    async def get(self, principal: Principal, deadline_id: UUID) -> KnownDeadline:
        """One deadline; raises DeadlineNotFound."""
        found = await self._deadlines.visible(principal, deadline_id)
        if found is None:
            raise DeadlineNotFound
        return found


def _common(payload: DeadlineSet | DeadlineCleared) -> dict[str, Any]:
    return {
        "source": payload.PRODUCER,
        "rule": payload.rule,
        "ref_kind": payload.ref.kind,
        "ref_id": payload.ref.id,
        "ref_number": payload.ref.number,
        "ref_path": payload.ref.path,
        "organ_id": payload.organ_id,
    }
