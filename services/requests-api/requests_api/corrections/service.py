"""Asking for a correction once, and taking the corrected application (条例30; DL-03 to DL-05)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from requests_api.access_codes.kinds import CodeOrigin
from requests_api.applicants.models import Applicant
from requests_api.applicants.presenter import names_in, opened
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.corrections.events import (
    CorrectionNoticeDelivered,
    CorrectionNotified,
    CorrectionReceived,
)
from requests_api.corrections.kinds import WantedPart
from requests_api.corrections.steps import (
    NOTIFY_CORRECTION,
    RECEIVE_CORRECTION,
    RECORD_CORRECTION_DELIVERY,
)
from requests_api.intake.titles import names_none_of, screened_texts
from requests_api.matters.desk import Act, Recorder, Stated
from requests_api.matters.models import DESCRIPTION
from requests_api.matters.simhash import text_simhash
from requests_api.notices.service import Notice, Notices

_NOTICES = Notices(NOTIFY_CORRECTION, CorrectionNoticeDelivered, "补正期限")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What a corrected application says; None: as before."""

    title: str | None
    description: str | None
    document_reference: str | None


class CorrectionService:
    """The correction of one case, by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def notify(
        self,
        case_id: UUID,
        expected: IfMatch,
        notice: Notice,
        *,
        items: Sequence[str],
        working_days: int | None,
    ) -> Case:
        """Tell the applicant once what is to be corrected: the clock stands (DL-03, DL-04).

        A notice after DL-03 or after the running term is taken, and remarked on by the clock.
        Raises `CorrectionRepeated`.
        """
        desk = self._desk
        case = await desk.take(case_id, NOTIFY_CORRECTION, expected)
        notified = CorrectionNotified(ref=new_id(), working_days=working_days, until=notice.until)
        words = json.dumps(list(items), ensure_ascii=False)
        await _NOTICES.give(desk, case, notified, notice, words=words)
        return case

    async def record_delivery(self, case_id: UUID, expected: IfMatch, stated: Stated) -> Case:
        """The notice reached the applicant, whose period counts from this day (DL-04)."""
        desk, step = self._desk, RECORD_CORRECTION_DELIVERY
        case = await desk.take(case_id, step, expected)
        delivered = CorrectionNoticeDelivered(ref=_notice_of(case))
        await desk.perform(case, step, desk.dated(case, delivered, stated))
        return case

    async def receive(
        self, case_id: UUID, expected: IfMatch, stated: Stated, corrected: Corrected
    ) -> Case:
        """The corrected application reached the office: day 0 of a whole new term (DL-05)."""
        desk = self._desk
        case = await desk.take(case_id, RECEIVE_CORRECTION, expected)
        received = CorrectionReceived(
            ref=_notice_of(case), by="office", under=None, changed=(), former_digest=None
        )
        desk.check_day(case, received, stated.on, stated.member)
        await take_correction(desk, case, corrected, by="office", on=stated.on, paper=stated.paper)
        return case


async def take_correction(
    recorder: Recorder[Case],
    case: Case,
    corrected: Corrected,
    *,
    by: Literal["office", "applicant"],
    under: CodeOrigin | None = None,
    on: date,
    paper: str | None = None,
) -> None:
    """Put a corrected application on record and in place of the former one.

    What it replaces is kept sealed beside the record and by a keyed digest on it. Raises
    DecryptionFailed where the former texts cannot be read.
    """
    former = await _replace(recorder, case, corrected)
    words = json.dumps(former, ensure_ascii=False) if former else None
    received = CorrectionReceived(
        ref=_notice_of(case),
        by=by,
        under=under,
        changed=tuple(former),
        former_digest=None if words is None else _digest(recorder, case, words),
    )
    await recorder.perform(case, RECEIVE_CORRECTION, Act(received, on, paper=paper, words=words))


def screened_correction(corrected: Corrected, description: str) -> Corrected:
    """The applicant's correction without numbers of people in what everybody in the office reads;
    what is masked goes whole into the description, else into the present one.
    """
    title, reference, whole = screened_texts(corrected.title, corrected.document_reference)
    said = corrected.description
    if whole:
        said = "\n".join([*whole, description if said is None else said]).strip()
    return Corrected(title=title, description=said, document_reference=reference)


async def _replace(
    recorder: Recorder[Case], case: Case, corrected: Corrected
) -> Mapping[WantedPart, str]:
    """Write what the correction says otherwise into the case; returns what stood there."""
    office = recorder.office
    description = DESCRIPTION.opened(office.keys, case.description_sealed, case.id)
    stood = {
        WantedPart.TITLE: case.title,
        WantedPart.DESCRIPTION: description,
        WantedPart.DOCUMENT_REFERENCE: case.document_reference or "",
    }
    stated = {part: getattr(corrected, part.value) for part in WantedPart}
    changed = {part: said for part, said in stated.items() if said not in (None, stood[part])}
    if WantedPart.TITLE in changed:
        applicant = await recorder.session.get_one(Applicant, case.id)
        people = names_in(opened(case.id, applicant.personal, office.keys))
        case.title = changed[WantedPart.TITLE]
        case.title_names_nobody = names_none_of(case.title, people)
    if WantedPart.DESCRIPTION in changed:
        description = changed[WantedPart.DESCRIPTION]
        case.description_sealed = DESCRIPTION.seal(office.keys, description, case.id)
    if WantedPart.DOCUMENT_REFERENCE in changed:
        case.document_reference = changed[WantedPart.DOCUMENT_REFERENCE]
    case.text_simhash = text_simhash(office.indexes, case.title, description)
    return {part: stood[part] for part in changed}


def _notice_of(case: Case) -> UUID:
    """The notice of a case whose step presupposes one."""
    assert case.correction is not None  # noqa: S101 - the guards of the steps
    return UUID(case.correction["ref"])


def _digest(recorder: Recorder[Case], case: Case, words: str) -> str:
    return recorder.office.indexes.digest("case.wanted", f"{case.id}:{words}").hex()
