"""Local texts in one session."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import Base
from gongkai.db.base import table_of
from requests_api.rule_sets.models import LoadedRuleSet, RuleSetConfirmation
from requests_api.rule_sets.reading import counting

_TEXTS = table_of(LoadedRuleSet).c


class RuleSetRepository:
    """What was loaded."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def present(self, code: str) -> LoadedRuleSet | None:
        """The last version of a text that counts."""
        statement = counting().where(_TEXTS.code == code).order_by(_TEXTS.version.desc())
        return await self._session.scalar(statement.limit(1))

    async def version(self, code: str, version: int) -> LoadedRuleSet | None:
        """One version of a text."""
        return await self._session.get(LoadedRuleSet, (code, version))

    async def last(self, code: str) -> LoadedRuleSet | None:
        """The last version of a text that was written down, whether it counts or not."""
        statement = select(LoadedRuleSet).where(_TEXTS.code == code)
        return await self._session.scalar(statement.order_by(_TEXTS.version.desc()).limit(1))

    async def all_counting(self) -> Sequence[LoadedRuleSet]:
        """Every version of every text that counts: there are few."""
        statement = counting().order_by(_TEXTS.code, _TEXTS.version)
        return (await self._session.scalars(statement)).all()

    async def revision(self, code: str) -> int:
        """What changes with everything that is written of a text: how many rows that are."""
        rows = [
            select(func.count()).where(table_of(model).c.code == code).scalar_subquery()
            for model in (LoadedRuleSet, RuleSetConfirmation)
        ]
        return await self._session.scalar(select(rows[0] + rows[1])) or 0

    async def is_confirmed(self, text: LoadedRuleSet) -> bool:
        """Whether a second administrator has confirmed a version."""
        key = (text.code, text.version)
        return await self._session.get(RuleSetConfirmation, key) is not None

    async def confirm(self, confirmation: RuleSetConfirmation) -> bool:
        """Write a confirmation down; False where somebody else did at the same time."""
        return await self._write(RuleSetConfirmation, confirmation)

    async def add(self, text: LoadedRuleSet) -> bool:
        """Write a version down; False where somebody else did at the same time."""
        return await self._write(LoadedRuleSet, text)

    async def _write(self, model: type[Base], row: Base) -> bool:
        columns = table_of(model).c
        written = await self._session.execute(
            insert(model)
            .values({column.key: getattr(row, column.key) for column in columns})
            .on_conflict_do_nothing()
            .returning(columns.version)
        )
        return written.first() is not None
