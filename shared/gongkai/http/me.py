"""`GET /me`: who the caller is to this service, so that a front end shows what it may offer."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from gongkai.auth.principal import Permission, Principal, Role
from gongkai.codes import CodeOut, code_list
from gongkai.http.routing import router
from gongkai.http.schemas import Out
from gongkai.http.security import requires

_ME: dict[str, object] = {
    "subject": "sample-clerk",
    "name": "样例甲",
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "is_machine": False,
    "roles": [{"code": "clerk", "label": "经办人"}],
    "permissions": ["cases:read", "cases:write"],
    "expires_at": "2026-01-05T02:00:00Z",
}


class MeOut(Out, json_schema_extra={"examples": [_ME]}):
    """The caller as the token describes it; `permissions` are what routes demand."""

    subject: str
    """The id that the identity provider has for the caller."""
    name: str
    """What the caller is called there."""
    organ_id: UUID | None
    """The organ in whose name the caller acts; null for a caller of none."""
    is_machine: bool
    """Whether a program calls, not a person."""
    roles: list[CodeOut]
    """The roles in that organ; empty for a program."""
    permissions: list[Permission]
    """What routes demand and the caller has."""
    expires_at: datetime
    """When the token ends."""


def me_router() -> APIRouter:
    """The router of `GET /me`; any caller with a token that holds may ask."""
    me = router(tags=["me"])

    @me.get("/me", summary="当前用户 / Read the caller")
    async def read_me(caller: Annotated[Principal, requires()]) -> MeOut:
        """The caller: subject, organ, roles and permissions."""
        return MeOut(
            subject=caller.subject,
            name=caller.name,
            organ_id=caller.organ_id,
            is_machine=caller.is_machine,
            roles=code_list(role for role in Role if role in caller.roles),
            permissions=sorted(caller.permissions),
            expires_at=caller.expires_at,
        )

    return me
