"""The API of catalog-api: `uvicorn --factory catalog_api.app:create_app`."""

from fastapi import FastAPI

from catalog_api.migration_head import HEAD
from catalog_api.process import opened
from catalog_api.settings import CatalogSettings, get_settings
from gongkai.auth.principal import Principal
from gongkai.contracts import Service
from gongkai.feed.router import changes_router
from gongkai.files.opening import files_of
from gongkai.http.app import create_app as assemble
from gongkai.http.health import database_check, migrations_check
from gongkai.http.me import me_router
from gongkai.http.routing import routers_of
from gongkai.process import Process, api_lifespan, bounds_of, origins_of

BUSIEST = ("organs", "calendar_notices", "lists")
"""The features whose routes are looked at first."""
PUBLIC = frozenset({"list_codes", "parse_time_limits"})
"""The routes that anybody may call."""
TAGS = {
    "calendar-notices": "放假安排通知 / holiday notices",
    "kinds": "信息类别 / kinds of information: the elements of each, as JSON Schema",
    "entries": "公开信息：起草、审查、发布 / entries: written, reviewed, published",
    "fields": "领域分工 / fields with the organs responsible for them",
    "organs": "机构 / organs, in their tree",
    "task-lists": "任务与责任清单 / published lists of tasks and responsibilities",
    "time-limits": "公开时限的识别 / time limits in words, read",
}
"""What the groups of routes are for."""
PATH_PARAMETERS = {
    "attachment_id": "附件 / the attachment",
    "code": "信息类别的代码 / the code of a kind of information",
    "entry_id": "公开信息 / the entry",
    "external_id": "来源系统中的编号，不含斜线、反斜线 / its id in that system, without slashes",
    "list_id": "清单 / the list",
    "notice_id": "通知 / the notice",
    "organ_id": "机构 / the organ",
    "seq": "行号 / the row's number",
    "source": "来源系统 / the system that keeps it",
}
"""What stands in the addresses, where its route does not say."""


async def _prepare(app: FastAPI, process: Process[CatalogSettings]) -> None:
    app.state.files = files_of(process)


def create_app() -> FastAPI:
    """The application, configured from the environment."""
    settings = get_settings()
    return assemble(
        title="公开 · 基础数据与清单",
        description=(
            "机构、放假安排通知、任务与责任清单、信息类别。"
            "Organs, calendar notices, lists, kinds of information."
        ),
        prefix="catalog",
        routers=[
            *routers_of("catalog_api", first=BUSIEST),
            changes_router(Service.CATALOG, _everything),
            me_router(),
        ],
        lifespan=api_lifespan(lambda: opened(settings, role="api"), _prepare),
        tags=TAGS,
        path_parameters=PATH_PARAMETERS,
        public=PUBLIC,
        origins=origins_of(settings),
        bounds=bounds_of(settings),
        proxies=settings.trusted_proxies,
        checks=[database_check(), migrations_check(HEAD)],
    )


def _everything(_caller: Principal) -> None:
    """Reference data are public in nature: every reader of the feed sees all of it."""
