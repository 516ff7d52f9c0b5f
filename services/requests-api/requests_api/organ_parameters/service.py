"""Reading and deciding the parameters of an organ."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Permission, Principal
from gongkai.errors import PreconditionFailed
from gongkai.http.versions import IfMatch
from gongkai.reference.errors import OrganNotFound
from gongkai.steps import works_in
from gongkai.time import PlatformClock
from requests_api.decisions.model import Remedy
from requests_api.matters.errors import ForeignOrgan
from requests_api.organ_parameters.defaults import APPLICATIONS_A_MONTH
from requests_api.organ_parameters.models import OrganParameters
from requests_api.organ_parameters.repository import ParametersRepository


class ParametersService:
    """The parameters of organs, for one caller."""

    def __init__(self, session: AsyncSession, clock: PlatformClock, principal: Principal) -> None:
        self._parameters = ParametersRepository(session)
        self._clock = clock
        self._principal = principal

    async def get(self, organ_id: UUID) -> OrganParameters:
        """What holds for the organ now; version 0: what ships with the platform.

        Raises `OrganNotFound`.
        """
        if not await self._parameters.organ_exists(organ_id, self._principal):
            raise OrganNotFound
        decided = await self._parameters.present(organ_id)
        return decided or OrganParameters(
            organ_id=organ_id, version=0, applications_a_month=APPLICATIONS_A_MONTH
        )

    async def decide(
        self,
        organ_id: UUID,
        expected: IfMatch,
        *,
        applications_a_month: int,
        explanation_working_days: int | None,
        court_for_all: bool,
        party_information_remedy: Remedy,
    ) -> OrganParameters:
        """Decide anew for the own organ; what was filed before keeps its marks.

        Raises `OrganNotFound` and `ForeignOrgan`.
        """
        present = await self.get(organ_id)
        if not works_in(self._principal, organ_id):
            raise ForeignOrgan(extensions={"permission": Permission.PARAMETERS_MANAGE})
        expected.check(present.version)
        decided = OrganParameters(
            organ_id=organ_id,
            version=present.version + 1,
            applications_a_month=applications_a_month,
            explanation_working_days=explanation_working_days,
            court_for_all=court_for_all,
            party_information_remedy=party_information_remedy,
            set_by=self._principal.actor,
            set_at=self._clock.now(),
        )
        if not await self._parameters.add(decided):
            raise PreconditionFailed
        return decided
