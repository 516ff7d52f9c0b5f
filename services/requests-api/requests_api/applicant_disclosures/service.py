"""Reads of what is masked or withheld leave a record (个人信息保护法: access log)."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db import new_id
from gongkai.steps import works_in
from requests_api.applicant_disclosures.models import DISCLOSURE_REASON, ApplicantDisclosure
from requests_api.applicants.models import Applicant
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.models import Matter
from requests_api.matters.office import Office

APPLICANT = "applicant"
"""The applicant among the parts that a disclosure shows."""


class DisclosureService:
    """Disclosures to one caller."""

    def __init__(self, session: AsyncSession, office: Office, principal: Principal) -> None:
        self._session = session
        self._office = office
        self._principal = principal

    async def disclose(self, matter: Matter, reason: str) -> Applicant:
        """The applicant in the clear; the reading is committed before the answer leaves.

        Raises `ForeignOrgan`: oversight sees the applicants of other organs masked.
        """
        applicant = await self.applicant(matter)
        self.enter(matter, reason, [APPLICANT])
        return applicant

    async def applicant(self, matter: Matter) -> Applicant:
        """The applicant, for whoever has entered the reading; raises `ForeignOrgan`."""
        if not works_in(self._principal, matter.organ_id):
            raise ForeignOrgan
        return await self._session.get_one(Applicant, matter.id)

    def enter(self, matter: Matter, reason: str, parts: Sequence[str]) -> ApplicantDisclosure:
        """Put on record that the caller reads these parts of the file, and why."""
        disclosure_id = new_id()
        entered = ApplicantDisclosure(
            id=disclosure_id,
            matter_id=matter.id,
            actor=self._principal.actor,
            reason_sealed=DISCLOSURE_REASON.seal(self._office.keys, reason, disclosure_id),
            disclosed_at=self._office.clock.now(),
            parts=list(parts),
        )
        self._session.add(entered)
        return entered
