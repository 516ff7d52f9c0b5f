"""The API of notifier: `uvicorn --factory notifier.app:create_app`."""

from fastapi import FastAPI

from gongkai.http.app import create_app as assemble
from gongkai.http.health import database_check, migrations_check
from gongkai.http.me import me_router
from gongkai.process import api_lifespan
from notifier.codes.router import codes
from notifier.deadlines.router import deadlines
from notifier.deliveries.router import deliveries
from notifier.inbox.router import inbox
from notifier.migration_head import HEAD
from notifier.people.router import people
from notifier.process import opened
from notifier.reminders.router import reminders
from notifier.settings import NotifierSettings, get_settings

PUBLIC = frozenset({"list_codes"})
"""The routes that anybody may call."""


def create_app(settings: NotifierSettings | None = None) -> FastAPI:
    """The application, by the environment's settings unless others are given."""
    chosen = settings or get_settings()
    return assemble(
        title="公开 · 期限与通知",
        description="人员、期限、提醒、通知与投递 / people, deadlines, reminders, notifications",
        prefix="notifications",
        routers=[people, deadlines, reminders, inbox, deliveries, codes, me_router()],
        lifespan=api_lifespan(lambda: opened(chosen, role="api")),
        public=PUBLIC,
        cors_origins=chosen.cors_origins,
        checks=[database_check(), migrations_check(HEAD)],
    )
