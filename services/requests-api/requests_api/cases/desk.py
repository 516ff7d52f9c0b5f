"""What every act on a case shares: finding it, refusing, putting the act on record."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.crypto.fields import BlindIndex, KeyRing
from gongkai.db import Database, after_rollback, new_id
from gongkai.errors import Problem
from gongkai.http.versions import IfMatch
from gongkai.observability.correlation import current_correlation_id
from gongkai.reference.notices import CalendarSource
from gongkai.time import PlatformClock
from requests_api.cases.access import works_in
from requests_api.cases.errors import (
    CaseNotFound,
    CaseStepNotAllowed,
    DateOutOfOrder,
    ForeignOrgan,
)
from requests_api.cases.lifecycle import CaseState, Situation, Step, allowed_steps, allows
from requests_api.cases.models import Case, CaseRefusal
from requests_api.cases.record import Act, CaseRecord
from requests_api.cases.repository import CaseRepository
from requests_api.clock import Evaluation


@dataclass(frozen=True, slots=True)
class Office:
    """What a process gives to every act: database, clock, calendar, keys."""

    database: Database
    clock: PlatformClock
    calendars: CalendarSource
    keys: KeyRing
    indexes: BlindIndex
    code_key: bytes
    """Key of the access codes' digests."""


class CaseDesk:
    """One caller's work on cases in one transaction."""

    def __init__(self, session: AsyncSession, office: Office, principal: Principal) -> None:
        self.session = session
        self.office = office
        self.principal = principal
        self.cases = CaseRepository(session)
        self.record = CaseRecord(session, office.clock, office.calendars)

    @property
    def today(self) -> date:
        """The present legal day."""
        return self.office.clock.today()

    async def take(self, case_id: UUID, step: Step, expected: IfMatch) -> Case:
        """The case, locked, if the caller works on it and it is as expected and allows ``step``."""
        case = await self.find_own(case_id)
        self.check(case, step, expected)
        return case

    def check(self, case: Case, step: Step, expected: IfMatch) -> None:
        """Go on only if the case is as the caller expects and allows ``step``."""
        expected.check(case.version)
        check_step(case, step)

    async def find_own(self, case_id: UUID) -> Case:
        """The case, locked; raises `ForeignOrgan` where the caller only oversees it."""
        case = await self.find_locked(case_id)
        if not works_in(self.principal, case.organ_id):
            raise ForeignOrgan
        return case

    async def find_locked(self, case_id: UUID) -> Case:
        """The case, locked, if it exists for the caller."""
        case = await self.cases.lock(case_id, self.principal)
        if case is None:
            raise CaseNotFound
        return case

    async def put_on_record(
        self,
        case: Case,
        act: str,
        *,
        on: date | None = None,
        **data: Any,  # noqa: ANN401 - facts of any JSON type
    ) -> Evaluation:
        """Append the act and settle everything that follows from it."""
        return await self.record.put(case, Act(act, on or self.today, self.principal.subject, data))

    def refuse(self, case: Case, step: Step, problem: Problem) -> NoReturn:
        """Refuse a step and remember it, although this transaction will be rolled back."""
        refusal = CaseRefusal(
            id=new_id(),
            case_id=case.id,
            step=step,
            code=problem.code,
            actor=self.principal.subject,
            refused_at=self.office.clock.now(),
            correlation_id=current_correlation_id(),
        )

        async def remember() -> None:
            async with self.office.database.unit_of_work() as session:
                session.add(refusal)

        after_rollback(self.session, remember)
        raise problem

    def check_date(self, day: date, *, earliest: date | None, what: str, member: str) -> None:
        """A recorded day, `member` of the body, lies neither in the future nor before what it
        follows.
        """
        if day > self.today:
            fault = f"{what}不能晚于今天", "The date lies in the future"
        elif earliest is not None and day < earliest:
            fault = f"{what}不能早于{earliest}", f"The date lies before {earliest}"
        else:
            return
        raise DateOutOfOrder.at(f"/body/{member}", *fault)


def situation_of(case: Case | Row[Any]) -> Situation:
    """What decides which steps are allowed; a row carries the columns of a case."""
    return Situation(
        state=CaseState(case.state),
        is_received_legally=case.received_on is not None,
        open_consultations=case.open_consultations,
        is_extended=case.is_extended,
        is_delivered=case.delivered_on is not None,
    )


def check_step(case: Case, step: Step) -> None:
    """Raise with the allowed steps if the lifecycle does not allow this one."""
    if not allows(situation_of(case), step):
        raise CaseStepNotAllowed(extensions={"step": step.value, **alternatives(case)})


def alternatives(case: Case) -> dict[str, Any]:
    """The steps that the lifecycle allows instead, for a problem."""
    return {"allowed_steps": allowed_steps(situation_of(case))}
