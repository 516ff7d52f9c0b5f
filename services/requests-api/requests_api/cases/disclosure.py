"""Unmasked reads of an applicant's data leave a record (个人信息保护法: access log)."""

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db import new_id
from requests_api.cases.access import works_in
from requests_api.cases.desk import Office
from requests_api.cases.errors import ForeignOrgan
from requests_api.cases.models import ApplicantDisclosure, Case


def disclose(
    session: AsyncSession, office: Office, case: Case, principal: Principal, reason: str
) -> None:
    """Put the reading on record; it is committed before the answer leaves.

    Raises `ForeignOrgan`: oversight sees the applicants of other organs masked.
    """
    if not works_in(principal, case.organ_id):
        raise ForeignOrgan
    session.add(
        ApplicantDisclosure(
            id=new_id(),
            case_id=case.id,
            actor=principal.subject,
            reason=reason,
            disclosed_at=office.clock.now(),
        )
    )
