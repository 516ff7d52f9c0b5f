"""A process of this service: what the kernel gives it, and the office made of it."""

from contextlib import AbstractAsyncContextManager

from gongkai.auth.principal import Permission
from gongkai.contracts import Service
from gongkai.files import Files, ObjectStore
from gongkai.files.conversion import Converter
from gongkai.files.scanning import Clamd, Scanner
from gongkai.process import Process, open_process
from requests_api.matters.office import Office
from requests_api.rule_sets.reading import AlmanacSource
from requests_api.settings import RequestsSettings, get_settings

SCOPES = (Permission.CHANGES_READ, Permission.PLATFORM_READ)
"""What this service's own token must allow at the others."""


def open_requests(role: str) -> AbstractAsyncContextManager[Process[RequestsSettings]]:
    """The process of this service, as `api`, `worker` or `command`."""
    settings = get_settings()
    return open_process(
        Service.REQUESTS,
        settings,
        settings.database_url.get_secret_value(),
        scopes=SCOPES,
        role=role,
    )


def office_of(process: Process[RequestsSettings]) -> Office:
    """What every act on a case needs."""
    return Office(
        database=process.database,
        clock=process.clock,
        calendars=AlmanacSource(),
        keys=process.keys,
        indexes=process.indexes,
        code_key=process.code_key,
    )


def files_of(process: Process[RequestsSettings]) -> Files:
    """The files of this service; nothing is asked of the store yet."""
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


def scanner_of(process: Process[RequestsSettings]) -> Scanner | None:
    """The virus scanner, where one is configured."""
    url = process.settings.scanner_url
    return None if url is None else Clamd(url)


def converter_of(process: Process[RequestsSettings]) -> Converter | None:
    """What makes PDF of DOCX, where it is configured."""
    program = process.settings.document_converter
    return None if program is None else Converter(program)
