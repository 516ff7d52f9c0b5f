"""A route that sees the depth of a path at a glance matches as the framework's own does."""

import pytest
from fastapi.routing import APIRoute
from hypothesis import given
from hypothesis import strategies as st
from starlette.routing import Match

from gongkai.http.routing import StrictRoute, router

deep = router(prefix="/things")


@deep.get("")
async def list_things() -> list[str]:
    return []


@deep.get("/{thing_id}")
async def read_thing(thing_id: str) -> str:
    return thing_id


@deep.get("/{thing_id}/parts/{part}")
async def read_part(thing_id: str, part: str) -> str:
    return thing_id + part


@deep.get("/{thing_id}/files/{name:path}")
async def read_file(thing_id: str, name: str) -> str:
    return thing_id + name


PATHS = st.lists(st.sampled_from(["things", "parts", "files", "a", "b", "", "中"]), max_size=7)


def _scope(path, method="GET", root=""):
    return {"type": "http", "path": path, "method": method, "root_path": root}


@given(PATHS, st.sampled_from(["GET", "POST"]), st.sampled_from(["", "/things", "/a"]))
def test_every_route_matches_as_the_framework_would_have_it(parts, method, root):
    path = f"{root}/{'/'.join(parts)}"
    for route in deep.routes:
        assert isinstance(route, StrictRoute)
        scope = _scope(path, method, root)
        assert route.matches(scope) == APIRoute.matches(route, scope)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/things", "list_things"),
        ("/things/a", "read_thing"),
        ("/things/a/parts/b", "read_part"),
        ("/things/a/files/b/c", "read_file"),
    ],
)
def test_each_path_has_its_route(path, name):
    matched = [route.name for route in deep.routes if route.matches(_scope(path))[0] is Match.FULL]
    assert matched == [name]
