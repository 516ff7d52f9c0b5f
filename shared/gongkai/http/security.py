"""Who calls, and whether this kind of caller may call this route at all.

A route names what it demands in its signature:
`principal: Annotated[Principal, requires(Permission.CASES_READ)]`. No token, or one that does not
hold, is a 401 before anything of the request is read; a token without the permission is a 403.
OpenAPI shows the permissions as the roles of the operation's security requirement.
"""

from typing import Annotated, Any, Protocol, cast

from fastapi import Depends, Request, Security
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from gongkai.auth import Permission, Principal
from gongkai.errors import Forbidden, Unauthenticated

CHALLENGE = 'Bearer realm="gongkai"'
_PRINCIPAL = "gongkai.principal"

_documented_bearer = HTTPBearer(
    scheme_name="bearer",
    bearerFormat="JWT",
    auto_error=False,
    description="访问令牌，由本市统一身份认证签发。Access token of the identity provider.",
)


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


def caller_of(request: Request) -> Principal | None:
    """The verified caller, None on a public route."""
    return cast("Principal | None", request.scope.get(_PRINCIPAL))


async def current_principal(
    request: Request,
    demanded: SecurityScopes,
    _documented: Annotated[HTTPAuthorizationCredentials | None, Depends(_documented_bearer)],
) -> Principal:
    """The caller, who holds every permission that the route demands; else 401 or 403."""
    principal = await authenticate(request)
    missing = [scope for scope in demanded.scopes if not principal.allows(Permission(scope))]
    if missing:
        raise Forbidden(
            "您的角色没有此项权限",
            "Your role does not have this permission",
            extensions={"required_permissions": missing},
        )
    return principal


def requires(*permissions: Permission) -> Any:  # noqa: ANN401 - FastAPI's own return type
    """The dependency of a route that demands all of `permissions`; without any: some caller."""
    return Security(current_principal, scopes=[str(permission) for permission in permissions])


def demands_principal(dependant: Dependant) -> bool:
    """Whether a route, through any of its dependencies, depends on `current_principal`."""
    return dependant.call is current_principal or any(
        demands_principal(inner) for inner in dependant.dependencies
    )


def _bearer_token(request: Request) -> str:
    given = request.headers.getlist("authorization")
    scheme, _, token = given[0].partition(" ") if len(given) == 1 else ("", "", "")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated(
            "请先登录", "A bearer token is required", headers={"WWW-Authenticate": CHALLENGE}
        )
    return token.strip()
