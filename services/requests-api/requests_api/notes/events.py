"""What a note puts on record."""

from uuid import UUID

from requests_api.cases.story import CaseEvent


class NoteAdded(CaseEvent):
    """The office wrote an internal note. Its words are kept sealed beside the record."""

    TYPE = "note_added"
    LABEL = "加注内部备注"

    note_id: UUID
    """The note."""
