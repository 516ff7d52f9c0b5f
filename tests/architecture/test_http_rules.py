"""A route that forgets who calls, or a schema that forgets its bounds, stops the service."""

from contextlib import asynccontextmanager
from typing import Annotated

import pytest
from fastapi import APIRouter

from gongkai.auth.principal import Permission, Principal
from gongkai.features import modules_of
from gongkai.http.app import create_app
from gongkai.http.routing import router
from gongkai.http.schemas import In, OpenIn, Out, Text
from gongkai.http.screened import WORDED
from gongkai.http.security import requires


@asynccontextmanager
async def _lifespan(_app):
    yield


def _app(*routers, public=frozenset()):
    return create_app(
        title="x", prefix="x", routers=routers, lifespan=_lifespan, public=frozenset(public)
    )


def _routes():
    feature = router(prefix="/things")

    @feature.get("")
    async def list_things(
        principal: Annotated[Principal, requires(Permission.CASES_READ)],
    ) -> list[str]:
        return [principal.subject]

    @feature.get("/codes")
    async def list_codes() -> list[str]:
        return []

    return feature


def test_routes_with_a_principal_or_named_as_public_are_taken():
    assert _app(_routes(), public={"list_codes"}).title == "x"


@pytest.mark.parametrize(
    ("public", "breach"),
    [
        (set(), "route list_codes must either demand a principal or be public"),
        ({"list_codes", "list_things"}, "route list_things must either"),
        ({"list_codes", "forgotten"}, "public names no route"),
    ],
)
def test_a_route_that_is_neither_guarded_nor_public_stops_the_service(public, breach):
    with pytest.raises(ValueError, match=breach):
        _app(_routes(), public=public)


def test_a_router_that_is_none_of_ours_stops_the_service():
    foreign = APIRouter()
    foreign.get("/things")(lambda: None)
    with pytest.raises(TypeError, match=r"use gongkai\.http\.routing\.router"):
        _app(foreign)


def test_two_routes_of_one_name_stop_the_service():
    with pytest.raises(ValueError, match="not unique"):
        _app(_routes(), _routes(), public={"list_codes"})


def test_an_answer_has_no_defaults():
    with pytest.raises(TypeError, match=r"Answer\.name: an answer has no defaults"):

        class Answer(Out):
            name: str | None = None


@pytest.mark.parametrize("base", [In, OpenIn])
def test_what_enters_is_bounded(base):
    with pytest.raises(TypeError, match=r"name: bare str"):
        type("Wish", (base,), {"__annotations__": {"name": str}, "__module__": __name__})
    assert type("Wish", (base,), {"__annotations__": {"name": Text}, "__module__": __name__})


def _inputs(base=OpenIn):
    for model in base.__subclasses__():
        yield model
        yield from _inputs(model)


def test_every_reason_that_a_service_takes_has_words():
    for package in ("requests_api", "catalog_api", "notifier"):
        modules_of(package, "schemas")
    ours = [model for model in _inputs() if not model.__module__.startswith("tests.")]
    taken = [model for model in ours if "reason" in model.model_fields]
    assert len(taken) > 5
    bare = [m.__name__ for m in taken if WORDED not in m.model_fields["reason"].metadata]
    assert bare == []
