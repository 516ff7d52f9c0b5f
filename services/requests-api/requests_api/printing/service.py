"""Printing the file of a case for whoever reads it."""

import asyncio
import hashlib
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.record import read_whole
from gongkai.reference.people import person_names
from gongkai.time import SHANGHAI
from requests_api.applications.presenter import application_out
from requests_api.case_file.presenter import CaseViews
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import CASE
from requests_api.cases.kinds import national_text
from requests_api.cases.models import Case
from requests_api.letters.repository import LetterRepository, LetterRow
from requests_api.matters.desk import Act, Desk
from requests_api.matters.file import RecordFile
from requests_api.matters.office import Office
from requests_api.matters.repository import MatterRepository
from requests_api.printing.document import docx_of
from requests_api.printing.events import FilePrinted
from requests_api.printing.kinds import PrintView
from requests_api.printing.sheets import Row, Sheet, sheets_of
from requests_api.received_letters.reading import letters_of
from requests_api.timeline.presenter import inner_entries, outer_entries

_COVER, _LETTERS, _HISTORY = "基本情况", "文书目录", "办理经过"


class Printed(NamedTuple):
    """A file on paper."""

    name: str
    content: bytes


class PrintService:
    """Prints for one caller."""

    def __init__(self, office: Office, principal: Principal) -> None:
        self._office = office
        self._principal = principal

    async def printed(self, case_id: UUID, view: PrintView) -> Printed:
        """The file as the caller sees it; who printed it is committed before it is handed out.

        Read and made with no transaction open. Raises `CaseNotFound`.
        """
        office = self._office
        async with office.database.read_session() as session:
            case = await MatterRepository(session).find(Case, case_id, self._principal)
            if case is None:
                raise CaseNotFound
            sheets = await self._sheets(session, case, view)
        at = office.clock.now().astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        number = case.number or case.receipt_number
        notes = [f"编号：{number}", f"范围：{view.label}", f"打印：{self._principal.name}，{at}"]
        content = await asyncio.to_thread(docx_of, "政府信息公开申请卷宗", notes, sheets)
        digest = hashlib.sha256(content).hexdigest()
        async with office.database.unit_of_work() as session:
            desk = Desk(session, office, CASE, self._principal)
            found = await desk.find(case_id)
            await desk.put_on_record(found, Act(FilePrinted(view=view, sha256=digest)))
        return Printed(f"卷宗-{number}.docx", content)

    async def _sheets(self, session: AsyncSession, case: Case, view: PrintView) -> list[Sheet]:
        office = self._office
        file = RecordFile(read_whole(case, await MatterRepository(session).events(case.id)))
        if view is PrintView.OUTER:
            application = await application_out(session, office, case)
            law = national_text(case.received_on, case.arrived_on)
            told = [Row(str(each.on), each.text) for each in outer_entries(file, "zh", law)]
            letters = await letters_of(session, case)
            cover = sheets_of(_COVER, application)
        else:
            shown = await CaseViews(session, office, self._principal).case(case.id)
            told = await _history(session, file)
            letters = await LetterRepository(session).of_case(case.id)
            cover = sheets_of(_COVER, shown)
        return [*cover, Sheet(_LETTERS, _letters(letters)), Sheet(_HISTORY, told)]


async def _history(session: AsyncSession, file: RecordFile) -> list[Row]:
    people = [item.actor for item in file.recorded]
    assigned = [getattr(item.event, "assignee", None) for item in file.recorded]
    names = await person_names(session, [*people, *(who for who in assigned if who)])
    entries = inner_entries(file.recorded, file, "zh", names)
    return [
        Row(str(entry.on), f"{entry.text}（{entry.entered_by_name or entry.entered_by}）")
        for entry in entries
    ]


def _letters(rows: Sequence[LetterRow]) -> list[Row]:
    listed = []
    for number, row in enumerate(rows, start=1):
        letter, served = row.letter, row.delivered_on
        said = [
            letter.kind.label,
            letter.document_number or "",
            f"落款{letter.dated_on}",
            "" if served is None else f"送达{served}",
            "已盖章" if row.issued_copy is not None else "未存盖章件",
        ]
        listed.append(Row(str(number), "，".join(filter(None, said))))
    return listed
