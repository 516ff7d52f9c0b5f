"""One application factory for the three services.

The lifespan of a service puts what the rest relies on at `app.state`: `database`
(`gongkai.db.Database`), `token_verifier`, `clock` (`PlatformClock`), `key_ring` (`KeyRing`, for
stored answers), `signer` (`Signer`, for cursors) and `neighbours` (`Neighbours`, for the front
page).
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from types import MappingProxyType

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from gongkai.http import docs, gateway, health, openapi, start
from gongkai.http.cors import Cors, Origins
from gongkai.http.edge import CORRELATION_HEADER, Edge
from gongkai.http.places import Bounds
from gongkai.http.routing import DEFAULT_MAX_BODY, RouteFacts, add_routes

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

_EXPOSED = [
    "ETag",
    "Location",
    "Retry-After",
    "Content-Disposition",
    CORRELATION_HEADER,
    "Idempotent-Replayed",
    "Allow",
]
_NOWHERE = Origins()

_TAGS = {
    "changes": "变更流，供其他系统同步 / the change feed, by which other systems keep up",
    "codes": "代码表 / every code with its label",
    "me": "当前用户 / who calls",
}
"""What groups of routes are for that every service has."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


def create_app(
    *,
    title: str,
    prefix: str,
    routers: Sequence[APIRouter],
    lifespan: Lifespan,
    version: str = "1.0.0",
    description: str = "",
    tags: Mapping[str, str] = _NOTHING,
    path_parameters: Mapping[str, str] = _NOTHING,
    public: frozenset[str] = frozenset(),
    origins: Origins = _NOWHERE,
    checks: Sequence[health.Check] = (),
    bounds: Bounds | None = None,
    proxies: Sequence[str] = (),
) -> FastAPI:
    """The application of a service: `routers` under `/{prefix}/v1`, documents under `/{prefix}`,
    a page for people at `/`.

    `tags` says what the groups of routes are for, beside those that every service has;
    `path_parameters` what stands in addresses, where a route does not say it itself. `public`
    names the routes (their functions) that anybody may call; every other one must demand a
    principal, which is checked here. `origins` are those whose pages may call. `bounds` are what
    the process takes upon itself at once, `proxies` those whose `X-Forwarded-For` counts. Raises
    `ValueError` where what is public, or the uniqueness of operation ids, does not hold.
    """
    app = _Service(
        title=title,
        version=version,
        description=description,
        lifespan=lifespan,
        openapi_url=f"/{prefix}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        openapi_tags=[
            {"name": name, "description": meaning}
            for name, meaning in sorted({**tags, **_TAGS}.items())
        ],
        # Its switches are looked up in the environment for every request; traces come later.
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    routes = add_routes(app, f"/{prefix}/v1", routers)
    _check_routes(routes, public)
    openapi.install(app, routes, prefix, path_parameters)
    docs.install(app, f"/{prefix}")
    start.install(app, prefix)
    health.install(app, checks)
    gateway.install(app)
    bodies = [DEFAULT_MAX_BODY, *(route.max_body for route in routes)]
    edge = Middleware(Edge, largest_body=max(bodies), bounds=bounds, proxies=proxies)
    app.user_middleware[:] = [Middleware(Cors, origins=origins, exposed=_EXPOSED), edge]
    return app


class _Service(FastAPI):
    """An application whose layers are those that it was given: the edge does what those of the
    framework would do.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Requests go to the layers at once: the framework looks for telemetry first."""
        if scope["type"] == "http" and self.middleware_stack is not None:
            scope["app"] = self
            await self.middleware_stack(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    def build_middleware_stack(self) -> ASGIApp:
        """The router behind the layers."""
        app: ASGIApp = self.router.app
        for layer, arguments, options in reversed(self.user_middleware):
            app = layer(app, *arguments, **options)
        return app


def _check_routes(routes: Sequence[RouteFacts], public: frozenset[str]) -> None:
    names = [route.name for route in routes]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"operation ids are not unique: {sorted(twice)}")
    if unknown := public - set(names):
        raise ValueError(f"public names no route: {sorted(unknown)}")
    for route in routes:
        if (route.permissions is None) != (route.name in public):
            raise ValueError(f"route {route.name} must either demand a principal or be public")
