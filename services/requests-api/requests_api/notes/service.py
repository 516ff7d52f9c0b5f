"""Writing notes on a file and reading them."""

from uuid import UUID

from gongkai.crypto.signing import Signer
from gongkai.db import new_id
from gongkai.http.paging import Pager
from gongkai.reference.people import person_names
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.access import reads_texts
from requests_api.matters.desk import Act
from requests_api.notes.events import NoteAdded
from requests_api.notes.models import NOTE_TEXT, Note
from requests_api.notes.repository import NEWEST_NOTE, NoteRepository
from requests_api.notes.schemas import CaseNoteOut, CaseNotePageOut, NotesQuery
from requests_api.notes.steps import ADD_NOTE


class NoteService:
    """Notes on one case, for one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._notes = NoteRepository(desk.session)

    async def add(self, case_id: UUID, *, text: str) -> tuple[Case, UUID]:
        """Write a note. It only adds to the file, whatever its version."""
        desk, note_id = self._desk, new_id()
        case = await desk.take(case_id, ADD_NOTE, None)
        self._notes.add(
            Note(
                id=note_id,
                matter_id=case.id,
                text_sealed=NOTE_TEXT.seal(desk.office.keys, text, note_id),
                written_by=desk.principal.actor,
                written_at=desk.office.clock.now(),
            )
        )
        await desk.perform(case, ADD_NOTE, Act(NoteAdded(note_id=note_id)))
        return case, note_id

    async def page(self, case: Case, query: NotesQuery, signer: Signer) -> CaseNotePageOut:
        """One page of the notes; their words are for those who work on the case."""
        desk, is_told = self._desk, reads_texts(self._desk.principal, case.organ_id)
        # The case stands in the name: a cursor of one file continues no other.
        rows = await self._notes.page(
            case.id, Pager(signer, f"notes.{case.id}", query, NEWEST_NOTE)
        )
        names = await person_names(desk.session, [note.written_by for note in rows.items])
        return CaseNotePageOut(
            items=[
                CaseNoteOut(
                    id=note.id,
                    text=NOTE_TEXT.shown(desk.office.keys, note.text_sealed, note.id)
                    if is_told
                    else None,
                    free_text_withheld=not is_told,
                    written_by=note.written_by,
                    written_by_name=names.get(note.written_by),
                    written_at=note.written_at,
                )
                for note in rows.items
            ],
            next_cursor=rows.next_cursor,
        )
