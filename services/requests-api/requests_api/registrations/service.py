"""Registering cases; the number is taken last and never used again."""

from typing import NamedTuple
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.desk import Act
from requests_api.registrations.events import Registered, RegistrationVoided
from requests_api.registrations.models import VOID_REASON, Registration
from requests_api.registrations.repository import RegistrationRepository
from requests_api.registrations.steps import REGISTER, VOID_REGISTRATION


class Drawn(NamedTuple):
    """A number that was drawn: its row, and what stands on record."""

    registration: Registration
    event: Registered


class RegistrationService:
    """The register, for one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._register = RegistrationRepository(desk.session)

    async def register(self, case_id: UUID, expected: IfMatch) -> Case:
        """Enter the case in the register under the next number of its organ and year."""
        desk = self._desk
        case = await desk.take(case_id, REGISTER, expected)
        organ = await desk.organ(case)
        short_name = "" if organ is None else organ.short_name or ""
        assignee = case.assignee or desk.principal.actor
        drawn = await self.draw(case, short_name, assignee)
        self._register.add(drawn.registration)
        await desk.perform(case, REGISTER, Act(drawn.event))
        return case

    async def draw(self, case: Case, short_name: str, assignee: str) -> Drawn:
        """The next number of the case's organ and year, not yet written. From here on only writes:
        other registrations of the organ wait for them.
        """
        desk, year = self._desk, self._desk.today.year
        serial = await self._register.take_serial(case.organ_id, year)
        number = f"{short_name}依申〔{year}〕{serial}号"
        registration = Registration(
            id=new_id(),
            case_id=case.id,
            organ_id=case.organ_id,
            year=year,
            serial=serial,
            number=number,
            is_imported=False,
            registered_at=desk.office.clock.now(),
            registered_by=desk.principal.actor,
        )
        return Drawn(
            registration, Registered(number=number, year=year, serial=serial, assignee=assignee)
        )

    async def void(self, case_id: UUID, expected: IfMatch, *, reason: str) -> Case:
        """Void a mistaken registration: the case waits again, the number stays with the record."""
        desk = self._desk
        case = await desk.take(case_id, VOID_REGISTRATION, expected)
        registration = await self._register.present(case.id)
        if registration is not None:
            registration.voided_at = desk.office.clock.now()
            registration.void_reason_sealed = VOID_REASON.seal(
                desk.office.keys, reason, registration.id
            )
        await desk.perform(case, VOID_REGISTRATION, Act(RegistrationVoided(number=case.number)))
        return case
