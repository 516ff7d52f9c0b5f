"""The policies of the present, read again when one of them changed or a day begins."""

import logging
from datetime import date

from pydantic import ValidationError
from sqlalchemy import Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from notifier.policies.book import PolicyBook
from notifier.policies.models import PolicyRow
from notifier.policies.policy import Policy

logger = logging.getLogger(__name__)

_STAMP = func.string_agg(
    PolicyRow.code + ":" + cast(PolicyRow.version, Text),
    aggregate_order_by(literal(","), PolicyRow.code),
)
"""Which policies there are, in which version."""


class PolicySource:
    """Gives the book of a day; costs one small query where nothing has changed."""

    def __init__(self) -> None:
        self._stamp: tuple[date, str | None] | None = None
        self._book = PolicyBook(())

    async def current(self, session: AsyncSession, today: date) -> PolicyBook:
        """The policies that are valid today."""
        stamp = (today, await session.scalar(select(_STAMP)))
        if stamp != self._stamp:
            rows = await session.scalars(select(PolicyRow))
            self._book = PolicyBook.on(today, filter(None, map(_policy, rows)))
            self._stamp = stamp
        return self._book


def _policy(row: PolicyRow) -> Policy | None:
    """The policy of a row; None for one that does not hold: it may not silence all the others."""
    members = {name: getattr(row, name) for name in Policy.model_fields}
    try:
        return Policy.model_validate(members)
    except ValidationError as error:
        logger.error("policy %s is passed over: %s", row.code, error.errors()[0]["type"])  # noqa: TRY400 - a traceback would repeat the row
        return None
