"""Receipt number and access code: the applicant's key to exactly one application."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import case as when
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.crypto.codes import access_code_matches
from gongkai.db import after_rollback
from requests_api.applications.errors import ApplicationNotFound
from requests_api.applications.models import AccessFailure
from requests_api.cases.desk import Office
from requests_api.cases.models import Case
from requests_api.cases.repository import CaseRepository

MAX_FAILURES = 10
CLOSED_FOR = timedelta(minutes=15)


class ApplicantAccess:
    """Checks an applicant's key; an unknown number costs the same work as a wrong code."""

    def __init__(self, session: AsyncSession, office: Office) -> None:
        self._session = session
        self._office = office

    async def open(self, receipt_number: str, code: str, *, lock: bool = False) -> Case:
        """The applicant's case; raises `ApplicationNotFound` and counts the failure."""
        office = self._office
        case_id, stored = await CaseRepository(self._session).access_code_of(receipt_number)
        digest = office.indexes.digest("receipt_number", _counted_as(receipt_number, stored))
        is_right = access_code_matches(code, stored, office.code_key)
        failed = await self._session.scalar(
            select(AccessFailure).where(AccessFailure.receipt_digest == digest)
        )
        now = office.clock.now()
        is_closed = (
            failed is not None
            and failed.failures >= MAX_FAILURES
            and now - failed.last_failed_at < CLOSED_FOR
        )
        if case_id is None or not is_right or is_closed:
            if not is_closed:
                after_rollback(self._session, partial(self._count_failure, digest, now))
            raise ApplicationNotFound
        # Only now: whoever does not hold the code neither waits for the case nor locks it, and
        # reading it would take time that tells that it exists.
        return await self._session.get_one(
            Case, case_id, with_for_update={"key_share": True} if lock else None
        )

    async def _count_failure(self, digest: bytes, now: datetime) -> None:
        """In a transaction of its own: the request that failed is rolled back, the count stays."""
        row = insert(AccessFailure).values(receipt_digest=digest, failures=1, last_failed_at=now)
        is_old = AccessFailure.last_failed_at <= now - CLOSED_FOR
        async with self._office.database.unit_of_work() as session:
            await session.execute(
                row.on_conflict_do_update(
                    index_elements=["receipt_digest"],
                    set_={
                        "failures": when((is_old, 1), else_=AccessFailure.failures + 1),
                        "last_failed_at": now,
                    },
                )
            )


def _counted_as(receipt_number: str, stored: bytes | None) -> str:
    """What failures are counted for: the number with its present code, so that a new one is open.

    An unknown number has no code and is counted all the same.
    """
    return f"{receipt_number}:{(stored or b'').hex()}"


async def forget_old_failures(session: AsyncSession, office: Office) -> None:
    """Remove the counts that no longer close anything."""
    limit = office.clock.now() - CLOSED_FOR
    await session.execute(delete(AccessFailure).where(AccessFailure.last_failed_at < limit))
