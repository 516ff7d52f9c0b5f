"""Bearer tokens: the only module that knows the token library.

python-jose accepts too much when left to itself (other algorithms, tokens without `aud`, unknown
`crit`, `exp` as text, nested JSON until the stack ends). So everything is decided before it is
asked, and it is asked one question only: does this signature hold under this key with exactly this
algorithm.
"""

import base64
import hashlib
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NoReturn

from jose import jwk, jws
from jose.backends.base import Key
from jose.exceptions import JOSEError

from gongkai.auth.claims import LEEWAY, TokenRefused, principal_from_claims
from gongkai.auth.jwks import JwksSource, KeyCache, KeysUnavailable, KeyTiming
from gongkai.auth.principal import Principal
from gongkai.errors import Unauthenticated, Unavailable
from gongkai.strict_json import MalformedJson, parse_json
from gongkai.time import PlatformClock

logger = logging.getLogger(__name__)

Algorithm = Literal["ES256", "RS256"]

MAX_TOKEN_LENGTH = 8 * 1024
MIN_RSA_BITS = 2048
CHALLENGE = 'Bearer realm="gongkai"'
"""`WWW-Authenticate` of an answer to a request without a token."""

_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)
_TYPES = ("JWT", "at+jwt")
_FORBIDDEN_HEADERS = frozenset(
    {"crit", "jku", "x5u", "x5c", "jwk", "b64", "zip", "enc", "epk", "cty"}
)
_KEY_MEMBERS: Mapping[str, tuple[str, ...]] = {
    "ES256": ("kty", "crv", "x", "y"),
    "RS256": ("kty", "n", "e"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerConfig:
    """An identity provider: what its tokens say and where its keys are."""

    issuer: str
    audience: str
    algorithm: Algorithm
    jwks: JwksSource
    max_lifetime: timedelta = timedelta(hours=24)
    clients: Mapping[str, Set[str]] | None = None
    """The scopes that each client may hold at most; None: whatever its token says."""


@dataclass(frozen=True, slots=True)
class _Issuer:
    config: IssuerConfig
    keys: KeyCache[Key]


@dataclass(frozen=True, slots=True)
class _Verified:
    principal: Principal
    issuer: _Issuer
    generation: int
    until: float


class TokenVerifier:
    """Turns a bearer token into the `Principal` that it proves.

    A verified token is remembered for at most a minute and never past its `exp` or a change of its
    issuer's keys.
    """

    def __init__(
        self,
        issuers: Sequence[IssuerConfig],
        clock: PlatformClock,
        *,
        timing: KeyTiming | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        remember_seconds: float = 60.0,
        remember_tokens: int = 4096,
    ) -> None:
        self._clock = clock
        self._monotonic = monotonic
        self._remember_seconds = min(remember_seconds, 60.0)
        self._remember_tokens = remember_tokens
        self._verified: OrderedDict[bytes, _Verified] = OrderedDict()
        self._issuers = {
            config.issuer: _Issuer(
                config,
                KeyCache(
                    config.jwks, _key_builder(config.algorithm), timing=timing, monotonic=monotonic
                ),
            )
            for config in issuers
        }
        if len(self._issuers) != len(issuers):
            raise ValueError("an issuer is configured twice")

    async def verify(self, token: str) -> Principal:
        """The principal of a compact JWS; raises `Unauthenticated` for whatever does not hold.

        Raises `Unavailable` only while no key set of the token's issuer can be had.
        """
        try:
            return await self._verify(token)
        except KeysUnavailable as error:
            raise Unavailable(
                "暂时无法核验登录凭证", "The identity provider's keys cannot be had", retry_after=5
            ) from error
        except TokenRefused as error:
            _refuse(error)
        except Exception as error:  # no input may ever become a 500
            logger.warning("token refused by an unforeseen error", exc_info=True)
            _refuse(error)

    async def _verify(self, token: str) -> Principal:
        now = self._clock.now()
        if len(token) > MAX_TOKEN_LENGTH:
            raise TokenRefused("size")
        # Only what held is remembered, so what is remembered has its form.
        digest = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        remembered = self._recall(digest, now)
        if remembered is not None:
            return remembered
        if _COMPACT.fullmatch(token) is None:
            raise TokenRefused("form")
        header_part, payload_part, signature_part = token.split(".")
        header = _json_object(_decode(header_part), "header")
        issuer, kid = self._judge_header(header, _json_object(_decode(payload_part), "payload"))
        _decode(signature_part)
        key = await issuer.keys.get(kid)
        if key is None:
            raise TokenRefused("kid_unknown")
        generation = issuer.keys.generation
        try:
            payload = jws.verify(token, key, algorithms=[issuer.config.algorithm])
        except JOSEError as error:
            raise TokenRefused("signature") from error
        principal = principal_from_claims(
            _json_object(payload, "payload"),
            issuer=issuer.config.issuer,
            audience=issuer.config.audience,
            now=now,
            max_lifetime=issuer.config.max_lifetime,
            clients=issuer.config.clients,
        )
        self._remember(digest, principal, issuer, generation)
        return principal

    def _judge_header(
        self, header: Mapping[str, object], unverified: Mapping[str, object]
    ) -> tuple[_Issuer, str]:
        """The issuer whose keys to ask and the key id, of a header that asks for nothing odd."""
        if not _FORBIDDEN_HEADERS.isdisjoint(header):
            raise TokenRefused("header_member")
        if header.get("typ") not in _TYPES:
            raise TokenRefused("typ")
        named = unverified.get("iss")
        issuer = self._issuers.get(named) if isinstance(named, str) else None
        if issuer is None:
            raise TokenRefused("iss")
        if header.get("alg") != issuer.config.algorithm:
            raise TokenRefused("alg")
        kid = header.get("kid")
        if not isinstance(kid, str) or not kid:
            raise TokenRefused("kid")
        return issuer, kid

    def _recall(self, digest: bytes, now: datetime) -> Principal | None:
        known = self._verified.get(digest)
        if known is None:
            return None
        if (
            self._monotonic() >= known.until
            or known.generation != known.issuer.keys.generation
            or now >= known.principal.expires_at + LEEWAY
        ):
            del self._verified[digest]
            return None
        self._verified.move_to_end(digest)
        return known.principal

    def _remember(
        self, digest: bytes, principal: Principal, issuer: _Issuer, generation: int
    ) -> None:
        until = self._monotonic() + self._remember_seconds
        self._verified[digest] = _Verified(principal, issuer, generation, until)
        if len(self._verified) > self._remember_tokens:
            self._verified.popitem(last=False)


def sign(
    claims: Mapping[str, object], key: object, *, kid: str, algorithm: Algorithm, typ: str = "JWT"
) -> str:
    """A compact JWS over `claims` with a private key object of `cryptography`."""
    signing_key = jwk.construct(key, algorithm)  # type: ignore[arg-type]  # stub omits key objects
    return jws.sign(
        dict(claims), signing_key, headers={"kid": kid, "typ": typ}, algorithm=algorithm
    )


def _refuse(cause: Exception) -> NoReturn:
    expired = isinstance(cause, TokenRefused) and cause.reason == "expired"
    raise Unauthenticated(
        "登录已过期，请重新登录" if expired else "登录凭证无效",
        "The token has expired" if expired else "The token does not hold",
        headers={"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"'},
    ) from cause


def _decode(part: str) -> bytes:
    """base64url without padding, in its one canonical spelling."""
    try:
        decoded = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        raise TokenRefused("base64") from None
    if base64.urlsafe_b64encode(decoded).rstrip(b"=") != part.encode("ascii"):
        raise TokenRefused("base64")
    return decoded


def _json_object(data: bytes, part: str) -> Mapping[str, object]:
    """A JSON object without duplicate members, `NaN` or endless nesting."""
    try:
        parsed = parse_json(data)
    except MalformedJson as error:
        raise TokenRefused(part) from error
    if not isinstance(parsed, dict):
        raise TokenRefused(part)
    return parsed


def _key_builder(algorithm: Algorithm) -> Callable[[Mapping[str, object]], Key | None]:
    """A function that makes the verification key of a JWK, or None where it is not for us."""

    def build(published: Mapping[str, object]) -> Key | None:
        public = {name: published.get(name) for name in _KEY_MEMBERS[algorithm]}
        if not _is_for(published, algorithm) or not all(
            isinstance(v, str) for v in public.values()
        ):
            return None
        try:
            return jwk.construct(dict(public), algorithm)
        except Exception as error:  # noqa: BLE001 - the library raises whatever its parts raise
            logger.warning("key of a key set not readable: %s", type(error).__name__)
            return None

    return build


def _is_for(published: Mapping[str, object], algorithm: Algorithm) -> bool:
    """Whether a JWK is a public signature key of exactly this algorithm's kind and strength."""
    operations = published.get("key_ops", ["verify"])
    if (
        "d" in published  # a published private key proves nothing any more
        or published.get("use", "sig") != "sig"
        or published.get("alg", algorithm) != algorithm
        or not isinstance(operations, list)
        or "verify" not in operations
    ):
        return False
    if algorithm == "ES256":
        return published.get("kty") == "EC" and published.get("crv") == "P-256"
    modulus = published.get("n")
    return (
        published.get("kty") == "RSA"
        and isinstance(modulus, str)
        and len(modulus) * 6 >= MIN_RSA_BITS
    )
