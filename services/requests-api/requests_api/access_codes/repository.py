"""Rows of access codes: the digest behind a receipt number, and the failures counted for it."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import case as when
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.access_codes.models import AccessCodeIssue, AccessFailure
from requests_api.cases.models import Case
from requests_api.matters.models import Matter
from requests_api.matters.repository import locked


class AccessRepository:
    """Access codes in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def code_of(self, receipt_number: str) -> tuple[UUID | None, bytes | None]:
        """The matter behind a receipt number and the digest of its applicant's code, if any."""
        statement = select(Matter.id, Matter.access_code_digest)
        found = await self._session.execute(
            statement.where(Matter.receipt_number == receipt_number)
        )
        row = found.one_or_none()
        return (None, None) if row is None else (row.id, row.access_code_digest)

    async def case(self, case_id: UUID, *, lock: bool) -> Case:
        """The case, locked against other writers where it shall be changed."""
        statement = select(Case).where(Case.id == case_id)
        if lock:
            statement = locked(statement, Case)
        return (await self._session.scalars(statement)).one()

    async def failed(self, digest: bytes) -> AccessFailure | None:
        """What is counted for a number."""
        return await self._session.scalar(
            select(AccessFailure).where(AccessFailure.receipt_digest == digest)
        )

    async def count_failure(self, digest: bytes, now: datetime, forgotten: timedelta) -> None:
        """Count one more wrong code; what is older than ``forgotten`` begins anew."""
        row = insert(AccessFailure).values(receipt_digest=digest, failures=1, last_failed_at=now)
        is_old = AccessFailure.last_failed_at <= now - forgotten
        await self._session.execute(
            row.on_conflict_do_update(
                index_elements=["receipt_digest"],
                set_={
                    "failures": when((is_old, 1), else_=AccessFailure.failures + 1),
                    "last_failed_at": now,
                },
            )
        )

    async def forget(self, before: datetime) -> None:
        """Remove the counts that no longer slow anything down."""
        await self._session.execute(
            delete(AccessFailure).where(AccessFailure.last_failed_at < before)
        )

    async def latest_issue(self, matter_id: UUID) -> AccessCodeIssue | None:
        """The last new code that was given for a matter."""
        statement = select(AccessCodeIssue).where(AccessCodeIssue.matter_id == matter_id)
        return await self._session.scalar(statement.order_by(AccessCodeIssue.id.desc()).limit(1))

    def add(self, issue: AccessCodeIssue) -> None:
        """Remember that a new code was given."""
        self._session.add(issue)
