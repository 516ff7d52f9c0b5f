"""What every act on a matter shares: finding it, refusing, putting the act on record.

A step reads everything first (`take`), then writes everything (`perform`): whoever draws a number
draws it between the two, and its counter is locked for the writing only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Generic, NoReturn, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.calendar import WorkingCalendar
from gongkai.db import Base
from gongkai.errors import Problem, StepNotAllowed
from gongkai.feed import Publication, publish
from gongkai.http.versions import IfMatch
from gongkai.record import Recorded, RecordedEvent, append, read, read_whole
from gongkai.record.refusals import refuse
from gongkai.reference.organs import ReferenceOrgan
from gongkai.steps import Reason, Step, works_in
from requests_api.matters.acts import Act, Done, Stated
from requests_api.matters.errors import DateOutOfOrder, ForeignOrgan
from requests_api.matters.events import ConfirmationAwaited, DatedEvent
from requests_api.matters.file import RecordFile
from requests_api.matters.late import Timeliness, is_late_entry, needs_second_person
from requests_api.matters.models import Matter, MatterDeadline, MatterEvent, MatterRefusal
from requests_api.matters.office import Office
from requests_api.matters.repository import MatterRepository, beside_record
from requests_api.matters.settling import Kind, settle

__all__ = ["Act", "Desk", "Done", "Entered", "Loaded", "Recorder", "Stated"]

M = TypeVar("M", bound=Matter)


@dataclass(frozen=True, slots=True)
class Entered:
    """What is to be written of acts that were put on the record of one matter."""

    done: Done
    rows: Sequence[Base]
    published: Sequence[Publication]


@dataclass(slots=True)
class Loaded:
    """What was read of a matter before anything is written."""

    file: RecordFile
    deadlines: list[MatterDeadline]
    calendar: WorkingCalendar


class Recorder(Generic[M]):
    """Puts acts on the record of matters of one kind, for whoever acts."""

    def __init__(self, session: AsyncSession, office: Office, kind: Kind[M], *, actor: str) -> None:
        self.session = session
        self.office = office
        self.kind = kind
        self.actor = actor
        self.matters = MatterRepository(session)
        self._loaded: dict[UUID, Loaded] = {}

    @property
    def today(self) -> date:
        """The present legal day."""
        return self.office.clock.today()

    async def load(self, matter: M) -> Loaded:
        """Record, deadlines and calendar of a locked matter, read once."""
        if matter.id not in self._loaded:
            await self.load_all([matter])
        return self._loaded[matter.id]

    async def load_all(self, matters: Sequence[M]) -> None:
        """As `load`, of several matters at once."""
        ids = [matter.id for matter in matters]
        events = await self.matters.histories(ids)
        deadlines = await self.matters.deadlines_of(ids)
        calendar = await self.office.calendars.current(self.session)
        for matter in matters:
            self._loaded[matter.id] = Loaded(
                RecordFile(read_whole(matter, events.get(matter.id, []))),
                deadlines.get(matter.id, []),
                calendar,
            )

    def check(self, matter: M, step: Step[Any]) -> None:
        """Go on only if the procedure allows ``step`` now; else say why and what it does allow."""
        situation = self.kind.situation(matter)
        reason = self.kind.steps.why_not(step, situation)
        if reason is not None:
            own = self.kind.steps.problem_of(step, situation)
            members = self.kind.steps.members_of(step, situation)
            self.reject(matter, step, reason, own or self.kind.not_allowed, members)

    def reject(
        self,
        matter: M,
        step: Step[Any],
        reason: Reason,
        problem: type[StepNotAllowed],
        members: Mapping[str, object] = MappingProxyType({}),
    ) -> NoReturn:
        """Say why ``step`` is not possible now, and which others are."""
        raise problem(
            reason.text,
            reason.text_en,
            allowed_steps=[code for code in self.allowed(matter) if code != step.code],
            extensions={"step": step.code, "why": reason.code, **members},
        )

    def allowed(self, matter: M) -> Sequence[str]:
        """The codes of the steps that the procedure allows now."""
        return self.kind.steps.allowed(self.kind.situation(matter))

    async def perform(self, matter: M, step: Step[Any], *acts: Act) -> Done:
        """Take the step: the state that it leads to, and its acts on record."""
        matter.state = self.kind.steps.after(step, self.kind.situation(matter))
        return await self.put_on_record(matter, *acts)

    async def put_on_record(self, matter: M, *acts: Act) -> Done:
        """Append the acts and settle everything that follows from them."""
        await self.load(matter)
        entered = self.enter(matter, *acts)
        await self.write([entered])
        return entered.done

    def enter(self, matter: M, *acts: Act) -> Entered:
        """The acts on the record of a matter that is loaded, and what follows; not yet written."""
        loaded = self._loaded[matter.id]
        rows = [self._append(matter, act) for act in acts]
        seqs = tuple(row.seq for row in rows)
        awaiting = self._awaiting(loaded, [*zip(acts, read(rows), strict=True)])
        if awaiting:
            rows.append(self._append(matter, Act(ConfirmationAwaited(entries=tuple(awaiting)))))
        loaded.file = RecordFile([*loaded.file.recorded, *read(rows)])
        settled = settle(
            self.kind,
            matter,
            loaded.file,
            loaded.deadlines,
            loaded.calendar,
            self.office.clock,
            new=frozenset(row.seq for row in rows),
        )
        loaded.deadlines += settled.added
        beside = [
            row
            for seq, act in zip(seqs, acts, strict=True)
            for row in beside_record(self.office.keys, matter.id, seq, act.paper, act.words)
        ]
        done = Done(seqs, frozenset(awaiting), settled.standing)
        return Entered(done, [*rows, *settled.added, *beside], settled.published)

    async def write(self, entered: Sequence[Entered]) -> None:
        """Write what was entered, of one matter or of many, and tell the feed."""
        self.session.add_all([row for each in entered for row in each.rows])
        await self.session.flush()
        await publish(self.session, *(told for each in entered for told in each.published))

    async def if_entered(self, matter: M, event: RecordedEvent, on: date) -> Timeliness:
        """How the matter would stand by ``event`` of that day; nothing is put on record."""
        loaded = await self.load(matter)
        recorded = loaded.file.recorded
        item = Recorded(len(recorded) + 1, event, on, self.office.clock.now(), self.actor)
        return self.kind.measure(RecordFile([*recorded, item]), loaded.calendar, self.today)

    def _awaiting(self, loaded: Loaded, entered: Sequence[tuple[Act, Recorded]]) -> list[int]:
        """The numbers of those acts that count only once a second person has confirmed them."""
        late = [(act, item) for act, item in entered if is_late_entry(item, self.today)]
        if not late:
            return []
        recorded = [*loaded.file.recorded, *(item for _, item in entered)]
        seqs = [item.seq for _, item in late]
        files = (
            loaded.file,
            RecordFile(recorded),
            RecordFile(recorded, awaiting=seqs),
        )
        before, stated, counted = (
            self.kind.measure(file, loaded.calendar, self.today) for file in files
        )
        if needs_second_person(before, stated, counted, self.today):
            return seqs
        return [item.seq for act, item in late if act.by_two]

    def _append(self, matter: M, act: Act) -> MatterEvent:
        return append(
            MatterEvent,
            matter,
            act.event,
            clock=self.office.clock,
            actor=self.actor,
            on=act.on,
            supersedes=act.supersedes,
        )


class Desk(Recorder[M]):
    """One caller's work on matters of one kind in one transaction."""

    def __init__(
        self, session: AsyncSession, office: Office, kind: Kind[M], principal: Principal
    ) -> None:
        super().__init__(session, office, kind, actor=principal.actor)
        self.principal = principal

    async def find(self, matter_id: UUID) -> M:
        """The matter, locked and read, if it exists for the caller."""
        matter = await self.matters.lock(self.kind.model, matter_id, self.principal)
        if matter is None:
            raise self.kind.not_found
        return matter

    async def find_own(self, matter_id: UUID) -> M:
        """The matter, locked; raises `ForeignOrgan` where the caller only oversees it."""
        matter = await self.find(matter_id)
        if not works_in(self.principal, matter.organ_id):
            raise ForeignOrgan
        return matter

    async def take(self, matter_id: UUID, step: Step[Any], expected: IfMatch | None) -> M:
        """The matter, locked, if the caller may take ``step`` on it, it is as expected, and its
        procedure allows the step. What lacks authority is refused on record.
        """
        matter = await self.find(matter_id)
        self.authorise(matter, step)
        return await self.ready(matter, step, expected)

    async def ready(self, matter: M, step: Step[Any], expected: IfMatch | None) -> M:
        """The matter, read whole, if it is as expected and its procedure allows ``step`` now."""
        if expected is not None:
            expected.check(matter.version, since=matter.same_since)
        self.check(matter, step)
        await self.load(matter)
        return matter

    def authorise(self, matter: M, step: Step[Any]) -> None:
        """Go on only if the caller has the authority that ``step`` demands."""
        situation = self.kind.situation(matter)
        if step.closed_to is not None and step.is_closed_to(self.principal, situation):
            self.refuse(matter, step, step.closed_to.problem())
        if not step.admits(self.principal, matter.organ_id):
            if step.needs is None:
                raise ForeignOrgan
            self.refuse(matter, step, step.needs())
        if (bar := step.bar_for(self.principal, situation)) is not None:
            self.refuse(matter, step, bar())

    def refuse(self, matter: M, step: Step[Any], problem: Problem) -> NoReturn:
        """Refuse a step and remember it, although this transaction will be rolled back."""
        refuse(
            self.session,
            self.office.database,
            MatterRefusal,
            problem,
            aggregate_id=matter.id,
            step=step.code,
            actor=self.principal.actor,
            at=self.office.clock.now(),
        )

    async def organ(self, matter: M) -> ReferenceOrgan | None:
        """The organ of the matter as projected from the directory."""
        return await self.matters.organ(matter.organ_id)

    def dated(
        self,
        matter: M,
        event: DatedEvent,
        stated: Stated,
        *,
        after: date | None = None,
        words: str | None = None,
        by_two: bool = False,
    ) -> Act:
        """The act of ``event`` on the day that is stated, which holds by `check_day`."""
        self.check_day(matter, event, stated.on, stated.member, after=after)
        return Act(event, stated.on, paper=stated.paper, words=words, by_two=by_two)

    def check_day(
        self, matter: M, event: DatedEvent, day: date, member: str, *, after: date | None = None
    ) -> None:
        """The day of ``event``, `member` of the body, lies neither in the future nor before what
        the record says it follows, before another day that the event states, or before ``after``.
        """
        follows = self._loaded[matter.id].file.not_before(event)
        told = None if follows is None else follows.on
        days = [each for each in (after, told, *event.days(day)[:-1]) if each is not None]
        self.check_date(day, what=event.DAY, member=member, earliest=max(days, default=None))

    def check_date(self, day: date, *, earliest: date | None, what: str, member: str) -> None:
        """A recorded day, `member` of the body, lies neither in the future nor before another."""
        if day > self.today:
            fault = f"{what}不能晚于今天", "The date lies in the future"
        elif earliest is not None and day < earliest:
            fault = f"{what}不能早于{earliest}", f"The date lies before {earliest}"
        else:
            return
        raise DateOutOfOrder.at(f"/body/{member}", *fault)
