"""Staging, recording, opening and removing files, for the features of a service."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.crypto.fields import KeyRing
from gongkai.db import Database, new_id
from gongkai.errors import Unavailable
from gongkai.files.errors import FilePending, FileWithheld
from gongkai.files.kinds import MediaType, ScanState
from gongkai.files.models import FILE_NAME, FileRemoval, StoredFile
from gongkai.files.schemas import FileOut
from gongkai.files.sealing import new_file_key, seal, unseal
from gongkai.files.sniffing import sniff
from gongkai.files.spool import Spooled, spool, temporary
from gongkai.files.store import ObjectStore
from gongkai.files.work import REMOVALS, SCANS
from gongkai.time import PlatformClock
from gongkai.work import WorkState

_log = structlog.get_logger(__name__)
STAGED_FOR = timedelta(hours=1)
"""How long what is staged waits for its transaction before it is swept."""
_AT_ONCE = ((False, 16), (True, 8))
"""Files that one process takes in side by side, of callers and at the public doors: each has its
own room, so that neither fills the disk, nor the one the other's.
"""
_MARGIN = timedelta(minutes=1)
"""Longer than any transaction: what is recorded until then nobody is sweeping."""


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file whose content stands in the store, and of which no row knows yet."""

    id: UUID
    name: str
    media_type: MediaType
    size: int
    sha256: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one service's process.

    `folder` is the service's place in the store; `is_scanned` whether new files wait for a scanner.
    """

    store: ObjectStore
    folder: str
    database: Database
    keys: KeyRing
    clock: PlatformClock
    max_bytes: int
    is_scanned: bool = False
    _rooms: Mapping[bool, asyncio.Semaphore] = field(
        default_factory=lambda: {is_public: asyncio.Semaphore(size) for is_public, size in _AT_ONCE}
    )

    @asynccontextmanager
    async def staged(
        self,
        content: AsyncIterable[bytes],
        *,
        name: str,
        declared: str | None = None,
        max_bytes: int | None = None,
        is_public: bool = False,
    ) -> AsyncIterator[StagedFile]:
        """What somebody sends, by pieces, under a ``name`` of `names.file_name`: known by its
        content and put into the store before the block. What the block fails to record is removed.

        No transaction may be open. Raises `TooLarge` beyond ``max_bytes`` (the setting's where
        nothing is said), `FileEmpty`, `FileTypeNotAllowed`, `FileTypeDiffers`, `FileUnsafe`,
        `FilesUnavailable`, `Unavailable` where too many files arrive at once.
        """
        room = self._rooms[is_public]
        if room.locked():
            raise Unavailable(retry_after=5)
        async with room:
            staged = await self._taken_in(content, name, declared, max_bytes)
        try:
            yield staged
        except BaseException:  # also a cancelled request leaves nothing staged
            try:
                await self.discard(staged)
            except Exception:  # noqa: BLE001 - swept after an hour; what failed first is told
                _log.warning("a staged file waits to be swept", action="files.discard")
            raise

    async def _taken_in(
        self,
        content: AsyncIterable[bytes],
        name: str,
        declared: str | None,
        max_bytes: int | None,
    ) -> StagedFile:
        with temporary() as file:
            bound = min(self.max_bytes, max_bytes or self.max_bytes)
            spooled = await spool(file, content, bound)
            media_type = await asyncio.to_thread(sniff, file, spooled.size, name, declared)
            return await self._put(spooled, name, media_type)

    async def stage_made(
        self, name: str, media_type: MediaType, content: AsyncIterable[bytes]
    ) -> StagedFile:
        """What we made ourselves (a letter): its type is known. No transaction may be open; what is
        never recorded is swept after an hour, or at once by `discard`.
        """
        with temporary() as file:
            return await self._put(await spool(file, content, self.max_bytes), name, media_type)

    async def record(
        self, session: AsyncSession, staged: StagedFile, *, is_own: bool = False
    ) -> StoredFile:
        """Make the staged file one of this transaction's rows; raises `Unavailable` where it has
        waited too long. No scanner looks at what ``is_own``, made by us.
        """
        now = self.clock.now()
        taken_back = await session.scalar(
            delete(FileRemoval)
            .where(
                FileRemoval.file_id == staged.id,
                FileRemoval.state == WorkState.PENDING,
                FileRemoval.due_at > now + _MARGIN,
            )
            .returning(FileRemoval.id)
        )
        if taken_back is None:
            raise Unavailable(retry_after=1)
        is_awaited = self.is_scanned and not is_own
        stored = StoredFile(
            id=staged.id,
            name_sealed=FILE_NAME.seal(self.keys, staged.name, staged.id),
            media_type=staged.media_type,
            size=staged.size,
            sha256=staged.sha256,
            key_sealed=self.keys.encrypt("files", "key", staged.id, staged.key),
            scan=ScanState.PENDING if is_awaited else ScanState.SKIPPED,
            stored_at=now,
        )
        session.add(stored)
        await session.flush()
        if is_awaited:
            await SCANS.due(session, self.clock).add({"file_id": staged.id})
        return stored

    async def discard(self, staged: StagedFile) -> None:
        """Have the worker remove what was staged; harmless where a transaction has recorded it."""
        async with self.database.unit_of_work() as session:
            await session.execute(
                update(FileRemoval)
                .where(FileRemoval.file_id == staged.id, FileRemoval.state == WorkState.PENDING)
                .values(due_at=self.clock.now())
            )

    async def remove_later(self, session: AsyncSession, file_id: UUID) -> None:
        """Have the content of a recorded file removed after this transaction; its row, without
        which no backup of the content is readable, is the caller's to delete.
        """
        await REMOVALS.due(session, self.clock).add({"file_id": file_id})

    async def open(self, file: StoredFile) -> AsyncIterator[bytes]:
        """The content by pieces, once the scanner lets it; no transaction may be open.

        Raises `FilePending`, `FileWithheld`, `FilesUnavailable`; a piece that was altered raises
        `DecryptionFailed` while it is read.
        """
        if file.scan is ScanState.PENDING:
            raise FilePending
        if file.scan is ScanState.REFUSED:
            raise FileWithheld
        return await self.raw(file)

    async def staged_content(self, staged: StagedFile) -> AsyncIterator[bytes]:
        """The content of what is staged, by pieces, for who reads it before it is recorded."""
        return unseal(staged.key, await self.store.get(self.path_of(staged.id)))

    async def raw(self, file: StoredFile) -> AsyncIterator[bytes]:
        """As `open`, whatever the scanner says: for the scanner."""
        key = self.keys.decrypt("files", "key", file.id, file.key_sealed)
        return unseal(key, await self.store.get(self.path_of(file.id)))

    def name_of(self, file: StoredFile) -> str:
        """The file's name, said to be unreadable where it does not decrypt."""
        return FILE_NAME.shown(self.keys, file.name_sealed, file.id)

    def shown(self, file: StoredFile, *, with_name: bool = True) -> FileOut:
        """The file as callers see it."""
        return FileOut(
            id=file.id,
            name=self.name_of(file) if with_name else None,
            media_type=file.media_type,
            media_type_label=file.media_type.label,
            size=file.size,
            sha256=file.sha256.hex(),
            scan=file.scan,
            scan_label=file.scan.label,
        )

    def path_of(self, file_id: UUID) -> str:
        """Where the content stands: by the end of the id, which is random, so that no folder has
        all of them.
        """
        return f"{self.folder}/{file_id.hex[-2:]}/{file_id}"

    async def _put(self, spooled: Spooled, name: str, media_type: MediaType) -> StagedFile:
        staged = StagedFile(
            new_id(), name, media_type, spooled.size, spooled.sha256, new_file_key()
        )
        due_at = self.clock.now() + STAGED_FOR
        async with self.database.unit_of_work() as session:
            await REMOVALS.due(session, self.clock).add({"file_id": staged.id, "due_at": due_at})
        await self.store.put(self.path_of(staged.id), seal(staged.key, spooled.pieces()))
        return staged
