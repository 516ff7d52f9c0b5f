"""Recording letters, their sealed copies, how they were served and what came back."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from gongkai.auth.principal import Principal
from gongkai.db import new_id
from gongkai.errors import Unavailable
from gongkai.files import Files, MediaType, StagedFile, StoredFile
from gongkai.files.errors import FileTypeNotAllowed
from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.clock.facts import ServiceMode
from requests_api.consultations.service import ConsultationService
from requests_api.corrections.service import CorrectionService
from requests_api.explanations.service import ExplanationService
from requests_api.fees.service import FeeService
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.specs import SPECS
from requests_api.letters.drawing_service import Draft, Wanted, draw
from requests_api.letters.errors import IssuedCopyFixed, LetterNotFound
from requests_api.letters.events import (
    IssuedCopyFiled,
    LetterDelivered,
    LetterDrawnUp,
    LetterReturned,
)
from requests_api.letters.models import Letter
from requests_api.letters.repository import OF_CONSULTATION, LetterRepository, LetterRow
from requests_api.letters.steps import DELIVER_LETTER, RETURN_LETTER
from requests_api.matters.desk import Act, Stated
from requests_api.matters.office import Office
from requests_api.replies.repository import ReplyRepository
from requests_api.replies.service import ReplyService

SEALED_FORMATS = frozenset({MediaType.PDF, MediaType.OFD})


_ATTEMPTS = 5
"""Of letters of one organ that are drawn up in the same instant, one gets the number."""
T = TypeVar("T")


class Overtaken(Exception):  # noqa: N818 - asks for another attempt, not an error
    """Somebody took the number, or something happened to the case, while the letter was made."""


async def draw_up(
    office: Office,
    files: Files,
    principal: Principal,
    wanted: Wanted,
    record: Callable[[Draft], Awaitable[T]],
) -> T:
    """Make a letter and ``record`` it in a transaction of its own, anew where it was overtaken; no
    transaction may be open. Raises what `draw` does.
    """
    for _ in range(_ATTEMPTS):
        draft = await draw(office, files, principal, wanted)
        try:
            return await record(draft)
        except Overtaken:
            await files.discard(draft.staged)
        except BaseException:  # also a cancelled request leaves nothing staged
            await files.discard(draft.staged)
            raise
    raise Unavailable(retry_after=1)


class LetterService:
    """Letters of one case, by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._letters = LetterRepository(desk.session)

    async def record(self, files: Files, draft: Draft) -> tuple[Case, LetterRow]:
        """The letter that was made and staged. Raises `Overtaken`, and `ForeignOrgan`."""
        desk, wanted = self._desk, draft.wanted
        case = await desk.find_own(wanted.case_id)
        if case.version != draft.case_version or desk.today != draft.drawn_on:
            raise Overtaken
        await desk.load(case)
        year = draft.drawn_on.year
        if draft.serial is not None:
            await self._take(case.organ_id, year, draft.serial)
        stored = await files.record(desk.session, draft.staged, is_own=True)
        letter = Letter(
            id=new_id(),
            case_id=case.id,
            organ_id=case.organ_id,
            kind=wanted.kind,
            consultation_id=wanted.consultation_id,
            reply_id=draft.reply_id,
            about_id=wanted.letter_id,
            document_number=draft.document_number,
            year=None if draft.serial is None else year,
            serial=draft.serial,
            dated_on=draft.dated_on,
            told_on=draft.told_on,
            template_version=draft.template_version,
            file_id=stored.id,
            drawn_by=desk.principal.actor,
            drawn_at=desk.office.clock.now(),
        )
        self._letters.add(letter)
        await self._number_reply(case, draft)
        await desk.put_on_record(case, Act(_drawn_up(letter, stored)))
        return case, await self._row(case, letter.id)

    async def file_copy(
        self, case_id: UUID, letter_id: UUID, files: Files, staged: StagedFile
    ) -> tuple[Case, LetterRow]:
        """File the sealed copy of a letter, or another one until the letter is served.

        Raises `ForeignOrgan`, `LetterNotFound`, `FileTypeNotAllowed`, `IssuedCopyFixed`.
        """
        desk = self._desk
        case = await desk.find_own(case_id)
        row = await self._row(case, letter_id)
        if staged.media_type not in SEALED_FORMATS:
            raise FileTypeNotAllowed(
                "盖章文书须为 PDF 或者 OFD 文件", "A sealed copy is PDF or OFD"
            )
        if row.delivered_on is not None and row.issued_copy is not None:
            raise IssuedCopyFixed
        stored = await files.record(desk.session, staged)
        row.letter.issued_copy_id = stored.id
        filed = IssuedCopyFiled(
            letter_id=letter_id,
            media_type=stored.media_type,
            size=stored.size,
            sha256=stored.sha256.hex(),
        )
        await desk.put_on_record(case, Act(filed))
        return case, await self._row(case, letter_id)

    async def deliver(
        self,
        case_id: UUID,
        letter_id: UUID,
        expected: IfMatch,
        *,
        service: ServiceMode,
        stated: Stated,
    ) -> Case:
        """The letter was served. What is the delivery of a consultation, of a notice or of a reply
        is that very step, from whose day periods run.
        """
        desk = self._desk
        case = await desk.take(case_id, DELIVER_LETTER, expected)
        row = await self._row(case, letter_id)
        letter, part = row.letter, row.letter.consultation_id
        notice = self._notice_of(letter.kind)
        if notice is not None:
            case = await notice.record_delivery(case_id, expected, stated)
            letter.service = service
        elif letter.kind in OF_CONSULTATION and part is not None:
            case = await ConsultationService(desk).record_delivery(case_id, part, expected, stated)
            letter.service = service
        elif letter.kind is LetterKind.REPLY:
            case = await ReplyService(desk).record_delivery(
                case_id, expected, stated, service=service
            )
            letter.service = service
        else:
            delivered = LetterDelivered(ref=letter.id, kind=letter.kind, service=service)
            act = desk.dated(case, delivered, stated, after=row.returned_on)
            letter.service = service
            await desk.put_on_record(case, act)
        return case

    async def take_back(
        self,
        case_id: UUID,
        letter_id: UUID,
        expected: IfMatch,
        *,
        service: ServiceMode,
        stated: Stated,
    ) -> Case:
        """The letter came back undelivered; it moves no day by itself, and can be served again."""
        desk = self._desk
        case = await desk.take(case_id, RETURN_LETTER, expected)
        row = await self._row(case, letter_id)
        letter = row.letter
        if letter.kind is LetterKind.REPLY:
            return await ReplyService(desk).take_back(case_id, expected, stated, service=service)
        returned = LetterReturned(ref=letter.id, kind=letter.kind, service=service, of=row.of)
        act = desk.dated(case, returned, stated, after=row.delivered_on)
        await desk.put_on_record(case, act)
        return case

    async def _take(self, organ_id: UUID, year: int, serial: int) -> None:
        if await self._letters.take_serial(organ_id, year) != serial:
            raise Overtaken

    async def _number_reply(self, case: Case, draft: Draft) -> None:
        """The number of a reply's letter is the reply's."""
        if draft.reply_id is None:
            return
        reply = await ReplyRepository(self._desk.session).current(case)
        if reply is None:
            return
        if reply.document_number is None:
            reply.document_number = draft.document_number
        if reply.letter_dated_on is None:
            reply.letter_dated_on = draft.dated_on

    def _notice_of(
        self, kind: LetterKind
    ) -> CorrectionService | ExplanationService | FeeService | None:
        """Whose delivery that of a letter of this kind is: each is noticed once in a case."""
        match kind:
            case LetterKind.CORRECTION_NOTICE:
                return CorrectionService(self._desk)
            case LetterKind.EXPLANATION_REQUEST:
                return ExplanationService(self._desk)
            case LetterKind.FEE_NOTICE:
                return FeeService(self._desk)
            case _:
                return None

    async def _row(self, case: Case, letter_id: UUID) -> LetterRow:
        await self._desk.session.flush()
        row = await self._letters.find(case.id, letter_id)
        if row is None:
            raise LetterNotFound
        return row


def _drawn_up(letter: Letter, stored: StoredFile) -> LetterDrawnUp:
    return LetterDrawnUp(
        ref=letter.id,
        kind=letter.kind,
        addressee=SPECS[letter.kind].addressee,
        document_number=letter.document_number,
        sha256=stored.sha256.hex(),
        about=letter.about_id,
    )
