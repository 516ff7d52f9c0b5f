"""What stands on the record of a published list: counts and digests, its rows stand beside it."""

from datetime import date
from uuid import UUID

from catalog_api.lists.kinds import ListKind
from gongkai.record import RecordedEvent


class ListCreated(RecordedEvent):
    """A list was entered, still without rows."""

    TYPE = "list_created"
    LABEL = "新建清单"

    kind: ListKind
    title: str
    year: int
    organ_id: UUID
    scope_organ_id: UUID
    document: str | None
    document_number: str | None
    part: str | None
    issued_on: date | None
    published_on: date | None
    source: str | None
    external_id: str | None


class ListImported(RecordedEvent):
    """The rows became those of a file; `sha256` is the digest of its bytes."""

    TYPE = "list_imported"
    LABEL = "导入清单"

    created: int
    updated: int
    removed: int
    sha256: str


class ListResolved(RecordedEvent):
    """Names in the list were looked up again and some mean something else now."""

    TYPE = "list_resolved"
    LABEL = "重新识别单位"

    changed_rows: int
