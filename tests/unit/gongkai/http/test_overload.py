"""What happens when more is asked than there are places: shown by requests held at a barrier."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from prometheus_client import REGISTRY
from starlette.responses import StreamingResponse

from gongkai.http.app import create_app
from gongkai.http.places import Bounds
from gongkai.http.routing import router
from gongkai.http.schemas import In, Out, Text
from tests.barrier import Barrier
from tests.unit.gongkai.http.wire import DISCONNECT, NOTHING, Wire, get, part

HELD, STREAM, QUICK = "/tests/v1/held", "/tests/v1/stream", "/tests/v1/quick"
LONG = 3600.0


class Held(Out):
    word: str


class Word(In):
    word: Text


@asynccontextmanager
async def _lifespan(_app):
    yield


@pytest.fixture
def barrier():
    return Barrier()


@pytest.fixture
def serve(barrier):
    """Gives a function that makes an application of these bounds, with routes that hold."""
    routes = router(tags=["held"])

    @routes.get("/held")
    async def hold() -> Held:
        await barrier.hold("get")
        return Held(word="held")

    @routes.post("/held")
    async def hold_word(said: Word) -> Held:
        await barrier.hold(said.word)
        return Held(word=said.word)

    @routes.get("/quick")
    async def be_quick() -> Held:
        return Held(word="quick")

    @routes.get("/stream", response_model=None)
    async def stream() -> StreamingResponse:
        async def parts():
            yield b"begun"
            await barrier.hold("stream")

        return StreamingResponse(parts())

    def make(**bounds):
        return create_app(
            title="Test",
            prefix="tests",
            routers=[routes],
            lifespan=_lifespan,
            public=frozenset({"hold", "hold_word", "be_quick", "stream"}),
            bounds=Bounds(**{"in_hand": 1, "waiting": 0, "wait_seconds": LONG, **bounds}),
            proxies=["10.0.0.1"],
        )

    return make


def post(app, *messages, length=15):
    headers = [("content-type", "application/json"), ("content-length", str(length))]
    return Wire(app, "POST", HELD, headers=headers).says(*messages)


def refused(reason):
    return REGISTRY.get_sample_value("gongkai_http_requests_refused_total", {"reason": reason}) or 0


async def test_one_more_than_there_are_places_is_refused_at_once(serve, barrier):
    app, before = serve(in_hand=1), refused("full")
    held = get(app, HELD)
    await barrier.holds(1)

    more = await get(app, QUICK).answer()
    assert (more.status, more.json["code"]) == (503, "overloaded")
    assert more.headers["retry-after"] == "1"
    assert more.headers["content-type"] == "application/problem+json"
    assert refused("full") == before + 1

    barrier.open()
    assert (await held.answer()).status == 200
    assert (await get(app, QUICK).answer()).status == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
async def test_health_and_figures_are_told_while_everything_else_waits(serve, barrier, path):
    app = serve(in_hand=1, waiting=1)
    held, waiting = get(app, HELD), get(app, QUICK)
    await barrier.holds(1)

    assert (await get(app, path).answer()).status == 200
    assert not waiting.task.done()

    barrier.open()
    assert (await held.answer()).status == (await waiting.answer()).status == 200


async def test_what_the_gateway_asks_for_its_own_refusals_needs_no_place(serve, barrier):
    app = serve(in_hand=1)
    held = get(app, HELD)
    await barrier.holds(1)
    for what, status in {"429": 429, "503": 503, "overloaded": 503, "404": 404}.items():
        page = await get(app, f"/internal/problems/{what}").answer()
        assert page.status == status
    assert (await get(app, "/internal/problems/overloaded").answer()).json["code"] == "overloaded"
    barrier.open()
    await held.answer()


async def test_the_figures_say_who_is_in_hand_and_who_waits(serve, barrier):
    app = serve(in_hand=1, waiting=1)
    held, waiting = get(app, HELD), get(app, QUICK)
    await barrier.holds(1)
    assert REGISTRY.get_sample_value("gongkai_http_requests_in_hand") == 1
    assert REGISTRY.get_sample_value("gongkai_http_requests_waiting") == 1
    barrier.open()
    await asyncio.gather(held.answer(), waiting.answer())
    assert REGISTRY.get_sample_value("gongkai_http_requests_in_hand") == 0
    assert REGISTRY.get_sample_value("gongkai_http_requests_waiting") == 0


async def test_whose_turn_does_not_come_in_time_is_refused(serve, barrier):
    app, before = serve(in_hand=1, waiting=1, wait_seconds=0), refused("waited")
    held = get(app, HELD)
    await barrier.holds(1)
    late = await get(app, QUICK).answer()
    assert (late.status, late.json["code"]) == (503, "overloaded")
    assert refused("waited") == before + 1
    barrier.open()
    await held.answer()
    assert (await get(app, QUICK).answer()).status == 200


async def test_a_caller_with_its_share_is_refused_and_another_is_served(serve, barrier):
    app = serve(in_hand=8)
    held = [get(app, HELD, token="Bearer greedy") for _ in range(6)]
    await barrier.holds(6)
    assert (await get(app, QUICK, token="Bearer greedy").answer()).status == 503
    assert (await get(app, QUICK, token="Bearer modest").answer()).status == 200
    barrier.open()
    await asyncio.gather(*(one.answer() for one in held))


async def test_whoever_invents_credentials_has_the_share_of_one_address(serve, barrier):
    app = serve(in_hand=8)
    held = [get(app, HELD, token=f"Bearer {n}", client="192.0.2.1") for n in range(7)]
    await barrier.holds(7)
    assert (await get(app, QUICK, token="Bearer 7", client="192.0.2.1").answer()).status == 503
    assert (await get(app, QUICK, token="Bearer 8", client="192.0.2.2").answer()).status == 200
    barrier.open()
    await asyncio.gather(*(one.answer() for one in held))


async def test_behind_the_gateway_the_address_is_the_one_it_names(serve, barrier):
    app = serve(in_hand=4)

    def from_(address, path):
        return get(app, path, client="10.0.0.1", headers=[("x-forwarded-for", address)])

    held = [from_("192.0.2.1", HELD) for _ in range(3)]
    await barrier.holds(3)
    assert (await from_("192.0.2.1", QUICK).answer()).status == 503
    assert (await from_("192.0.2.2", QUICK).answer()).status == 200
    barrier.open()
    await asyncio.gather(*(one.answer() for one in held))


async def test_who_left_while_waiting_never_reaches_the_application(serve, barrier, log):
    app = serve(in_hand=1, waiting=4)
    held = get(app, HELD)
    await barrier.holds(1)
    gone, there = get(app, HELD), get(app, HELD)
    gone.says(DISCONNECT)
    barrier.open()
    await asyncio.gather(held.answer(), gone.answer(), there.answer())
    assert barrier.came == ["get", "get"]
    assert (gone.status, there.status) == (0, 200)
    assert sorted(line["status"] for line in log()) == [200, 200, 499]


async def test_a_change_whose_caller_left_while_waiting_is_not_made(serve, barrier):
    app = serve(in_hand=1, waiting=4)
    held = get(app, HELD)
    await barrier.holds(1)
    gone = post(app, part(b'{"word":"gone"}', more=False), DISCONNECT)
    there = post(app, part(b'{"word":"here"}', more=False))
    barrier.open()
    await asyncio.gather(held.answer(), gone.answer(), there.answer())
    assert barrier.came == ["get", "here"]
    assert (gone.status, there.json) == (0, {"word": "here"})


async def test_a_request_that_is_broken_off_gives_its_place_back(serve, barrier):
    app = serve(in_hand=1, waiting=1)
    held, waiting = get(app, HELD), get(app, HELD)
    await barrier.holds(1)
    for broken_off in (waiting, held):
        broken_off.task.cancel()
        await asyncio.wait([broken_off.task])
    assert (await get(app, QUICK).answer()).status == 200


async def test_who_sends_slowly_has_no_place_for_work(serve):
    app = serve(in_hand=1)
    slow = post(app, part(b'{"wo'))
    assert (await get(app, QUICK).answer()).status == 200
    slow.says(DISCONNECT)
    assert (await slow.answer()).status == 0


async def test_bodies_on_their_way_are_bounded_too_and_leave_with_their_sender(serve, barrier):
    app = serve(in_hand=8, bodies=1)
    slow = post(app, part(b'{"wo'))
    more = await post(app, part(b'{"word":"more"}', more=False)).answer()
    assert (more.status, more.json["code"]) == (503, "overloaded")
    slow.says(DISCONNECT)
    await slow.answer()
    barrier.open()
    assert (await post(app, part(b'{"word":"then"}', more=False)).answer()).status == 200


async def test_while_there_is_no_room_no_body_is_awaited(serve, barrier):
    app = serve(in_hand=1)
    held = get(app, HELD)
    await barrier.holds(1)
    assert (await post(app).answer()).status == 503
    barrier.open()
    await held.answer()


async def test_an_answer_that_has_begun_counts_no_longer(serve, barrier):
    """A file that is read slowly, or a stream of events that stays open for hours."""
    app = serve(in_hand=1)
    stream = get(app, STREAM)
    await asyncio.gather(stream.began.wait(), barrier.holds(1))
    assert (await get(app, QUICK).answer()).status == 200
    barrier.open()
    assert (await stream.answer()).status == 200


@pytest.mark.parametrize(
    "bounds",
    [{"idle_seconds": 0}, {"idle_seconds": LONG, "body_seconds": 0}],
    ids=["a pause", "the whole"],
)
async def test_a_body_that_does_not_come_in_time_ends_with_the_connection(serve, barrier, bounds):
    app = serve(in_hand=1, **bounds)
    slow = await post(app, part(b'{"wo')).answer()
    assert (slow.status, slow.json["code"]) == (408, "body_too_slow")
    assert slow.headers["connection"] == "close"
    assert barrier.came == []
    assert (await get(app, QUICK).answer()).status == 200


async def test_a_body_without_a_stated_length_has_bounded_time_too(serve):
    app = serve(in_hand=1, idle_seconds=0)
    headers = [("content-type", "application/json"), ("transfer-encoding", "chunked")]
    slow = await Wire(app, "POST", HELD, headers=headers).says(part(b'{"wo')).answer()
    assert slow.status == 408


async def test_only_the_body_has_bounded_time(serve, barrier):
    """Neither work nor a client that listens is cut short."""
    app = serve(in_hand=1, idle_seconds=0, body_seconds=0)
    held = Wire(app, "GET", HELD).says(NOTHING)
    await barrier.holds(1)
    barrier.open()
    assert (await held.answer()).status == 200
