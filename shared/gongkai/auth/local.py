"""The local identity provider of development and tests: a key file and tokens made on the spot.

Production refuses it. The folder holds `private.pem` (0600) and the public `jwks.json`.
"""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from gongkai.auth.principal import ROLE_PERMISSIONS, Role
from gongkai.auth.tokens import sign
from gongkai.time import PlatformClock

LOCAL_ISSUER = "urn:gongkai:local"
LOCAL_AUDIENCE = "gongkai"
LOCAL_ALGORITHM: Final = "ES256"
DEFAULT_LIFETIME = timedelta(hours=12)

_P256_BYTES = 32


class LocalIdentityRefused(RuntimeError):  # noqa: N818 - a refusal with a sentence for a person
    """Local keys are not used here: in production, or when others may read the private key."""


class LocalIssuer:
    """Mints tokens with a key of its own."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, clock: PlatformClock) -> None:
        self._key = key
        self._clock = clock
        self._jwk = _public_jwk(key.public_key())

    @classmethod
    def open(cls, folder: Path, *, clock: PlatformClock, production: bool) -> "LocalIssuer":
        """The issuer whose key lies in `folder`; made on first use, also by several at once.

        Raises `LocalIdentityRefused` in production and when the key file is open to others.
        """
        if production:
            raise LocalIdentityRefused("local keys are refused in production")
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        key_file = folder / "private.pem"
        if not key_file.exists():
            _create_once(key_file, _new_key_pem())
        if key_file.stat().st_mode & 0o077:
            raise LocalIdentityRefused(f"{key_file} must be readable by its owner only (chmod 600)")
        key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
            raise LocalIdentityRefused(f"{key_file} holds no P-256 key")
        issuer = cls(key, clock)
        _write_if_other(folder / "jwks.json", issuer.jwks())
        return issuer

    def jwks(self) -> bytes:
        """The public key set that verifies this issuer's tokens."""
        return json.dumps({"keys": [self._jwk]}, indent=1, sort_keys=True).encode()

    def mint(
        self,
        *,
        subject: str,
        name: str | None = None,
        organ_id: UUID | None = None,
        roles: Iterable[str] = (),
        lifetime: timedelta = DEFAULT_LIFETIME,
    ) -> str:
        """A person's token."""
        return self._mint(
            subject, organ_id, lifetime, {"name": name or subject, "roles": sorted(roles)}
        )

    def mint_machine(
        self,
        *,
        client_id: str,
        scopes: Iterable[str],
        organ_id: UUID | None = None,
        lifetime: timedelta = DEFAULT_LIFETIME,
    ) -> str:
        """A client-credentials token (RFC 9068): the subject is the client."""
        claims = {"client_id": client_id, "scope": " ".join(sorted(scopes))}
        return self._mint(client_id, organ_id, lifetime, claims)

    def mint_role(
        self,
        role: Role,
        *,
        organ_id: UUID | None,
        subject: str | None = None,
        name: str | None = None,
        lifetime: timedelta = DEFAULT_LIFETIME,
    ) -> str:
        """A token of a typical holder of `role`; an integrator is a machine with all its scopes."""
        subject = subject or role.value
        if role is Role.INTEGRATOR:
            return self.mint_machine(
                client_id=subject,
                scopes=ROLE_PERMISSIONS[role],
                organ_id=organ_id,
                lifetime=lifetime,
            )
        return self.mint(
            subject=subject,
            name=name or role.label,
            organ_id=organ_id,
            roles=[role],
            lifetime=lifetime,
        )

    def _mint(
        self, subject: str, organ_id: UUID | None, lifetime: timedelta, more: Mapping[str, object]
    ) -> str:
        issued_at = int(self._clock.now().timestamp())
        claims: dict[str, object] = {
            "iss": LOCAL_ISSUER,
            "aud": LOCAL_AUDIENCE,
            "sub": subject,
            "iat": issued_at,
            "exp": issued_at + int(lifetime.total_seconds()),
            "jti": secrets.token_urlsafe(12),
            **more,
        }
        if organ_id is not None:
            claims["organ"] = str(organ_id)
        return sign(claims, self._key, kid=self._jwk["kid"], algorithm=LOCAL_ALGORITHM)


def _new_key_pem() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _public_jwk(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    """The JWK of a P-256 key; its id is the thumbprint of RFC 7638."""
    numbers = key.public_numbers()
    essential = {
        "crv": "P-256",
        "kty": "EC",
        "x": _base64url(numbers.x.to_bytes(_P256_BYTES)),
        "y": _base64url(numbers.y.to_bytes(_P256_BYTES)),
    }
    thumbprint = hashlib.sha256(json.dumps(essential, separators=(",", ":")).encode()).digest()
    return {**essential, "alg": LOCAL_ALGORITHM, "use": "sig", "kid": _base64url(thumbprint)}


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _create_once(path: Path, content: bytes) -> None:
    """Create `path` whole and 0600; whoever comes second keeps the first one's file."""
    draft = _draft(path, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _write_if_other(path: Path, content: bytes) -> None:
    """Replace `path` in one step, so that no reader ever sees half of it."""
    if not path.exists() or path.read_bytes() != content:
        _draft(path, content).replace(path)


def _draft(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    return draft
