"""A client of a real server that leaves while it waits: nothing begins for it."""

import asyncio
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn
from prometheus_client import REGISTRY

from gongkai.http.app import create_app
from gongkai.http.places import Bounds
from gongkai.http.routing import router
from gongkai.http.schemas import Out
from gongkai.testing.servers.ports import free_port
from tests.barrier import Barrier
from tests.waiting import until_async


class Word(Out):
    word: str


@asynccontextmanager
async def _lifespan(_app):
    yield


@pytest.fixture
def barrier():
    return Barrier()


@pytest.fixture
async def server(barrier):
    """An API with one place, on a port of loopback."""
    routes = router()

    @routes.get("/held/{word}")
    async def hold(word: str) -> Word:
        await barrier.hold(word)
        return Word(word=word)

    app = create_app(
        title="Test",
        prefix="tests",
        routers=[routes],
        lifespan=_lifespan,
        public=frozenset({"hold"}),
        bounds=Bounds(in_hand=1, waiting=8, wait_seconds=3600),
    )
    config = uvicorn.Config(app, port=free_port(), log_config=None, access_log=False)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    await until_async(lambda: _true(server.started))
    yield server
    server.should_exit = True
    await serving


async def _true(value):
    return value


async def ask(server, word):
    reader, writer = await asyncio.open_connection("127.0.0.1", server.config.port)
    line = f"GET /tests/v1/held/{word} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    writer.write(line.encode())
    return reader, writer


async def waiting(count):
    return REGISTRY.get_sample_value("gongkai_http_requests_waiting") == count


async def status_of(connection):
    reader, writer = connection
    answer = await reader.read()
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return int(answer.split(b" ", 2)[1])


async def test_who_has_left_when_its_turn_comes_is_not_worked_for(server, barrier):
    first = await ask(server, "first")
    await barrier.holds(1)
    gone = await ask(server, "gone")
    await until_async(lambda: waiting(1))
    last = await ask(server, "last")
    await until_async(lambda: waiting(2))
    gone[1].close()
    await until_async(lambda: _true(len(server.server_state.connections) == 2), "it has left")

    barrier.open()
    assert await status_of(first) == await status_of(last) == 200
    assert barrier.came == ["first", "last"]
