"""What a process opens of files by its settings: the store, and the scanner if there is one."""

from typing import TypeVar

from gongkai.files.files import Files
from gongkai.files.scanning import Clamd, Scanner
from gongkai.files.settings import FileSettings
from gongkai.files.store import ObjectStore
from gongkai.process import Process

S = TypeVar("S", bound=FileSettings)


def files_of(process: Process[S]) -> Files:
    """The files of a service; nothing is asked of the store yet."""
    settings = process.settings
    secret = settings.files_secret_key
    return Files(
        store=ObjectStore.open(
            settings.files_url,
            endpoint=settings.files_endpoint,
            region=settings.files_region,
            access_key=settings.files_access_key,
            secret_key=None if secret is None else secret.get_secret_value(),
        ),
        folder=process.service.value,
        database=process.database,
        keys=process.keys,
        clock=process.clock,
        max_bytes=settings.file_max_bytes,
        is_scanned=settings.scanner_url is not None,
    )


def scanner_of(process: Process[S]) -> Scanner | None:
    """The virus scanner, where one is configured."""
    url = process.settings.scanner_url
    return None if url is None else Clamd(url)
