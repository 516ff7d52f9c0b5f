"""Letters to be handed out: looked up and let go of before a byte is asked of the store."""

from uuid import UUID

from gongkai.auth.principal import Permission, Principal
from gongkai.files import StoredFile
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.models import Case
from requests_api.letters.errors import IssuedCopyNotFound, LetterNotFound, LetterWithheld
from requests_api.letters.repository import LetterRepository
from requests_api.matters.access import reads_texts
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.office import Office
from requests_api.matters.repository import MatterRepository


def reads_letters(principal: Principal, organ_id: UUID) -> bool:
    """Whether the caller works on the case and may see its people in the clear."""
    return reads_texts(principal, organ_id) and principal.allows(Permission.CASES_UNMASK)


async def letter_to_read(
    office: Office, case_id: UUID, letter_id: UUID, principal: Principal, *, is_issued: bool
) -> StoredFile:
    """The file of a letter, or its sealed copy, that the caller may read.

    Raises `CaseNotFound`, `LetterNotFound`, `LetterWithheld`, `IssuedCopyNotFound`.
    """
    async with office.database.read_session() as session:
        case = await MatterRepository(session).find(Case, case_id, principal)
        if case is None:
            raise CaseNotFound
        row = await LetterRepository(session).find(case.id, letter_id)
    if row is None:
        raise LetterNotFound
    if not reads_letters(principal, case.organ_id):
        raise LetterWithheld
    if not is_issued:
        return row.file
    if row.issued_copy is None:
        raise IssuedCopyNotFound
    return row.issued_copy


async def may_file_copy(
    office: Office, case_id: UUID, letter_id: UUID, principal: Principal
) -> None:
    """Go on only if the letter is one of the own organ: before the upload is read.

    Raises `CaseNotFound`, `ForeignOrgan`, `LetterNotFound`.
    """
    async with office.database.read_session() as session:
        case = await MatterRepository(session).find(Case, case_id, principal)
        if case is None:
            raise CaseNotFound
        if not reads_texts(principal, case.organ_id):
            raise ForeignOrgan
        if await LetterRepository(session).find(case.id, letter_id) is None:
            raise LetterNotFound
