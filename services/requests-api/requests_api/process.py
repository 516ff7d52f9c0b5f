"""A process of this service: what the kernel gives it, and the office made of it."""

from contextlib import AbstractAsyncContextManager

from gongkai.auth.principal import Permission
from gongkai.contracts import Service
from gongkai.files.conversion import Converter
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


def converter_of(process: Process[RequestsSettings]) -> Converter | None:
    """What makes PDF of DOCX, where it is configured."""
    program = process.settings.document_converter
    return None if program is None else Converter(program)
