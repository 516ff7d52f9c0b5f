"""Local texts in one session."""

from collections.abc import Sequence

from sqlalchemy import func, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db.base import table_of
from requests_api.rule_sets.models import LoadedRuleSet

_TEXTS = table_of(LoadedRuleSet).c


class RuleSetRepository:
    """What was loaded."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def present(self, code: str, version: int | None = None) -> LoadedRuleSet | None:
        """The last version of a text, or another one."""
        statement = select(LoadedRuleSet).where(LoadedRuleSet.code == code)
        if version is not None:
            statement = statement.where(LoadedRuleSet.version == version)
        return await self._session.scalar(statement.order_by(LoadedRuleSet.version.desc()).limit(1))

    async def all_present(self) -> Sequence[LoadedRuleSet]:
        """The last version of each text: there are few."""
        last = select(_TEXTS.code, func.max(_TEXTS.version)).group_by(_TEXTS.code)
        statement = select(LoadedRuleSet).where(tuple_(_TEXTS.code, _TEXTS.version).in_(last))
        return (await self._session.scalars(statement.order_by(LoadedRuleSet.code))).all()

    async def add(self, text: LoadedRuleSet) -> bool:
        """Write a version down; False where somebody else did at the same time."""
        values = {column.key: getattr(text, column.key) for column in _TEXTS}
        written = await self._session.execute(
            insert(LoadedRuleSet)
            .values(values)
            .on_conflict_do_nothing()
            .returning(LoadedRuleSet.version)
        )
        return written.first() is not None
