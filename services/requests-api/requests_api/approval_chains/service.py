"""Reading and deciding the approval chain of an organ."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal, Role
from gongkai.errors import PreconditionFailed
from gongkai.http.versions import IfMatch
from gongkai.reference.errors import OrganNotFound
from gongkai.steps import works_in
from gongkai.time import PlatformClock
from requests_api.approval_chains.errors import (
    ApproverUnsuitable,
    ChainOfAnotherOrgan,
    ChainRepeatsPerson,
    ChainUnusable,
)
from requests_api.approval_chains.levels import DEFAULT_CHAIN, Level, repeated
from requests_api.approval_chains.models import ApprovalChain
from requests_api.approval_chains.presenter import kept, levels_of
from requests_api.approval_chains.repository import ChainRepository


class ChainService:
    """The approval chains of organs, for one caller."""

    def __init__(self, session: AsyncSession, clock: PlatformClock, principal: Principal) -> None:
        self._chains = ChainRepository(session)
        self._clock = clock
        self._principal = principal

    async def get(self, organ_id: UUID) -> ApprovalChain:
        """What holds for the organ now; version 0: the chain of those who decided nothing.

        Raises `OrganNotFound`.
        """
        if not await self._chains.organ_exists(organ_id, self._principal):
            raise OrganNotFound
        decided = await self._chains.present(organ_id)
        return decided or ApprovalChain(organ_id=organ_id, version=0, levels=kept(DEFAULT_CHAIN))

    async def decide(
        self, organ_id: UUID, expected: IfMatch, levels: Sequence[Level]
    ) -> ApprovalChain:
        """Decide anew; what is in approval goes on by the chain with which it was handed in.

        Raises `OrganNotFound`, `ChainOfAnotherOrgan`, `ChainRepeatsPerson`, `ApproverUnsuitable`.
        """
        present = await self.get(organ_id)
        if not (works_in(self._principal, organ_id) or Role.ADMIN in self._principal.roles):
            raise ChainOfAnotherOrgan
        expected.check(present.version)
        twice = repeated(levels)
        if twice is not None:
            raise ChainRepeatsPerson.at(f"/body/levels/{twice}/by")
        place = await _misplaced(self._chains, organ_id, levels)
        if place is not None:
            raise ApproverUnsuitable.at(f"/body/levels/{place}/by")
        decided = ApprovalChain(
            organ_id=organ_id,
            version=present.version + 1,
            levels=kept(levels),
            set_by=self._principal.actor,
            set_at=self._clock.now(),
        )
        if not await self._chains.add(decided):
            raise PreconditionFailed
        return decided


async def chain_for(
    session: AsyncSession, organ_id: UUID, drafted_by: str | None
) -> tuple[Level, ...]:
    """The chain that a draft handed in now goes through. Raises `ChainUnusable`."""
    chains = ChainRepository(session)
    decided = await chains.present(organ_id)
    levels = levels_of(decided.levels if decided else None)
    for n, level in enumerate(levels, 1):
        if level.by is not None and level.by == drafted_by:
            said = f"第{n}级指定的审批人就是拟稿人", f"Level {n} names who drafted the reply"
            raise ChainUnusable(*said, extensions={"level": n})
    place = await _misplaced(chains, organ_id, levels)
    if place is not None:
        n = place + 1
        said = (
            f"第{n}级指定的审批人已不在岗或者不再担任该角色",
            f"Level {n} names nobody who is there",
        )
        raise ChainUnusable(*said, extensions={"level": n})
    return levels


async def _misplaced(
    chains: ChainRepository, organ_id: UUID, levels: Sequence[Level]
) -> int | None:
    """The place of the first level that names somebody who does not work there in its role."""
    working = await chains.working(organ_id, {level.by for level in levels if level.by})
    for place, level in enumerate(levels):
        if level.by is not None and level.role not in working.get(level.by, ()):
            return place
    return None
