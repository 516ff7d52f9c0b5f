"""Who calls, and whether this kind of caller may call this route at all.

A route names what it demands in its signature:
`principal: Annotated[Principal, requires(Permission.CASES_READ)]`. No token, or one that does not
hold, is a 401 before anything of the request is read; a token without the permission is a 403.
OpenAPI shows the permissions as the roles of the operation's security requirement.
"""

from typing import Any, Protocol, cast

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from starlette.types import Scope

from gongkai.auth import Permission, Principal
from gongkai.errors import Forbidden, Unauthenticated

CHALLENGE = 'Bearer realm="gongkai"'
_PRINCIPAL = "gongkai.principal"

SCHEME_NAME = "bearer"
SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "统一身份认证签发的访问令牌 / access token of the identity provider",
}
"""The security scheme of the OpenAPI documents."""


class Verifier(Protocol):
    """What `app.state.token_verifier` must be; `gongkai.auth.tokens.TokenVerifier` is."""

    async def verify(self, token: str) -> Principal:
        """The caller that `token` proves; raises `Unauthenticated` where it does not hold."""


async def authenticate(request: Request) -> Principal:
    """The caller of this request, verified once; raises `Unauthenticated`."""
    known = request.scope.get(_PRINCIPAL)
    if known is None:
        verifier: Verifier = request.app.state.token_verifier
        known = await verifier.verify(_bearer_token(request))
        request.scope[_PRINCIPAL] = known
    return cast("Principal", known)


def principal_in(scope: Scope) -> Principal | None:
    """The verified caller of a request, None on a public route."""
    return cast("Principal | None", scope.get(_PRINCIPAL))


class Demand:
    """A dependency: the caller, who holds every one of `permissions`; else 401 or 403."""

    def __init__(self, permissions: frozenset[Permission], *, by_people: bool = False) -> None:
        self.permissions = permissions
        self._by_people = by_people

    async def __call__(self, request: Request) -> Principal:
        """The caller of `request`."""
        principal = await authenticate(request)
        demand(principal, *self.permissions)
        if self._by_people and principal.is_machine:
            raise Forbidden("仅限个人使用", "Only people may call this")
        return principal


def demand(principal: Principal, *permissions: Permission) -> None:
    """Go on only if the caller holds every one of `permissions`; else 403."""
    missing = [demanded for demanded in permissions if not principal.allows(demanded)]
    if missing:
        raise Forbidden(
            "您的角色没有此项权限",
            "Your role does not have this permission",
            extensions={"required_permissions": sorted(missing)},
        )


def requires(*permissions: Permission, by_people: bool = False) -> Any:  # noqa: ANN401 - FastAPI's own return type
    """The dependency of a route that demands all of `permissions`; without any: some caller.

    What is `by_people` no machine may call: what it shows belongs to a person of the same name.
    """
    return Depends(Demand(frozenset(permissions), by_people=by_people))


def demanded_permissions(dependant: Dependant) -> frozenset[Permission] | None:
    """What a route demands through all of its dependencies; None where it demands no caller."""
    found = [demanded_permissions(inner) for inner in dependant.dependencies]
    if isinstance(dependant.call, Demand):
        found.append(dependant.call.permissions)
    demanded = [permissions for permissions in found if permissions is not None]
    return frozenset().union(*demanded) if demanded else None


def _bearer_token(request: Request) -> str:
    given = request.headers.getlist("authorization")
    scheme, _, token = given[0].partition(" ") if len(given) == 1 else ("", "", "")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated(
            "请先登录", "A bearer token is required", headers={"WWW-Authenticate": CHALLENGE}
        )
    # RFC 6750: one space or more. Anything else around the token is part of it, and wrong.
    return token.lstrip(" ")
