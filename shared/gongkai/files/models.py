"""The tables of files: what is stored, what is to be removed, what is to be scanned.

A service collects this module in its `db.py` and makes the tables in a migration.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base
from gongkai.db.base import EnumText
from gongkai.files.kinds import MediaType, ScanState
from gongkai.work import WorkRow, work_table_args

FILE_NAME = SealedText("files", "name")


class StoredFile(Base):
    """A file that a transaction has recorded. Its content stands in the store by its id."""

    __tablename__ = "files"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    media_type: Mapped[MediaType] = mapped_column(EnumText(MediaType))
    size: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    key_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The key of the content, encrypted by the field keys: without the row, nobody reads it."""
    scan: Mapped[ScanState] = mapped_column(EnumText(ScanState))
    stored_at: Mapped[datetime]
    scanned_at: Mapped[datetime | None]


class FileRemoval(WorkRow):
    """That the content of a file is to go: written before the content is, so that whatever fails
    after leaves nothing behind, and taken back by the transaction that records the file.
    """

    __tablename__ = "file_removals"
    __table_args__ = work_table_args("file_removals")

    file_id: Mapped[UUID] = mapped_column(unique=True)


class FileScan(WorkRow):
    """That a file is to be looked at by the scanner."""

    __tablename__ = "file_scans"
    __table_args__ = work_table_args("file_scans")

    file_id: Mapped[UUID] = mapped_column(ForeignKey("files.id"), unique=True)
