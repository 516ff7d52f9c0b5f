"""Staged, recorded, read back, swept: on a folder and on S3."""

import asyncio
import os
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from gongkai.crypto.fields import DecryptionFailed
from gongkai.db import new_id
from gongkai.errors import TooLarge, Unavailable
from gongkai.files import MediaType, ObjectStore, ScanState
from gongkai.files.errors import FilePending, FilesUnavailable, FileWithheld
from gongkai.files.files import STAGED_FOR
from gongkai.files.models import FileRemoval, FileScan, StoredFile
from gongkai.files.scanning import Clamd
from gongkai.files.worker import KEPT, forget_removals, remove_due, scan_due
from gongkai.time import PlatformClock
from gongkai.work import WorkState
from tests.unit.gongkai.files import made

pytestmark = pytest.mark.integration
LARGE = b"%PDF-1.7\n" + os.urandom(11 * 1024 * 1024)
NAME = "附图.pdf"


async def by(content, size=100_000):
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def whole(pieces):
    return b"".join([piece async for piece in pieces])


async def stored(files, content=made.PDF):
    async with (
        files.staged(by(content), name=NAME) as staged,
        files.database.unit_of_work() as session,
    ):
        return await files.record(session, staged)


async def failing(files, staged):
    """A feature that records a file and fails."""
    async with files.database.unit_of_work() as session:
        await files.record(session, staged)
        raise RuntimeError("the feature failed")


async def removals(database, file_id):
    async with database.read_session() as session:
        found = select(FileRemoval).where(FileRemoval.file_id == file_id)
        return (await session.scalars(found)).one_or_none()


@pytest.mark.parametrize("content", [made.PDF, LARGE], ids=["small", "large"])
async def test_a_file_comes_back_and_stands_encrypted(place, content):
    file = await stored(place.files, content)
    assert (file.media_type, file.size, file.scan) == (
        MediaType.PDF,
        len(content),
        ScanState.SKIPPED,
    )
    assert place.files.name_of(file) == NAME
    assert place.objects() == [place.files.path_of(file.id)]
    assert content[:40] not in place.content(place.files.path_of(file.id))
    assert await whole(await place.files.open(file)) == content
    assert await removals(place.files.database, file.id) is None


async def test_what_we_make_ourselves_is_stored_the_same_way(place):
    files = replace(place.files, is_scanned=True)
    staged = await files.stage_made("答复书.docx", MediaType.DOCX, by(made.DOCX))
    async with files.database.unit_of_work() as session:
        file = await files.record(session, staged, is_own=True)
    assert await whole(await files.open(file)) == made.DOCX


async def test_what_is_not_recorded_is_removed(place):
    files = place.files
    seen = []

    async def take():
        async with files.staged(by(made.PDF), name=NAME) as staged:
            seen.append(staged)
            assert place.objects() == [files.path_of(staged.id)]
            await failing(files, staged)

    with pytest.raises(RuntimeError, match="the feature failed"):
        await take()
    assert await remove_due(files.database, files.clock, files) >= 1
    assert place.objects() == []
    assert (await removals(files.database, seen[0].id)).state is WorkState.DONE


async def test_what_tells_of_a_removal_is_deleted_after_a_time_and_not_before(place):
    files = place.files
    staged = await files.stage_made(NAME, MediaType.PDF, by(made.PDF))
    await files.discard(staged)
    await remove_due(files.database, files.clock, files)
    await forget_removals(files.database, files.clock)
    assert (await removals(files.database, staged.id)).state is WorkState.DONE
    waiting = await files.stage_made(NAME, MediaType.PDF, by(made.PDF))
    await forget_removals(files.database, PlatformClock(KEPT + timedelta(minutes=1)))
    async with files.database.read_session() as session:
        kept = set(await session.scalars(select(FileRemoval.file_id)))
    assert staged.id not in kept
    assert waiting.id in kept, "what is still to be done stays"


async def test_what_a_dead_process_staged_is_removed_after_its_time_and_not_before(place):
    files = place.files
    staged = await files.stage_made(NAME, MediaType.PDF, by(made.PDF))
    await remove_due(files.database, files.clock, files)
    assert place.objects() == [files.path_of(staged.id)]
    later = PlatformClock(STAGED_FOR + timedelta(seconds=1))
    await remove_due(files.database, later, files)
    assert place.objects() == []


async def test_what_is_about_to_be_swept_is_recorded_no_more(place):
    files = place.files
    staged = await files.stage_made(NAME, MediaType.PDF, by(made.PDF))
    late = replace(files, clock=PlatformClock(STAGED_FOR))
    with pytest.raises(Unavailable):
        async with files.database.unit_of_work() as session:
            await late.record(session, staged)


async def test_a_recorded_file_survives_a_late_discard_and_a_rolled_back_one_is_swept(place):
    files = place.files
    staged = await files.stage_made(NAME, MediaType.PDF, by(made.PDF))
    async with files.database.unit_of_work() as session:
        file = await files.record(session, staged)
    await files.discard(staged)
    other = await files.stage_made(NAME, MediaType.PDF, by(made.PDF))
    with pytest.raises(RuntimeError, match="the feature failed"):
        await failing(files, other)
    await files.discard(other)
    await remove_due(files.database, files.clock, files)
    assert place.objects() == [files.path_of(file.id)]


async def test_a_removed_file_is_gone_from_the_store(place):
    files = place.files
    file = await stored(files)
    async with files.database.unit_of_work() as session:
        await files.remove_later(session, file.id)
    await remove_due(files.database, files.clock, files)
    assert place.objects() == []
    with pytest.raises(FilesUnavailable):
        await files.open(file)


async def test_another_file_in_its_place_is_noticed(place):
    files = place.files
    one, other = await stored(files), await stored(files)
    sealed = await place.store.get(files.path_of(other.id))
    await place.store.put(files.path_of(one.id), sealed)
    with pytest.raises(DecryptionFailed):
        await whole(await files.open(one))


async def test_a_file_that_is_too_large_leaves_nothing(place):
    with pytest.raises(TooLarge):
        async with place.files.staged(by(LARGE), name=NAME, max_bytes=1000):
            pytest.fail("it is too large")
    assert place.objects() == []


async def test_only_so_many_files_arrive_at_once_and_public_ones_have_their_own_room(place):
    held, more = asyncio.Event(), asyncio.Event()
    waiting = 0

    async def slow():
        nonlocal waiting
        yield made.PDF
        waiting += 1
        if waiting == 8:
            more.set()
        await held.wait()

    async def take(content):
        async with place.files.staged(content, name=NAME, is_public=True) as staged:
            return staged

    async with asyncio.TaskGroup() as group:
        for _ in range(8):
            group.create_task(take(slow()))
        await more.wait()
        with pytest.raises(Unavailable):
            await take(by(made.PDF))
        assert (await stored(place.files)).size == len(made.PDF), "callers are not kept out"
        held.set()


async def test_a_store_that_is_away_is_a_problem_and_no_defect(place, database, unused_port):
    away = ObjectStore.open(
        "s3://files/none",
        endpoint=f"http://127.0.0.1:{unused_port}",
        access_key="sample",
        secret_key="sample",
    )
    files = replace(place.files, store=away)
    with pytest.raises(FilesUnavailable):
        await files.stage_made(NAME, MediaType.PDF, by(made.PDF))


@pytest.fixture
def unused_port():
    """A port on which nobody listens."""
    import socket

    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


# -- scanning


@pytest.fixture
def files_of_scanner(place):
    return replace(place.files, is_scanned=True)


class Daemon:
    """Speaks as clamd does: finds what holds a mark, and refuses what is too long."""

    MARK, LONGEST = b"SAMPLE-OF-A-VIRUS", 5_000_000

    def __init__(self):
        self.seen = []

    async def serve(self, reader, writer):
        assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
        held = bytearray()
        while size := int.from_bytes(await reader.readexactly(4)):
            held += await reader.readexactly(size)
        self.seen.append(bytes(held))
        answer = b"stream: OK\0"
        if self.MARK in held:
            answer = b"stream: Sample.Virus FOUND\0"
        elif len(held) > self.LONGEST:
            answer = b"INSTREAM size limit exceeded. ERROR\0"
        writer.write(answer)
        await writer.drain()
        writer.close()


@pytest.fixture(params=["tcp", "unix"])
async def scanner(request, tmp_path):
    daemon = Daemon()
    if request.param == "unix":
        path = tmp_path / "scanner"
        server = await asyncio.start_unix_server(daemon.serve, path)
        url = f"unix://{path}"
    else:
        server = await asyncio.start_server(daemon.serve, "127.0.0.1", 0)
        url = f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield Clamd(url), daemon


async def again(files, file):
    async with files.database.read_session() as session:
        return await session.get_one(StoredFile, file.id)


async def scan_of(files, file):
    async with files.database.read_session() as session:
        return (await session.scalars(select(FileScan).where(FileScan.file_id == file.id))).one()


async def test_a_file_is_held_back_until_the_scanner_has_looked(files_of_scanner, scanner):
    files, (clamd, daemon) = files_of_scanner, scanner
    clean = await stored(files)
    bad = await stored(files, made.PDF + Daemon.MARK)
    for file in (clean, bad):
        assert file.scan is ScanState.PENDING
        with pytest.raises(FilePending):
            await files.open(file)
    await scan_due(files.database, files.clock, files, clamd)
    assert made.PDF in daemon.seen
    clean, bad = await again(files, clean), await again(files, bad)
    assert (clean.scan, bad.scan) == (ScanState.CLEAN, ScanState.REFUSED)
    assert await whole(await files.open(clean)) == made.PDF
    with pytest.raises(FileWithheld):
        await files.open(bad)


async def test_what_the_scanner_cannot_take_waits_for_a_decision(files_of_scanner, scanner):
    files = files_of_scanner
    file = await stored(files, LARGE)
    await scan_due(files.database, files.clock, files, scanner[0])
    work = await scan_of(files, file)
    assert (work.state, work.last_error) == (WorkState.DEAD, "scanner_refused_size")
    assert (await again(files, file)).scan is ScanState.PENDING


async def test_a_scanner_that_is_away_is_asked_again_and_nothing_becomes_readable(
    files_of_scanner, unused_port
):
    files = files_of_scanner
    file = await stored(files)
    for scanner in (Clamd(f"tcp://127.0.0.1:{unused_port}"), None):
        clock = PlatformClock(timedelta(days=0 if scanner else 1))
        await scan_due(files.database, clock, files, scanner)
        work = await scan_of(files, file)
        assert (work.state, work.last_error) == (WorkState.PENDING, "scanner_unavailable")
    with pytest.raises(FilePending):
        await files.open(await again(files, file))


def test_only_a_folder_or_a_bucket_is_a_store():
    for url in (
        "http://x/y",
        "file:relative",
        "file://host/x",
        "s3:///x",
        "file:///",
        str(new_id()),
    ):
        with pytest.raises(ValueError, match="file:///folder"):
            ObjectStore.open(url)
