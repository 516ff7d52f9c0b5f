"""Receipt number and access code: the applicant's key to exactly one application."""

from datetime import datetime, timedelta
from functools import partial
from math import ceil

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.crypto.codes import access_code_matches
from gongkai.db import after_rollback
from gongkai.errors import Problem
from requests_api.access_codes.errors import ApplicationNotFound, TooManyWrongCodes
from requests_api.access_codes.repository import AccessRepository
from requests_api.cases.models import Case
from requests_api.matters.office import Office

MAX_FAILURES = 10
SLOWED_FOR = timedelta(minutes=15)


class ApplicantAccess:
    """Checks an applicant's key; an unknown number costs the same work as a wrong code.

    The right code always opens: whoever tries wrong ones shuts nobody out. A code has 128 random
    bits, so that what slows wrong ones down spares this service and guards no secret.
    """

    def __init__(self, session: AsyncSession, office: Office) -> None:
        self._session = session
        self._codes = AccessRepository(session)
        self._office = office

    async def open(self, receipt_number: str, code: str, *, lock: bool = False) -> Case:
        """The applicant's case.

        Raises `ApplicationNotFound` and counts the failure, or `TooManyWrongCodes` after ten.
        """
        case_id, stored = await self._codes.code_of(receipt_number)
        if access_code_matches(code, stored, self._office.code_key, of=case_id) and case_id:
            # Only now: whoever does not hold the code neither waits for the case nor locks it, and
            # reading it would take time that tells that it exists.
            return await self._codes.case(case_id, lock=lock)
        raise await self._refusal(receipt_number)

    async def _refusal(self, receipt_number: str) -> Problem:
        digest = self._office.indexes.digest("receipt_number", receipt_number)
        now = self._office.clock.now()
        failed = await self._codes.failed(digest)
        if failed is not None and failed.failures >= MAX_FAILURES:
            left = failed.last_failed_at + SLOWED_FOR - now
            if left > timedelta(0):
                return TooManyWrongCodes(headers={"Retry-After": str(ceil(left.total_seconds()))})
        after_rollback(self._session, partial(self._count_failure, digest, now))
        return ApplicationNotFound()

    async def _count_failure(self, digest: bytes, now: datetime) -> None:
        """In a transaction of its own: the request that failed is rolled back, the count stays."""
        async with self._office.database.unit_of_work() as session:
            await AccessRepository(session).count_failure(digest, now, SLOWED_FOR)


async def forget_old_failures(session: AsyncSession, office: Office) -> None:
    """Remove the counts that no longer slow anything down."""
    await AccessRepository(session).forget(office.clock.now() - SLOWED_FOR)
