"""A mint on a clock that stands, and the verifier that accepts it."""

from datetime import UTC, datetime, timedelta

import pytest

from gongkai.auth.claims import TokenRefused
from gongkai.auth.tokens import TokenVerifier
from gongkai.errors import Unauthenticated
from gongkai.testing.tokens import TokenMint
from gongkai.time import PlatformClock


class StoppedClock(PlatformClock):
    """Stands until it is moved; also the monotonic clock of the caches under test."""

    def __init__(self) -> None:
        super().__init__()
        self.instant = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def monotonic(self) -> float:
        return self.instant.timestamp()

    def move(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)


MINT = TokenMint(clock=StoppedClock())


def verifier_of(mint: TokenMint, **options) -> TokenVerifier:
    return TokenVerifier([mint.config()], mint.clock, monotonic=mint.clock.monotonic, **options)


async def refusal(verifier: TokenVerifier, token: str) -> str:
    with pytest.raises(Unauthenticated) as caught:
        await verifier.verify(token)
    challenge = caught.value.headers["WWW-Authenticate"]
    assert challenge == 'Bearer realm="gongkai", error="invalid_token"'
    assert isinstance(caught.value.__cause__, TokenRefused), caught.value.__cause__
    return caught.value.__cause__.reason
