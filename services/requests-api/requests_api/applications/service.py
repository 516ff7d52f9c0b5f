"""What an applicant does with the own application."""

from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.access_codes.events import present_code
from requests_api.cases.kind import CASE
from requests_api.cases.models import Case
from requests_api.intake.service import APPLICANT
from requests_api.matters.desk import Act, Recorder
from requests_api.matters.office import Office
from requests_api.withdrawals.events import Withdrawn
from requests_api.withdrawals.steps import WITHDRAW


async def withdraw(session: AsyncSession, office: Office, case: Case) -> None:
    """Withdraw the application; the case is locked. Raises `CaseStepNotAllowed`."""
    recorder = Recorder(session, office, CASE, actor=APPLICANT)
    recorder.check(case, WITHDRAW)
    under = present_code((await recorder.load(case)).file)
    await recorder.perform(case, WITHDRAW, Act(Withdrawn(by="applicant", under=under)))
