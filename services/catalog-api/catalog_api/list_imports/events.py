"""What filling a list puts on record: counts and digests, its rows stand beside it."""

from gongkai.record import RecordedEvent


class ListImported(RecordedEvent):
    """The rows became those of a file; `sha256` is the digest of its bytes."""

    TYPE = "list_imported"
    LABEL = "导入清单"

    created: int
    """How many rows are new."""
    updated: int
    """How many rows are others now."""
    removed: int
    """How many rows are gone."""
    sha256: str
    """Digest of the file, in hex."""


class ListResolved(RecordedEvent, json_schema_extra={"examples": [{"changed_rows": 2}]}):
    """Names in the list were looked up again and some mean something else now."""

    TYPE = "list_resolved"
    LABEL = "重新识别单位"

    changed_rows: int
    """In how many rows."""
