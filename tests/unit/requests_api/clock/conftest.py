"""The public clock, asked as anybody asks it; today is 2026-11-20."""

from contextlib import asynccontextmanager
from datetime import date, timedelta

import httpx
import pytest

from gongkai.calendar import base_calendar
from gongkai.http.app import create_app
from gongkai.time import PlatformClock
from requests_api.clock.router import get_calendar, router

URL = "/requests/v1/clock/preview"


class Frozen(PlatformClock):
    def today(self):
        return date(2026, 11, 20)


@asynccontextmanager
async def nothing(_app):
    yield


@pytest.fixture(scope="module")
def app():
    app = create_app(
        title="clock",
        prefix="requests",
        routers=[router],
        lifespan=nothing,
        public=frozenset({"preview_clock"}),
    )
    app.state.clock = Frozen(timedelta(0))
    app.dependency_overrides[get_calendar] = base_calendar
    return app


@pytest.fixture
async def ask(app):
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:

        async def post(body):
            return await client.post(URL, json=body)

        yield post
