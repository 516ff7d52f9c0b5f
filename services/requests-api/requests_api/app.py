"""The API of requests-api."""

from fastapi import FastAPI

from gongkai.contracts import Service
from gongkai.feed.router import changes_router
from gongkai.http.app import create_app as assemble
from gongkai.http.health import database_check, migrations_check
from gongkai.http.me import me_router
from gongkai.http.routing import routers_of
from gongkai.process import Process, api_lifespan, bounds_of
from gongkai.reference.organs import organs_in_scope_of
from requests_api.case_file.presenter import whole_file
from requests_api.matters.kinds import MatterKind
from requests_api.migration_head import HEAD
from requests_api.process import office_of, open_requests
from requests_api.settings import RequestsSettings, get_settings

BUSIEST = ("case_file", "applications", "worklist")
"""The features whose routes are looked at first."""
PUBLIC = frozenset(
    {
        "check_annual_report",
        "file_application",
        "get_application",
        "list_codes",
        "preview_clock",
        "preview_fee",
        "withdraw_application",
    }
)
"""The routes that anybody may call."""


async def _prepare(app: FastAPI, process: Process[RequestsSettings]) -> None:
    app.state.office = office_of(process)
    app.state.calendars = app.state.office.calendars
    app.state.file_views = {MatterKind.APPLICATION: whole_file}


def create_app() -> FastAPI:
    """The application, configured from the environment."""
    settings = get_settings()
    return assemble(
        title="公开 · 依申请公开",
        prefix="requests",
        description="依申请公开：登记、审核、办理、答复、归档。Applications and their cases.",
        routers=[
            *routers_of("requests_api", first=BUSIEST),
            changes_router(Service.REQUESTS, organs_in_scope_of),
            me_router(),
        ],
        lifespan=api_lifespan(lambda: open_requests("api"), _prepare),
        public=PUBLIC,
        cors_origins=settings.cors_origins,
        bounds=bounds_of(settings),
        proxies=settings.trusted_proxies,
        checks=[database_check(), migrations_check(HEAD)],
    )
