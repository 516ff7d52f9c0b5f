"""Rows of replies."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.cases.models import Case
from requests_api.replies.models import Reply


class ReplyRepository:
    """The replies of cases in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, reply: Reply) -> None:
        """Enter a draft."""
        self._session.add(reply)

    async def current(self, case: Case) -> Reply | None:
        """The case's present draft or reply."""
        return None if case.reply_id is None else await self._session.get(Reply, case.reply_id)

    async def count(self, case_id: UUID) -> int:
        """How many drafts the case has had."""
        statement = select(func.count()).where(Reply.case_id == case_id)
        return await self._session.scalar(statement) or 0
