"""Who asks in a city: somebody who oversees it, and clerks of a large and of a small office."""

from datetime import UTC, datetime
from uuid import UUID

from gongkai.auth.principal import Principal, Role
from gongkai.crypto.signing import Signer
from tests.load.growth.city import BUSY, CITY, SMALL

SIGNER = Signer(bytes(range(32)))
CALLERS = {
    "overseer": (CITY, Role.SUPERVISOR),
    "busy clerk": (BUSY, Role.CLERK),
    "small clerk": (SMALL, Role.CLERK),
}


def caller(organ: str, role: Role) -> Principal:
    """Somebody of an organ."""
    return Principal(
        issuer="bench",
        subject="somebody",
        name="somebody",
        organ_id=UUID(organ),
        roles=frozenset({role}),
        scopes=frozenset(),
        expires_at=datetime(2030, 1, 1, tzinfo=UTC),
    )
