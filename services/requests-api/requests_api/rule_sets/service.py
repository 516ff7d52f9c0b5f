"""Reading and loading rule sets."""

from collections.abc import Sequence

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal, Role
from gongkai.errors import PreconditionFailed
from gongkai.http.versions import IfMatch
from gongkai.time import PlatformClock
from requests_api.clock.rules import lengthens
from requests_api.rule_sets.errors import (
    RuleSetLengthensPast,
    RuleSetNotFound,
    RuleSetOfWholePlatform,
    RuleSetShipped,
)
from requests_api.rule_sets.models import LoadedRuleSet
from requests_api.rule_sets.presenter import SHIPPED, loaded_out
from requests_api.rule_sets.reading import measures_of
from requests_api.rule_sets.repository import RuleSetRepository
from requests_api.rule_sets.schemas import RuleSetIn, RuleSetOut

_log = structlog.get_logger(__name__)


class RuleSetService:
    """The texts by which clocks run."""

    def __init__(self, session: AsyncSession) -> None:
        self._texts = RuleSetRepository(session)

    async def every(self) -> Sequence[RuleSetOut]:
        """What ships, and the present version of what was loaded."""
        loaded = await self._texts.all_present()
        return [*SHIPPED.values(), *map(loaded_out, loaded)]

    async def get(self, code: str, version: int | None) -> RuleSetOut:
        """A text, or one version of it; raises `RuleSetNotFound`."""
        if code in SHIPPED and version is None:
            return SHIPPED[code]
        found = await self._texts.present(code, version)
        if found is None:
            raise RuleSetNotFound
        return loaded_out(found)

    async def load(
        self,
        code: str,
        expected: IfMatch,
        text: RuleSetIn,
        clock: PlatformClock,
        principal: Principal,
    ) -> RuleSetOut:
        """Load a version of a local text; the worker computes open cases again.

        Raises `RuleSetOfWholePlatform`, `RuleSetShipped`, `RuleSetLengthensPast`.
        """
        of_platform = Role.ADMIN in principal.roles and principal.organ_id is None
        if principal.is_machine or not of_platform:
            raise RuleSetOfWholePlatform
        if code in SHIPPED:
            raise RuleSetShipped
        present = await self._texts.present(code)
        version = 0 if present is None else present.version
        expected.check(version)
        loaded = LoadedRuleSet(
            code=code,
            version=version + 1,
            text=text.model_dump(mode="json"),
            set_by=principal.actor,
            set_at=clock.now(),
        )
        is_longer = present is not None and lengthens(
            measures_of(present), measures_of(loaded), clock.today()
        )
        if is_longer and text.corrects is None:
            raise RuleSetLengthensPast
        if not await self._texts.add(loaded):
            raise PreconditionFailed
        _log.info(
            "rule set loaded",
            action="rule_sets.load",
            rule_set=code,
            rule_set_version=loaded.version,
            by=principal.actor,
        )
        return loaded_out(loaded)
