"""The API of notifier: `uvicorn --factory notifier.app:create_app`."""

from fastapi import FastAPI

from gongkai.contracts import Service
from gongkai.feed.router import changes_router
from gongkai.http.app import create_app as assemble
from gongkai.http.health import database_check, migrations_check
from gongkai.http.me import me_router
from gongkai.http.routing import routers_of
from gongkai.process import api_lifespan, bounds_of, origins_of
from gongkai.reference.organs import organs_in_scope_of
from notifier.migration_head import HEAD
from notifier.process import opened
from notifier.settings import NotifierSettings, get_settings

BUSIEST = ("inbox", "deadlines", "people")
"""The features whose routes are looked at first."""
PUBLIC = frozenset({"list_codes"})
"""The routes that anybody may call."""
TAGS = {
    "deadlines": "期限及其提醒 / deadlines and their reminders",
    "deliveries": "投递 / what was sent, and what became of it",
    "inbox": "我的通知 / the caller's notifications",
    "people": "人员 / people of the offices",
}
"""What the groups of routes are for."""
PATH_PARAMETERS = {
    "deadline_id": "期限 / the deadline",
    "notification_id": "通知 / the notification",
    "subject": "人员令牌中的 sub / the `sub` of the person's tokens",
}
"""What stands in the addresses, where its route does not say."""


def create_app(settings: NotifierSettings | None = None) -> FastAPI:
    """The application, by the environment's settings unless others are given."""
    chosen = settings or get_settings()
    return assemble(
        title="公开 · 期限与通知",
        description="人员、期限、提醒、通知与投递 / people, deadlines, reminders, notifications",
        prefix="notifications",
        routers=[
            *routers_of("notifier", first=BUSIEST),
            changes_router(Service.NOTIFIER, organs_in_scope_of),
            me_router(),
        ],
        lifespan=api_lifespan(lambda: opened(chosen, role="api")),
        tags=TAGS,
        path_parameters=PATH_PARAMETERS,
        public=PUBLIC,
        origins=origins_of(chosen),
        bounds=bounds_of(chosen),
        proxies=chosen.trusted_proxies,
        checks=[database_check(), migrations_check(HEAD)],
    )
