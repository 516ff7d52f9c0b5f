"""Where contents stand: a folder or an S3 bucket, behind one face. Only here is obstore known."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from gongkai.files.addresses import bucket_of, folder_of
from gongkai.files.errors import FilesUnavailable

_PUT_SECONDS = 60.0
_CALL_SECONDS = 15.0
_PART = 5 * 1024 * 1024
"""The least that S3 takes as a part of an object."""
_PARTS_AT_ONCE = 2
"""Parts of one upload in memory."""
_READ = 256 * 1024

_log = structlog.get_logger(__name__)


class ObjectStore:
    """Contents by path. Whatever the store fails with is `FilesUnavailable`, and in the log."""

    def __init__(self, store: LocalStore | S3Store) -> None:
        self._store = store

    @classmethod
    def open(
        cls,
        url: str,
        *,
        endpoint: str | None = None,
        region: str | None = None,
        access_key: str | None = None,
        secret_key: str | None = None,
    ) -> "ObjectStore":
        """The store of a `file:///folder` or `s3://bucket/prefix`. Nothing is asked of it yet.

        The folder is made where it does not exist. Raises `ValueError` for another address.
        """
        if (folder := folder_of(url)) is not None:
            return cls(LocalStore(folder, mkdir=True))
        bucket = bucket_of(url)
        if bucket is None:
            raise ValueError("files stand at file:///folder or s3://bucket/prefix")
        config: dict[str, Any] = {
            "endpoint": endpoint,
            "region": region or "us-east-1",
            "access_key_id": access_key,
            "secret_access_key": secret_key,
        }
        is_plain = bool(endpoint and endpoint.startswith("http://"))
        store = S3Store(
            bucket[0],
            prefix=bucket[1] or None,
            config={name: value for name, value in config.items() if value is not None},  # type: ignore[arg-type]  # a dictionary of the options above
            client_options={
                "allow_http": is_plain,
                "connect_timeout": timedelta(seconds=5),
                "timeout": timedelta(seconds=30),
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
        )
        return cls(store)

    async def put(self, path: str, content: AsyncIterable[bytes]) -> None:
        """Write an object, whole or not at all."""
        with _told("put"):
            async with asyncio.timeout(_PUT_SECONDS):
                await obstore.put_async(
                    self._store,
                    path,
                    content,
                    chunk_size=_PART,
                    max_concurrency=_PARTS_AT_ONCE,
                )

    async def get(self, path: str) -> AsyncIterator[bytes]:
        """The object by pieces; that it is there is known when this returns."""
        with _told("get"):
            async with asyncio.timeout(_CALL_SECONDS):
                found = await obstore.get_async(self._store, path)
        return self._pieces(found)

    async def delete(self, path: str) -> None:
        """Remove the object; one that is not there is as good as removed."""
        with _told("delete"):
            async with asyncio.timeout(_CALL_SECONDS):
                try:
                    await obstore.delete_async(self._store, path)
                except FileNotFoundError:
                    return

    async def _pieces(self, found: "obstore.GetResult") -> AsyncIterator[bytes]:
        with _told("read"):
            async for piece in found.stream(min_chunk_size=_READ):
                yield bytes(piece)


@contextmanager
def _told(what: str) -> Any:  # noqa: ANN401 - a context manager without a value
    """Turn what the store says into a problem: it quotes addresses, so it goes to the log alone."""
    try:
        yield
    except (BaseError, OSError) as error:  # TimeoutError is one of these
        _log.error(
            "the file store failed",
            action=f"files.{what}",
            failure=type(error).__name__,
        )
        raise FilesUnavailable(retry_after=5) from error
