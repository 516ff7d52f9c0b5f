"""From the claims of a token whose signature held to a `Principal`: pure, every type checked.

Times are compared with the platform's clock, which outside production may run with an offset; that
is why the token library's own checks are not used.
"""

import math
import re
from collections.abc import Mapping, Set
from datetime import UTC, datetime, timedelta
from uuid import UUID

from gongkai.auth.principal import Principal, Role, is_reserved

LEEWAY = timedelta(seconds=30)
"""How far the clocks of an identity provider and ours may differ."""

MAX_TEXT = 200
_UNSTORABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LATEST_SECOND = 253_402_300_799  # 9999-12-31T23:59:59Z, the last that datetime can hold


class TokenRefused(ValueError):  # noqa: N818 - a verdict, not a defect
    """A token does not hold. `reason` is a short code for our log, never shown to the caller."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def principal_from_claims(
    claims: Mapping[str, object],
    *,
    issuer: str,
    audience: str,
    now: datetime,
    max_lifetime: timedelta,
    clients: Mapping[str, Set[str]] | None = None,
) -> Principal:
    """The principal that verified claims describe.

    A machine holds the scopes of its token as far as ``clients`` allows them to it. A person's
    token says roles, a machine's scopes; neither gains by the other's.

    Raises `TokenRefused` when a required claim (`iss`, `aud`, `sub`, `iat`, `exp`) is missing, a
    claim has another type than it should, or the token is not valid at `now` (30 s leeway).
    """
    if claims.get("iss") != issuer:
        raise TokenRefused("iss")
    if audience not in _audiences(claims.get("aud")):
        raise TokenRefused("aud")
    subject = _text(claims.get("sub"), "sub")
    if is_reserved(subject):
        raise TokenRefused("sub_reserved")
    expires_at = _check_times(claims, now=now, max_lifetime=max_lifetime)
    name = claims.get("name")
    client_id = claims.get("client_id")
    roles = _strings(claims.get("roles"), "roles")
    # RFC 9068 2.2: only in a client-credentials token is the subject the client itself.
    is_machine = client_id is not None and _text(client_id, "client_id") == subject
    scopes = _scopes(claims.get("scope"))
    if is_machine and clients is not None:
        scopes &= clients.get(subject, frozenset())
    return Principal(
        issuer=issuer,
        subject=subject,
        name=subject if name is None else _text(name, "name"),
        organ_id=_organ(claims.get("organ")),
        roles=frozenset() if is_machine else frozenset(r for r in Role if r in roles),
        scopes=scopes,
        expires_at=expires_at,
        is_machine=is_machine,
    )


def _check_times(
    claims: Mapping[str, object], *, now: datetime, max_lifetime: timedelta
) -> datetime:
    issued_at = _instant(claims.get("iat"), "iat")
    expires_at = _instant(claims.get("exp"), "exp")
    not_before = issued_at if claims.get("nbf") is None else _instant(claims["nbf"], "nbf")
    if now >= expires_at + LEEWAY:
        raise TokenRefused("expired")
    if issued_at > now + LEEWAY:
        raise TokenRefused("iat_in_future")
    if not_before > now + LEEWAY:
        raise TokenRefused("not_yet_valid")
    if not timedelta(0) < expires_at - issued_at <= max_lifetime:
        raise TokenRefused("lifetime")
    return expires_at


def _instant(value: object, claim: str) -> datetime:
    """A NumericDate (RFC 7519); `True` is an int to Python but no date to us."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenRefused(claim)
    if not math.isfinite(value) or not 0 <= value <= _LATEST_SECOND - 86_400:
        raise TokenRefused(claim)
    return datetime.fromtimestamp(value, UTC)


def _text(value: object, claim: str) -> str:
    """A non-empty single line that every store can hold: no control characters, no surrogates."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_TEXT or _UNSTORABLE.search(value):
        raise TokenRefused(claim)
    return value


def _strings(value: object, claim: str) -> frozenset[str]:
    if value is None:
        return frozenset()
    if not isinstance(value, list):
        raise TokenRefused(claim)
    return frozenset(_text(item, claim) for item in value)


def _audiences(value: object) -> frozenset[str]:
    return _strings([value] if isinstance(value, str) else value, "aud")


def _scopes(value: object) -> frozenset[str]:
    if value is None:
        return frozenset()
    if not isinstance(value, str):
        raise TokenRefused("scope")
    return frozenset(_text(item, "scope") for item in value.split(" ") if item)


def _organ(value: object) -> UUID | None:
    """The organ's id in its one canonical spelling; Python would also read braces and URNs."""
    if value is None:
        return None
    if not isinstance(value, str) or len(value) != 36:  # noqa: PLR2004 - the length of a UUID
        raise TokenRefused("organ")
    try:
        organ_id = UUID(value)
    except ValueError:
        raise TokenRefused("organ") from None
    if str(organ_id) != value.lower():
        raise TokenRefused("organ")
    return organ_id
