"""What a process of this service holds."""

from contextlib import AbstractAsyncContextManager

from gongkai.auth import Permission
from gongkai.contracts import Service
from gongkai.process import Process, open_process
from notifier.settings import NotifierSettings

_SCOPES = (Permission.CHANGES_READ, Permission.CONTACTS_READ, Permission.PLATFORM_READ)
"""Notifier reads the feeds of the other services, whole, and asks where an applicant is reached."""


def opened(
    settings: NotifierSettings, *, role: str
) -> AbstractAsyncContextManager[Process[NotifierSettings]]:
    """The process of an API, a worker or a command (`role`)."""
    return open_process(
        Service.NOTIFIER,
        settings,
        settings.database_url.get_secret_value(),
        scopes=_SCOPES,
        role=role,
    )
