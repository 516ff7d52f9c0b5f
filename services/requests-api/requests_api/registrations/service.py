"""Registering cases; the number is taken last and never used again."""

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
        year = desk.today.year
        # From here on only writes: other registrations of the organ wait for them.
        serial = await self._register.take_serial(case.organ_id, year)
        number = f"{short_name}依申〔{year}〕{serial}号"
        self._register.add(
            Registration(
                id=new_id(),
                case_id=case.id,
                organ_id=case.organ_id,
                year=year,
                serial=serial,
                number=number,
                registered_at=desk.office.clock.now(),
                registered_by=desk.principal.actor,
            )
        )
        registered = Registered(number=number, year=year, serial=serial, assignee=assignee)
        await desk.perform(case, REGISTER, Act(registered))
        return case

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
