"""Unmasked reads of an applicant's data leave a record (个人信息保护法: access log)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db import new_id
from gongkai.steps import works_in
from requests_api.applicant_disclosures.models import ApplicantDisclosure
from requests_api.applicants.models import Applicant
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.models import Matter
from requests_api.matters.office import Office


class DisclosureService:
    """Applicants' data for one caller."""

    def __init__(self, session: AsyncSession, office: Office, principal: Principal) -> None:
        self._session = session
        self._office = office
        self._principal = principal

    async def disclose(self, matter: Matter, reason: str) -> Applicant:
        """The applicant in the clear; the reading is committed before the answer leaves.

        Raises `ForeignOrgan`: oversight sees the applicants of other organs masked.
        """
        if not works_in(self._principal, matter.organ_id):
            raise ForeignOrgan
        self._session.add(_disclosure(matter.id, self._principal, reason, self._office))
        return await self._session.get_one(Applicant, matter.id)


def _disclosure(
    matter_id: UUID, principal: Principal, reason: str, office: Office
) -> ApplicantDisclosure:
    return ApplicantDisclosure(
        id=new_id(),
        matter_id=matter_id,
        actor=principal.actor,
        reason=reason,
        disclosed_at=office.clock.now(),
    )
