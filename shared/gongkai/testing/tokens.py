"""Tokens for tests: good ones for every role, and forgeries.

Forgeries are made byte by byte, without the token library, because it refuses to make some.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Self
from uuid import UUID

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from gongkai.auth.jwks import KeyTiming
from gongkai.auth.local import LOCAL_ALGORITHM, LOCAL_AUDIENCE, LOCAL_ISSUER, LocalIssuer
from gongkai.auth.principal import Role
from gongkai.auth.tokens import IssuerConfig, TokenVerifier
from gongkai.time import PlatformClock


class StaticJwks:
    """A key set in memory that counts how often it was fetched."""

    def __init__(self, document: bytes) -> None:
        self.document = document
        self.fetches = 0

    async def fetch(self) -> bytes:
        """The document."""
        self.fetches += 1
        return self.document


class TokenMint:
    """An identity provider in memory: `issuer` makes good tokens, `forge` any other."""

    def __init__(
        self, key: ec.EllipticCurvePrivateKey | None = None, clock: PlatformClock | None = None
    ) -> None:
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        self.clock = clock or PlatformClock()
        self.issuer = LocalIssuer(self.key, self.clock)
        self.source = StaticJwks(self.issuer.jwks())
        self.kid: str = json.loads(self.source.document)["keys"][0]["kid"]

    @classmethod
    def open(cls, folder: Path, clock: PlatformClock | None = None) -> Self:
        """The mint of a local identity folder, whose tokens running services accept."""
        clock = clock or PlatformClock()
        LocalIssuer.open(folder, clock=clock, production=False)
        pem = (folder / "private.pem").read_bytes()
        key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("the local key is not an elliptic-curve key")
        return cls(key, clock)

    def config(self) -> IssuerConfig:
        """What a verifier needs to accept this mint."""
        return IssuerConfig(
            issuer=LOCAL_ISSUER,
            audience=LOCAL_AUDIENCE,
            algorithm=LOCAL_ALGORITHM,
            jwks=self.source,
        )

    def verifier(self, timing: KeyTiming | None = None) -> TokenVerifier:
        """A verifier that accepts this mint only."""
        return TokenVerifier([self.config()], self.clock, timing=timing)

    def token(self, role: Role, organ_id: UUID | None, *, subject: str | None = None) -> str:
        """A good token of a typical holder of `role`."""
        return self.issuer.mint_role(role, organ_id=organ_id, subject=subject)

    def expired(self, role: Role, organ_id: UUID | None) -> str:
        """A token that ended an hour ago."""
        past = PlatformClock(self.clock.now() - PlatformClock().now() - timedelta(hours=2))
        issuer = LocalIssuer(self.key, past)
        return issuer.mint_role(role, organ_id=organ_id, lifetime=timedelta(hours=1))

    def header(self, **changes: object) -> dict[str, object]:
        """A good header with members changed, or taken out by None."""
        return _changed({"alg": LOCAL_ALGORITHM, "typ": "JWT", "kid": self.kid}, changes)

    def claims(self, **changes: object) -> dict[str, object]:
        """Good claims of an administrator with some changed, or taken out by None."""
        now = int(self.clock.now().timestamp())
        good: dict[str, object] = {
            "iss": LOCAL_ISSUER,
            "aud": LOCAL_AUDIENCE,
            "sub": "mallory",
            "name": "攻击者",
            "iat": now,
            "exp": now + 3600,
            "roles": ["admin"],
        }
        return _changed(good, changes)

    def forge(
        self,
        header: Mapping[str, object] | bytes | None = None,
        claims: Mapping[str, object] | bytes | None = None,
        *,
        key: ec.EllipticCurvePrivateKey | None = None,
    ) -> str:
        """Any header over any claims, properly signed with ES256 (by the mint's own key)."""
        signing_input = signing_bytes(header or self.header(), claims or self.claims())
        return f"{signing_input.decode()}.{base64url(es256(key or self.key, signing_input))}"

    def forge_hs256(self, secret: bytes) -> str:
        """The algorithm confusion of CVE-2024-33663: the public key as a shared secret."""
        signing_input = signing_bytes(self.header(alg="HS256"), self.claims())
        signature = hmac.new(secret, signing_input, hashlib.sha256).digest()
        return f"{signing_input.decode()}.{base64url(signature)}"


def signing_bytes(
    header: Mapping[str, object] | bytes, claims: Mapping[str, object] | bytes
) -> bytes:
    """The first two segments of a compact JWS."""
    parts = (p if isinstance(p, bytes) else json.dumps(p).encode() for p in (header, claims))
    return ".".join(base64url(part) for part in parts).encode()


def es256(key: ec.EllipticCurvePrivateKey, data: bytes) -> bytes:
    """An ES256 signature in the raw form of RFC 7518 3.4."""
    r, s = utils.decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32) + s.to_bytes(32)


def base64url(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _changed(good: dict[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in (good | dict(changes)).items() if value is not None}
