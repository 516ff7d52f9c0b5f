"""Reading, loading and confirming rule sets."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal, Role
from gongkai.errors import PreconditionFailed
from gongkai.http.versions import IfMatch
from gongkai.time import PlatformClock
from requests_api.clock.rules import LOCAL, lengthens
from requests_api.rule_sets.errors import (
    RuleSetLengthensPast,
    RuleSetLoadedByYourself,
    RuleSetNotAwaiting,
    RuleSetNotFound,
    RuleSetOfWholePlatform,
    RuleSetShipped,
)
from requests_api.rule_sets.models import LoadedRuleSet, RuleSetConfirmation
from requests_api.rule_sets.presenter import SHIPPED, loaded_out
from requests_api.rule_sets.reading import measures_of
from requests_api.rule_sets.repository import RuleSetRepository
from requests_api.rule_sets.schemas import RuleSetIn, RuleSetOut

_log = structlog.get_logger(__name__)


class Shown(NamedTuple):
    """A text as it is shown, with the revision of all that is written of it: its ETag."""

    out: RuleSetOut
    revision: int


class RuleSetService:
    """The texts by which clocks run."""

    def __init__(self, session: AsyncSession) -> None:
        self._texts = RuleSetRepository(session)

    async def every(self) -> Sequence[RuleSetOut]:
        """What ships, and the present version of what was loaded."""
        loaded = await self._texts.all_counting()
        present = [[*versions][-1] for _, versions in groupby(loaded, lambda row: row.code)]
        shown = [await self._shown(row) for row in present]
        return [*SHIPPED.values(), *(each.out for each in shown)]

    async def get(self, code: str, version: int | None) -> Shown:
        """A text, or one version of it; raises `RuleSetNotFound`."""
        if code in SHIPPED and version is None:
            return Shown(SHIPPED[code], SHIPPED[code].version)
        found = (
            await self._texts.present(code)
            if version is None
            else await self._texts.version(code, version)
        )
        if found is None:
            raise RuleSetNotFound
        return await self._shown(found)

    async def load(
        self,
        code: str,
        expected: IfMatch,
        text: RuleSetIn,
        clock: PlatformClock,
        principal: Principal,
    ) -> Shown:
        """Load a version of a local text; the worker computes open cases again. One that lengthens
        terms that run waits for a second administrator.

        Raises `RuleSetOfWholePlatform`, `RuleSetShipped`, `RuleSetLengthensPast`.
        """
        _check_keeper(principal)
        if code in SHIPPED:
            raise RuleSetShipped
        expected.check(await self._texts.revision(code))
        last = await self._texts.last(code)
        loaded = LoadedRuleSet(
            code=code,
            version=1 if last is None else last.version + 1,
            text=text.model_dump(mode="json"),
            set_by=principal.actor,
            set_at=clock.now(),
            awaits_confirmation=False,
        )
        counting = [*LOCAL, *map(measures_of, await self._texts.all_counting())]
        loaded.awaits_confirmation = lengthens(counting, measures_of(loaded), clock.today())
        if loaded.awaits_confirmation and text.corrects is None:
            raise RuleSetLengthensPast
        if not await self._texts.add(loaded):
            raise PreconditionFailed
        _told("rule set loaded", "rule_sets.load", loaded, principal)
        return await self._shown(loaded)

    async def confirm(
        self,
        code: str,
        expected: IfMatch,
        reason: str,
        clock: PlatformClock,
        principal: Principal,
    ) -> Shown:
        """Confirm, as a second administrator, the version that waits: it counts from now on.

        Raises `RuleSetOfWholePlatform`, `RuleSetNotFound`, `RuleSetNotAwaiting`,
        `RuleSetLoadedByYourself`.
        """
        _check_keeper(principal)
        last = await self._texts.last(code)
        if last is None:
            raise RuleSetNotFound
        expected.check(await self._texts.revision(code))
        if not await self._awaits(last):
            raise RuleSetNotAwaiting
        if last.set_by == principal.actor:
            _told("rule set confirmation refused", "rule_sets.refuse", last, principal)
            raise RuleSetLoadedByYourself
        confirmation = RuleSetConfirmation(
            code=code,
            version=last.version,
            reason=reason,
            confirmed_by=principal.actor,
            confirmed_at=clock.now(),
        )
        if not await self._texts.confirm(confirmation):
            raise PreconditionFailed
        _told("rule set confirmed", "rule_sets.confirm", last, principal)
        return await self._shown(last)

    async def _shown(self, row: LoadedRuleSet) -> Shown:
        last = await self._texts.last(row.code)
        waits = None if last is None or not await self._awaits(last) else last.version
        out = loaded_out(row, awaits=await self._awaits(row), awaiting_version=waits)
        return Shown(out, await self._texts.revision(row.code))

    async def _awaits(self, row: LoadedRuleSet) -> bool:
        return row.awaits_confirmation and not await self._texts.is_confirmed(row)


def _check_keeper(principal: Principal) -> None:
    """Local texts are the platform's: a person whose token names no organ."""
    of_platform = Role.ADMIN in principal.roles and principal.organ_id is None
    if principal.is_machine or not of_platform:
        raise RuleSetOfWholePlatform


def _told(said: str, action: str, text: LoadedRuleSet, principal: Principal) -> None:
    _log.info(
        said,
        action=action,
        rule_set=text.code,
        rule_set_version=text.version,
        awaits_confirmation=text.awaits_confirmation,
        by=principal.actor,
    )
