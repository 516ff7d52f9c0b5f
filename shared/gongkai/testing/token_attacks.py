"""The attacks on bearer tokens that must all end in a 401, for the verifier and for every route."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from gongkai.testing.tokens import TokenMint, base64url, es256, signing_bytes

DEEP_INSIDE_LIMIT = 2_500
DEEP_BEYOND_LIMIT = 200_000

_RAW = serialization.Encoding
_SPKI = serialization.PublicFormat.SubjectPublicKeyInfo


@dataclass(frozen=True, slots=True)
class Attack:
    """A token that must be refused, and the reason with which our verifier refuses it."""

    name: str
    token: str
    reason: str


def attacks(mint: TokenMint) -> Iterator[Attack]:
    """The whole table; every entry is a 401."""
    yield from _algorithm_attacks(mint)
    yield from _header_attacks(mint)
    yield from _claim_attacks(mint)
    yield from _form_attacks(mint)


def _algorithm_attacks(mint: TokenMint) -> Iterator[Attack]:
    for name in ("none", "None", "nOnE", "", "HS256", "ES384", "RS256", "EdDSA"):
        unsigned = signing_bytes(mint.header(alg=name), mint.claims()).decode()
        yield Attack(f"alg {name or 'empty'} without signature", f"{unsigned}.", "form")
        yield Attack(f"alg {name or 'empty'} with any signature", f"{unsigned}.AAAA", "alg")
    public = mint.key.public_key()
    pem = public.public_bytes(_RAW.PEM, _SPKI)
    secrets: dict[str, bytes] = {
        "PEM": pem,
        "PEM stripped": pem.strip(),
        "DER": public.public_bytes(_RAW.DER, _SPKI),
        "base64 without armour": b"".join(pem.splitlines()[1:-1]),
        "raw point": public.public_bytes(_RAW.X962, serialization.PublicFormat.UncompressedPoint),
        "JWK": mint.source.document,
        "kid": mint.kid.encode(),
        "nothing": b"",
    }
    for name, secret in secrets.items():
        yield Attack(f"HS256 with {name}", mint.forge_hs256(secret), "alg")
    yield Attack(
        "foreign key under our kid",
        mint.forge(key=ec.generate_private_key(ec.SECP256R1())),
        "signature",
    )
    signing_input = signing_bytes(mint.header(), mint.claims())
    der = mint.key.sign(signing_input, ec.ECDSA(hashes.SHA256()))
    for name, signature in {
        "zero": bytes(64),  # CVE-2022-21449
        "DER": der,
        "short": es256(mint.key, signing_input)[:63],
        "long": es256(mint.key, signing_input) + b"\0",
    }.items():
        token = f"{signing_input.decode()}.{base64url(signature)}"
        yield Attack(f"{name} signature", token, "signature")
    head, _, signature_part = mint.forge().split(".")
    richer = base64url(json.dumps(mint.claims(sub="root")).encode())
    yield Attack("claims altered", f"{head}.{richer}.{signature_part}", "signature")


def _header_attacks(mint: TokenMint) -> Iterator[Attack]:
    for member, value in {
        "crit": ["exp"],
        "b64": False,
        "jku": "https://evil.example/jwks.json",
        "x5u": "https://evil.example/cert.pem",
        "x5c": ["MIIB"],
        "jwk": {"kty": "oct", "k": "AAAA"},
        "zip": "DEF",
        "enc": "A256GCM",
        "cty": "JWT",
    }.items():
        header = mint.header() | {member: value}
        yield Attack(f"header with {member}", mint.forge(header), "header_member")
    for typ in (None, "JOSE", "jwt+foo", "dpop+jwt", 1, ["JWT"], {"a": 1}):
        yield Attack(f"typ {typ!r}", mint.forge(mint.header(typ=typ)), "typ")
    odd: tuple[object, ...] = (None, "", 1, True, ["a"], {})
    for kid in odd:
        yield Attack(f"kid {kid!r}", mint.forge(mint.header() | {"kid": kid}), "kid")
    for kid in ("unknown", "../../../etc/passwd", "' OR 1=1 --", "\ud800"):
        yield Attack(f"kid {kid!r}", mint.forge(mint.header(kid=kid)), "kid_unknown")
    for alg in (None, 1, ["ES256"], {"ES256": 1}):
        yield Attack(f"alg {alg!r}", mint.forge(mint.header() | {"alg": alg}), "alg")


def _claim_attacks(mint: TokenMint) -> Iterator[Attack]:
    now = int(mint.clock.now().timestamp())
    wrong: dict[str, tuple[object, ...]] = {
        "iss": (None, "https://evil.example", 1, ["urn:gongkai:local"], {}),
        "aud": (None, "other", "", [], ["other"], ["gongkai", 1], 1, {"gongkai": 1}),
        "sub": (None, "", 1, True, ["a"], "\ud800", "a\0b", "a\nb", "a" * 201),
        "exp": (None, "1e9", str(now + 60), True, 1e308, -1, 10**30, [now], {}, "NaN"),
        "iat": (None, str(now), True, 1e308, -1, [now]),
        "nbf": (str(now), True, 1e308),
        "name": (1, "", "\ud800", ["a"]),
        "roles": ("admin", {"admin": True}, [1], [["admin"]], ["\udfff"], True),
        "scope": (["cases:read"], 1, {"a": 1}, "a\nb"),
        "organ": (1, "", "not-an-organ", "{00000000-0000-0000-0000-000000000000}", ["a"], True),
        "client_id": (1, "", ["mallory"]),
    }
    for claim, values in wrong.items():
        for value in values:
            token = mint.forge(claims=mint.claims(**{claim: value}))
            yield Attack(f"{claim} {_brief(value)}", token, claim)
    timed: dict[str, tuple[dict[str, Any], str]] = {
        "expired": ({"iat": now - 7200, "exp": now - 3600}, "expired"),
        "expired beyond the leeway": ({"iat": now - 7200, "exp": now - 31}, "expired"),
        "issued in the future": ({"iat": now + 600}, "iat_in_future"),
        "not valid yet": ({"nbf": now + 600}, "not_yet_valid"),
        "ends before it begins": ({"iat": now, "exp": now - 1}, "lifetime"),
        "lives longer than a day": ({"iat": now, "exp": now + 86_401}, "lifetime"),
    }
    for name, (changes, reason) in timed.items():
        yield Attack(name, mint.forge(claims=mint.claims(**changes)), reason)


def _form_attacks(mint: TokenMint) -> Iterator[Attack]:
    good = mint.forge()
    head, body, signature = good.split(".")
    for name, token in {
        "empty": "",
        "one segment": head,
        "two segments": f"{head}.{body}",
        "five segments (JWE)": f"{head}.AAAA.AAAA.{body}.{signature}",
        "trailing =": good + "=",
        "trailing ==": good + "==",
        "padding in the header": f"{head}=.{body}.{signature}",
        "trailing newline": good + "\n",
        "leading space": " " + good,
        "plus and slash": f"{head}.{body}.+/{signature[2:]}",
        "outside ASCII": f"{head}.{body}.é{signature}",
        "fullwidth digits": f"{head}.{body}.１{signature}",
        "NUL": f"{head}\0.{body}.{signature}",
    }.items():
        yield Attack(name, token, "form")
    yield Attack("bits behind the signature", f"{head}.{body}.{_last_bit(signature)}", "base64")
    yield Attack("impossible base64 length", good + "AAA", "base64")
    nested = b'{"alg":' + b"[" * DEEP_BEYOND_LIMIT + b"]" * DEEP_BEYOND_LIMIT + b"}"
    yield Attack("200,000-deep header", mint.forge(nested), "size")
    yield Attack("8 KiB of name", mint.forge(claims=mint.claims(name="a" * 8200)), "size")
    nested = b'{"alg":' + b"[" * DEEP_INSIDE_LIMIT + b"]" * DEEP_INSIDE_LIMIT + b"}"
    for name, header in {
        "deep header inside the limit": nested,
        "header is a list": b"[]",
        "header is a number": b"1",
        "header is no JSON": b"{alg:ES256}",
        "header is no UTF-8": b'{"alg":"\xff"}',
        "header with two alg": b'{"alg":"none","alg":"ES256","typ":"JWT"}',
        "header with NaN": b'{"alg":NaN}',
    }.items():
        yield Attack(name, mint.forge(header), "header")
    good_claims = json.dumps(mint.claims()).encode()
    for name, claims in {
        "deep claims inside the limit": nested,
        "claims are a list": b"[]",
        "claims are text": b'"admin"',
        "claims are no JSON": b"sub=root",
        "claims are no UTF-8": b'{"sub":"\xff"}',
        "claims with two sub": good_claims[:-1] + b',"sub":"root"}',
        "exp NaN": good_claims[:-1] + b',"nbf":NaN}',
        "exp Infinity": good_claims[:-1] + b',"nbf":Infinity}',
        "exp with 5000 digits": good_claims[:-1] + b',"nbf":' + b"9" * 5000 + b"}",
    }.items():
        yield Attack(name, mint.forge(claims=claims), "payload")


def _last_bit(segment: str) -> str:
    """The same bytes in another spelling: 64 bytes leave four unused bits in the last letter."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return segment[:-1] + alphabet[alphabet.index(segment[-1]) | 1]


def _brief(value: object) -> str:
    return ascii(value)[:40]
