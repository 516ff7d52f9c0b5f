"""The fee of a case as its applicant is told of it."""

from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.cases.models import Case
from requests_api.fees.presenter import FeeFrame, fee_for_applicant
from requests_api.fees.reading import read_fees
from requests_api.fees.schemas import FeeForApplicantOut
from requests_api.matters.office import Office


async def fee_told(session: AsyncSession, office: Office, case: Case) -> FeeForApplicantOut | None:
    """The fee; None where none was noticed."""
    if case.fee_state is None:
        return None
    calendar = (await office.calendars.current(session)).for_jurisdiction(case.jurisdiction)
    frame = FeeFrame(case.fee_state, case.rule_set, case.received_on, calendar)
    return fee_for_applicant(await read_fees(session, case.id), frame, office.keys)
