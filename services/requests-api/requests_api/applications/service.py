"""What an applicant does with the own application."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from gongkai.crypto.codes import generate_access_code
from gongkai.errors import Unavailable
from gongkai.http.idempotency_store import StoredAnswer
from gongkai.http.wishes import Wish
from requests_api.access_codes.events import UnderCode, present_code
from requests_api.applications.schemas import ApplicationFiledOut
from requests_api.cases.kind import CASE
from requests_api.cases.kinds import FeeState
from requests_api.cases.models import Case
from requests_api.corrections.errors import CorrectionSaysNothing
from requests_api.corrections.service import Corrected, screened_correction, take_correction
from requests_api.corrections.steps import RECEIVE_CORRECTION
from requests_api.fees.errors import NoFeeToConfirm
from requests_api.fees.events import FeeNoticeConfirmed
from requests_api.fees.repository import FeeRepository
from requests_api.intake.opening_repository import insert_filed
from requests_api.intake.reading import OrganRow
from requests_api.intake.service import APPLICANT, Filing, Opening, screened
from requests_api.matters.desk import Act, Recorder
from requests_api.matters.file import RecordFile
from requests_api.matters.models import DESCRIPTION
from requests_api.matters.office import Office
from requests_api.withdrawals.events import Withdrawn
from requests_api.withdrawals.steps import WITHDRAW

_FILE_ADDED = "attachment_added"
"""What the record of the case calls a file that was handed in; its feature stands above this."""
_ATTEMPTS = 2
"""The second finds what a twin has stored."""


async def file_online(office: Office, filing: Filing, wish: Wish) -> StoredAnswer:
    """File an application for its applicant; the receipt shows the access code once.

    One statement that writes: case, record, deadlines, events, key and answer come to be together
    or not at all (ADR 0043). What it rests on was told before, and is judged by the statement;
    where that does not hold, or the key is taken, it is asked anew (ADR 0059). Raises
    `UnknownOrgan`, `OrganAbolished`, `BornInTheFuture` and what `Wish.settle` does.
    """
    opening = Opening(office, screened(filing), actor=APPLICANT)
    told = opening.told()
    if told is not None:
        answer = await _filed(office, opening, *told, wish, opening.assumed(told[0]))
        if answer is not None:
            return answer
    for _ in range(_ATTEMPTS):
        async with office.database.read_session() as session:
            organ, calendar = await opening.ask(session, wish)
        answer = await _filed(office, opening, organ, calendar, wish)
        if answer is not None:
            return answer
        # A twin was first, and its answer is there by now.
    raise Unavailable(retry_after=1)


async def _filed(
    office: Office,
    opening: Opening,
    organ: OrganRow,
    calendar: WorkingCalendar,
    wish: Wish,
    assumed: Mapping[str, object] | None = None,
) -> StoredAnswer | None:
    """The answer to a filing that is written; None and nothing written as `insert_filed` says."""
    code = generate_access_code()
    opened = opening.opened(organ, calendar, access_code=code)
    answer, key = wish.answer(
        _receipt(opened.case, code),
        status=201,
        headers={"Location": f"/requests/v1/applications/{opened.case.receipt_number}"},
    )
    return answer if await insert_filed(office.database, opened, key, assumed) else None


def _receipt(case: Case, code: str) -> ApplicationFiledOut:
    return ApplicationFiledOut(
        receipt_number=case.receipt_number,
        access_code=code,
        arrived_on=case.arrived_on,
        received_on=case.received_on,
        next_step="工作机构将与您联系确认收到申请，双方确认之日为收到申请之日，答复期限自次日起计算。",
    )


async def withdraw(session: AsyncSession, office: Office, case: Case) -> None:
    """Withdraw the application; the case is locked. Raises `CaseStepNotAllowed`."""
    recorder = Recorder(session, office, CASE, actor=APPLICANT)
    recorder.check(case, WITHDRAW)
    under = present_code((await recorder.load(case)).file)
    await recorder.perform(case, WITHDRAW, Act(Withdrawn(by="applicant", under=under)))


async def correct(session: AsyncSession, office: Office, case: Case, corrected: Corrected) -> None:
    """Take the applicant's correction: it has come on the day on which it arrives, and no
    confirmation is awaited (条例30). The case is locked. Raises `CaseStepNotAllowed` and
    `CorrectionSaysNothing`.
    """
    recorder = Recorder(session, office, CASE, actor=APPLICANT)
    recorder.check(case, RECEIVE_CORRECTION)
    file = (await recorder.load(case)).file
    says_nothing = Corrected(title=None, description=None, document_reference=None)
    if corrected == says_nothing and not _handed_in_since_notice(case, file):
        raise CorrectionSaysNothing.at("/body")
    under = present_code(file)
    description = DESCRIPTION.opened(office.keys, case.description_sealed, case.id)
    shown = screened_correction(corrected, description)
    await take_correction(
        recorder, case, shown, by="applicant", under=under, on=office.clock.today()
    )


def _handed_in_since_notice(case: Case, file: RecordFile) -> bool:
    """Whether the applicant has handed in a file since the notice: that may be the correction."""
    notice = 0 if case.correction is None else case.correction["seq"]
    return any(
        item.seq > notice and item.actor == APPLICANT and act.TYPE == _FILE_ADDED
        for item, act in file.of(UnderCode)
    )


async def confirm_fee(session: AsyncSession, office: Office, case: Case) -> None:
    """The applicant has got the notice of a fee that is due; the case is locked. Said again,
    nothing more is put on record. Raises `NoFeeToConfirm`.
    """
    if not case.is_open or case.fee_state is not FeeState.DUE:
        raise NoFeeToConfirm
    notice = await FeeRepository(session).of_case(case.id)
    if notice.confirmed_on is not None:
        return
    recorder = Recorder(session, office, CASE, actor=APPLICANT)
    under = present_code((await recorder.load(case)).file)
    notice.confirmed_on = recorder.today
    await recorder.put_on_record(case, Act(FeeNoticeConfirmed(ref=notice.id, under=under)))
