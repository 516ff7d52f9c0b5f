"""Who asked for a job that reads in their name, kept with its row, sealed with what they asked."""

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from gongkai.auth.principal import Principal
from gongkai.crypto.fields import KeyRing

_TABLE, _COLUMN = "jobs", "arguments"


def sealed(
    keys: KeyRing, job_id: UUID, caller: Principal, asked: Mapping[str, Any]
) -> dict[str, Any]:
    """Arguments that nobody reads but the worker: filters may hold words of a title."""
    told = {
        "asked": dict(asked),
        "issuer": caller.issuer,
        "subject": caller.subject,
        "organ_id": None if caller.organ_id is None else str(caller.organ_id),
        "roles": sorted(caller.roles),
        "scopes": sorted(caller.scopes),
        "is_machine": caller.is_machine,
    }
    held = keys.encrypt(_TABLE, _COLUMN, job_id, json.dumps(told, ensure_ascii=False).encode())
    return {"sealed": base64.b64encode(held).decode()}


def opened(
    keys: KeyRing, job_id: UUID, arguments: Mapping[str, Any], now: datetime
) -> tuple[Principal, Mapping[str, Any]]:
    """The caller, with the rights of the moment at which they asked, and what they asked."""
    held = base64.b64decode(arguments["sealed"])
    told = json.loads(keys.decrypt(_TABLE, _COLUMN, job_id, held))
    caller = Principal(
        issuer=told["issuer"],
        subject=told["subject"],
        name="",
        organ_id=None if told["organ_id"] is None else UUID(told["organ_id"]),
        roles=frozenset(told["roles"]),
        scopes=frozenset(told["scopes"]),
        expires_at=now,
        is_machine=told["is_machine"],
    )
    return caller, told["asked"]
