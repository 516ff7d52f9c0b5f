"""The letters that are addressed to the applicant."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.files import Files, StoredFile
from requests_api.access_codes.access import ApplicantAccess
from requests_api.cases.models import Case
from requests_api.cases.states import CaseState
from requests_api.letter_templates.kinds import Addressee, LetterKind
from requests_api.letter_templates.sandbox import marked
from requests_api.letter_templates.specs import SPECS
from requests_api.letters.errors import LetterNotFound
from requests_api.letters.repository import LetterRepository, LetterRow
from requests_api.matters.office import Office

UNSEALED = "（未盖章，以加盖印章的文书为准）"


def is_theirs(case: Case, row: LetterRow) -> bool:
    """Whether the applicant reads it: what is addressed to them, a reply once it is issued."""
    if SPECS[row.letter.kind].addressee is not Addressee.APPLICANT:
        return False
    if row.letter.kind is not LetterKind.REPLY:
        return True
    return case.state == CaseState.REPLIED and row.letter.reply_id == case.reply_id


async def letters_of(session: AsyncSession, case: Case) -> Sequence[LetterRow]:
    """The letters that the applicant reads, in the order of their making."""
    rows = await LetterRepository(session).of_case(case.id)
    return [row for row in rows if is_theirs(case, row)]


async def letter_received(
    office: Office, receipt_number: str, access_code: str, letter_id: UUID
) -> LetterRow:
    """A letter of the application; raises what `ApplicantAccess.open` does, `LetterNotFound`."""
    async with office.database.unit_of_work() as session:
        case = await ApplicantAccess(session, office).open(receipt_number, access_code)
        row = await LetterRepository(session).find(case.id, letter_id)
    if row is None or not is_theirs(case, row):
        raise LetterNotFound
    return row


async def unsealed(files: Files, file: StoredFile) -> bytes:
    """The letter as it was drawn up, with the words that it bears no seal."""
    content = b"".join([chunk async for chunk in await files.open(file)])
    return await asyncio.to_thread(marked, content, UNSEALED)
