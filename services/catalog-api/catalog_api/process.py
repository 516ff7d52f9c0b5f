"""What a process of this service holds: the kernel's parts with this service's settings."""

from contextlib import AbstractAsyncContextManager

from catalog_api.settings import CatalogSettings
from gongkai.auth.principal import Permission
from gongkai.contracts import Service
from gongkai.process import Process, open_process

_SCOPES = (Permission.CHANGES_READ, Permission.PLATFORM_READ)
"""It reads the feed of people, whole."""


def opened(
    settings: CatalogSettings, *, role: str
) -> AbstractAsyncContextManager[Process[CatalogSettings]]:
    """The parts of one process; ``role`` (api, worker) names its database connections."""
    return open_process(
        Service.CATALOG,
        settings,
        settings.database_url.get_secret_value(),
        scopes=_SCOPES,
        role=role,
    )
