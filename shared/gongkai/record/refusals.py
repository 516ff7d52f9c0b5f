"""Steps that were refused are remembered, although the request that tried them failed."""

from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import Database, after_rollback, new_id
from gongkai.errors import Problem
from gongkai.observability.correlation import current_correlation_id
from gongkai.record.rows import RefusalRow

Row = TypeVar("Row", bound=RefusalRow)


def refuse(
    session: AsyncSession,
    database: Database,
    model: type[RefusalRow],
    problem: Problem,
    *,
    aggregate_id: UUID,
    step: str,
    actor: str,
    at: datetime,
) -> NoReturn:
    """Raise ``problem``, and remember the refusal in a transaction of its own.

    Where the caller catches it and goes on (one item of many), it is kept with what they do.
    """
    refusal = model(
        id=new_id(),
        aggregate_id=aggregate_id,
        step=step,
        code=problem.code,
        actor=actor,
        refused_at=at,
        correlation_id=current_correlation_id(),
    )

    async def remember() -> None:
        async with database.unit_of_work() as remembering:
            remembering.add(refusal)

    session.add(refusal)
    after_rollback(session, remember)
    raise problem


async def refusals(session: AsyncSession, model: type[Row], aggregate_id: UUID) -> Sequence[Row]:
    """What was refused of an aggregate, oldest first."""
    statement = select(model).where(model.aggregate_id == aggregate_id).order_by(model.id)
    return (await session.scalars(statement)).all()
