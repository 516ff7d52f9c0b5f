"""Receipt number and access code: the applicant's key to exactly one application."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.crypto.codes import access_code_matches
from gongkai.db import after_rollback
from requests_api.access_codes.errors import ApplicationNotFound
from requests_api.access_codes.repository import AccessRepository
from requests_api.cases.models import Case
from requests_api.matters.office import Office

MAX_FAILURES = 10
CLOSED_FOR = timedelta(minutes=15)


class ApplicantAccess:
    """Checks an applicant's key; an unknown number costs the same work as a wrong code."""

    def __init__(self, session: AsyncSession, office: Office) -> None:
        self._session = session
        self._codes = AccessRepository(session)
        self._office = office

    async def open(self, receipt_number: str, code: str, *, lock: bool = False) -> Case:
        """The applicant's case; raises `ApplicationNotFound` and counts the failure."""
        office = self._office
        case_id, stored = await self._codes.code_of(receipt_number)
        digest = office.indexes.digest("receipt_number", _counted_as(receipt_number, stored))
        is_right = access_code_matches(code, stored, office.code_key, of=case_id)
        failed = await self._codes.failed(digest)
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
        return await self._codes.case(case_id, lock=lock)

    async def _count_failure(self, digest: bytes, now: datetime) -> None:
        """In a transaction of its own: the request that failed is rolled back, the count stays."""
        async with self._office.database.unit_of_work() as session:
            await AccessRepository(session).count_failure(digest, now, CLOSED_FOR)


def _counted_as(receipt_number: str, stored: bytes | None) -> str:
    """What failures are counted for: the number with its present code, so that a new one is open.

    An unknown number has no code and is counted all the same.
    """
    return f"{receipt_number}:{(stored or b'').hex()}"


async def forget_old_failures(session: AsyncSession, office: Office) -> None:
    """Remove the counts that no longer close anything."""
    await AccessRepository(session).forget(office.clock.now() - CLOSED_FOR)
