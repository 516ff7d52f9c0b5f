"""What every step on an entry shares: finding it, refusing, putting the act on record."""

from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.entries.errors import EntryNotFound, EntryOfOtherOrgan, EntryStepNotAllowed
from catalog_api.entries.kinds import EntryState
from catalog_api.entries.models import Entry, EntryEvent, EntryRefusal
from catalog_api.entries.repository import EntryRepository
from catalog_api.entries.steps import ENTRY_STEPS, EntrySituation
from gongkai.auth.principal import Principal
from gongkai.db import Database
from gongkai.errors import Problem
from gongkai.http.versions import IfMatch
from gongkai.record import Record, RecordedEvent
from gongkai.record.refusals import refuse
from gongkai.steps import Step
from gongkai.time import PlatformClock

TABLE = ENTRY_STEPS


def situation_of(
    entry: Entry, *, reviewers: tuple[str, ...] | None = None, is_sent_back: bool = False
) -> EntrySituation:
    """Where an entry stands, or would stand once ``reviewers`` have agreed or it is sent back."""
    return EntrySituation(
        state=entry.state,
        organ_id=entry.organ_id,
        written_by=entry.written_by,
        is_published=entry.published_version is not None,
        reviewers=tuple(entry.reviewers) if reviewers is None else reviewers,
        is_sent_back=is_sent_back,
        has_text=entry.has_text,
    )


@dataclass(frozen=True, slots=True)
class EntryOffice:
    """What every act on an entry needs."""

    database: Database
    clock: PlatformClock


class EntryDesk:
    """One caller's work on entries in one transaction."""

    def __init__(self, session: AsyncSession, office: EntryOffice, principal: Principal) -> None:
        self.session = session
        self.office = office
        self.principal = principal
        self.entries = EntryRepository(session)
        self.record = Record(session, EntryEvent, office.clock)

    async def take(self, entry_id: UUID, step: Step[Any], expected: IfMatch | None) -> Entry:
        """The entry, locked, if the caller may take ``step`` on it, it is as expected, and its
        procedure allows the step. What lacks authority is refused on record.
        """
        entry = await self.entries.lock(entry_id, self.principal)
        if entry is None:
            raise EntryNotFound
        situation = situation_of(entry)
        if step.closed_to is not None and step.is_closed_to(self.principal, situation):
            self.refuse(entry, step, step.closed_to.problem())
        if not step.admits(self.principal, entry.organ_id):
            self.refuse(entry, step, (step.needs or EntryOfOtherOrgan)())
        if (bar := step.bar_for(self.principal, situation)) is not None:
            self.refuse(entry, step, bar())
        if expected is not None:
            expected.check(entry.version)
        self.check(entry, step)
        return entry

    def check(self, entry: Entry, step: Step[Any]) -> None:
        """Go on only if the procedure allows ``step`` now; else say why and what it does allow."""
        situation = situation_of(entry)
        reason = TABLE.why_not(step, situation)
        if reason is None:
            return
        problem = TABLE.problem_of(step, situation) or EntryStepNotAllowed
        raise problem(
            reason.text,
            reason.text_en,
            allowed_steps=[code for code in TABLE.allowed(situation) if code != step.code],
            extensions={
                "step": step.code,
                "why": reason.code,
                **TABLE.members_of(step, situation),
            },
        )

    def refuse(self, entry: Entry, step: Step[Any], problem: Problem) -> NoReturn:
        """Refuse a step and remember it, although this transaction will be rolled back."""
        refuse(
            self.session,
            self.office.database,
            EntryRefusal,
            problem,
            aggregate_id=entry.id,
            step=step.code,
            actor=self.principal.actor,
            at=self.office.clock.now(),
        )

    async def perform(
        self,
        entry: Entry,
        step: Step[Any],
        event: RecordedEvent,
        situation: EntrySituation | None = None,
    ) -> None:
        """Take the step: the state to which it leads, and its event on record."""
        entry.state = EntryState(TABLE.after(step, situation or situation_of(entry)))
        self.put_on_record(entry, event)
        await self.session.flush()

    def put_on_record(self, entry: Entry, event: RecordedEvent) -> None:
        """The event as the entry's next version; it is not yet written."""
        entry.updated_at = self.office.clock.now()
        self.record.append(entry, event, actor=self.principal.actor)
