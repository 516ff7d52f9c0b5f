"""Joint handling by units and organs, with internal deadlines of their own."""

from datetime import date
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from gongkai.reference.organs import organ_names
from gongkai.reference.people import person_names
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.handling_units.errors import (
    HandlingUnitCompleted,
    HandlingUnitNotFound,
    InternalDueAfterTerm,
)
from requests_api.handling_units.events import HandlingCompleted, HandlingUnitAdded
from requests_api.handling_units.models import HandlingUnit
from requests_api.handling_units.repository import HandlingUnitRepository
from requests_api.handling_units.schemas import HandlingUnitOut, HandlingUnitsOut
from requests_api.handling_units.steps import ADD_HANDLING_UNIT, COMPLETE_HANDLING
from requests_api.intake.errors import OrganAbolished
from requests_api.matters.desk import Act
from requests_api.matters.errors import DateOutOfOrder, UnknownOrgan


class HandlingUnitService:
    """The handling units of one case, for one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._units = HandlingUnitRepository(desk.session)

    async def add(
        self, case_id: UUID, *, organ_id: UUID | None, unit: str | None, due_on: date | None
    ) -> tuple[Case, UUID]:
        """Ask a unit or an organ to handle the case too. Another organ may read it, masked, until
        its part is done or the case has ended.

        Raises `UnknownOrgan`, `OrganAbolished`, `DateOutOfOrder` and `InternalDueAfterTerm`.
        """
        desk, ref = self._desk, new_id()
        case = await desk.take(case_id, ADD_HANDLING_UNIT, None)
        other = None if organ_id == case.organ_id else organ_id
        if other is not None:
            await self._check_organ(other)
        self._check_due(case, due_on)
        self._units.add(
            HandlingUnit(
                id=ref,
                case_id=case.id,
                organ_id=other,
                unit=unit,
                due_on=due_on,
                added_by=desk.principal.actor,
                added_at=desk.office.clock.now(),
            )
        )
        if other is not None:
            await self._units.let_read(case.id, other)
        added = HandlingUnitAdded(ref=ref, organ_id=other, due_on=due_on)
        await desk.perform(case, ADD_HANDLING_UNIT, Act(added))
        return case, ref

    async def complete(self, case_id: UUID, unit_id: UUID, expected: IfMatch) -> Case:
        """The unit has done its part. Raises `HandlingUnitNotFound`, `HandlingUnitCompleted`."""
        desk = self._desk
        case = await desk.find(case_id)
        desk.authorise(case, COMPLETE_HANDLING)
        unit = await self._units.find(case.id, unit_id)
        if unit is None:
            raise HandlingUnitNotFound
        await desk.ready(case, COMPLETE_HANDLING, expected)
        if unit.completed_on is not None:
            raise HandlingUnitCompleted
        unit.completed_on = desk.today
        await desk.perform(case, COMPLETE_HANDLING, Act(HandlingCompleted(ref=unit.id)))
        if unit.organ_id is not None:
            await self._units.end_reading(case.id, unit.organ_id)
        return case

    async def listed(self, case: Case) -> HandlingUnitsOut:
        """Everybody who handles the case too."""
        units = await self._units.of_case(case.id)
        session = self._desk.session
        organs = await organ_names(session, [u.organ_id for u in units if u.organ_id is not None])
        people = await person_names(session, [unit.added_by for unit in units])
        return HandlingUnitsOut(
            items=[
                HandlingUnitOut(
                    id=unit.id,
                    organ_id=unit.organ_id,
                    organ_name=None if unit.organ_id is None else organs.get(unit.organ_id),
                    unit=unit.unit,
                    due_on=unit.due_on,
                    completed_on=unit.completed_on,
                    added_by=unit.added_by,
                    added_by_name=people.get(unit.added_by),
                    added_at=unit.added_at,
                )
                for unit in units
            ]
        )

    async def _check_organ(self, organ_id: UUID) -> None:
        organ = await self._desk.matters.organ(organ_id)
        if organ is None:
            raise UnknownOrgan.at("/body/organ_id")
        if organ.valid_until is not None and organ.valid_until < self._desk.today:
            raise OrganAbolished.at(
                "/body/organ_id", extensions={"valid_until": organ.valid_until.isoformat()}
            )

    def _check_due(self, case: Case, due_on: date | None) -> None:
        if due_on is None:
            return
        if due_on < self._desk.today:
            raise DateOutOfOrder.at(
                "/body/due_on", "内部期限不能早于今天", "An internal last day lies in the past"
            )
        if case.due_on is not None and due_on > case.due_on:
            raise InternalDueAfterTerm.at(
                "/body/due_on",
                f"答复期限为{case.due_on}，内部期限不能晚于该日",
                f"The answer is due on {case.due_on}",
            )
