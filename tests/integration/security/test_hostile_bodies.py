"""Bodies that are no JSON, or too much of it, and floods of headers, on every operation."""

import json

from tests.integration.security.answers import faults
from tests.integration.security.asgi import call
from tests.integration.security.hostile import DEEP, MARK, MEGABYTE, NO_NAME, Hostile
from tests.integration.security.targets import ANY_VERSION

LARGEST = 20 * MEGABYTE
"""The largest body that any route takes (a file)."""
FLOOD = 50 * MEGABYTE
CHUNK = b"[" + b" " * (64 * 1024 - 1)
IGNORING = {"check_annual_report"}
"""Contracts that say: further members are ignored."""


def with_body(operations):
    return [o for o in operations if o.media_type is not None]


def malformed(good: bytes):
    """Bodies that must be refused wherever JSON is taken, by name."""
    text = good.decode()
    first = next(iter(json.loads(good)), None)
    twice = f'{{"{first}": "{MARK}", {text[1:]}' if first else f'{{"{MARK}": 1, "{MARK}": 2}}'
    return {
        "a member twice": twice.encode(),
        "no end": good[:-1],
        "two documents": good + good,
        "a comment": b"/* " + MARK.encode() + b" */" + good,
        "single quotes": text.replace('"', "'").encode() + b"'",
        "deep arrays": b"[" * DEEP,
        "deep closed arrays": b"[" * DEEP + b"]" * DEEP,
        "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
        "deep member": text[:-1].encode() + b', "x": ' + b"[" * DEEP + b"]" * DEEP + b"}",
        "scalar": b"1",
        "text": f'"{MARK}"'.encode(),
        "array": b"[]",
        "null": b"null",
        "true": b"true",
        "NaN": b"NaN",
        "not UTF-8": good + b"\xff\xfe",
        "not UTF-8 inside": b'{"\xff": 1}',
        "overlong UTF-8": b'{"\xc0\xaf": 1}',
        "UTF-16": text.encode("utf-16"),
        "UTF-16 big-endian": text.encode("utf-16-be"),
        "UTF-32": text.encode("utf-32"),
        "byte order mark": b"\xef\xbb\xbf" + good,
        "NUL behind": good + b"\0",
        "NULs": b"\0" * 1000,
        "a bare surrogate": b'{"\xed\xa0\x80": 1}',
        "zip": b"\x1f\x8b\x08\x00" + b"\0" * 20,
        "XML": f"<!DOCTYPE x [<!ENTITY a '{MARK}'>]><x>&a;</x>".encode(),
        "form": f"a={MARK}&b=1".encode(),
        "nothing": b"",
        "blank": b" \n ",
    }


SNIFFED = {"import_cases"}
"""A table may be declared as plain text: its kind is told by its content."""


async def each_body(target, attempts):
    """Try `attempts(operation, request)`, pairs of a hostile and how it is sent; rows stay."""
    wrong = []
    before = await target.footprint()
    for operation in with_body(target.operations):
        caller = target.caller(operation)
        request = target.request(operation)
        if operation.is_conditional:
            request.headers["If-Match"] = ANY_VERSION
        for hostile, headers, options in attempts(operation, request):
            answer = await target.send(request, {**caller, **headers}, **options)
            wrong += faults(operation, answer, hostile)
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:40])
    assert await target.footprint() == before


async def test_malformed_json_is_refused(target):
    def attempts(operation, request):
        if operation.media_type != "application/json":
            return
        for name, body in malformed(request.body).items():
            if operation.needs_body or name != "nothing":
                yield Hostile(name, None), {}, {"body": body}

    await each_body(target, attempts)


async def test_unknown_members_are_refused_at_the_top(target):
    def attempts(operation, request):
        if operation.media_type != "application/json" or operation.name in IGNORING:
            return
        for name in (NO_NAME, "__proto__", "is_admin", "organ", ""):
            body = json.dumps({**json.loads(request.body), name: MARK}).encode()
            yield Hostile(f"member {name!r}", None), {}, {"body": body}

    await each_body(target, attempts)


async def test_other_media_types_are_refused(target):
    def attempts(operation, request):
        for media_type in (
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            f"{MARK}/{MARK}",
            "application/jsonp",
            "",
        ):
            if media_type == "text/plain" and operation.name in SNIFFED:
                continue
            if request.body:
                hostile = Hostile(f"media type {media_type}", None)
                yield hostile, {"Content-Type": media_type}, {}

    await each_body(target, attempts)


async def test_a_stated_flood_is_refused_before_a_byte_is_read(target):
    for operation in target.operations:
        request = target.request(operation)
        answer = await target.send(
            request, {**target.caller(operation), "Content-Length": str(FLOOD)}, body=b"x"
        )
        assert answer.code == "too_large", (operation.name, answer.text)
        assert answer.read == 0, operation.name


async def test_an_unstated_flood_is_read_no_further_than_the_bound(target):
    for operation in with_body(target.operations):
        request = target.request(operation)
        chunks = (CHUNK for _ in range(FLOOD // len(CHUNK)))
        answer = await target.send(request, target.caller(operation), body=chunks)
        assert answer.code == "too_large", (operation.name, answer.text)
        assert answer.read <= LARGEST + len(CHUNK), operation.name
        if operation.media_type == "application/json" and "bulk" not in operation.name:
            assert answer.read <= MEGABYTE + len(CHUNK), operation.name


async def test_nobody_without_a_token_has_a_body_read(target):
    for operation in with_body(target.operations):
        if operation.permissions is None:
            continue
        chunks = (CHUNK for _ in range(FLOOD // len(CHUNK)))
        answer = await target.send(target.request(operation), body=chunks)
        assert answer.code == "unauthenticated", (operation.name, answer.text)
        assert answer.read == 0, operation.name


async def test_a_flood_of_headers_is_refused(target):
    floods = {
        "one long": {"X-Long": MARK * 35_000},
        "many": {f"X-{n}": MARK * 3 for n in range(8_000)},
        "long key": {"Idempotency-Key": MARK * 35_000},
        "long version": {"If-Match": f'"{MARK}", ' * 20_000},
    }
    wrong = []
    for operation in target.operations:
        request = target.request(operation)
        for name, flood in floods.items():
            answer = await target.send(request, {**target.caller(operation), **flood})
            wrong += faults(operation, answer, Hostile(name, None))
            if answer.status != 431:
                wrong.append(f"{operation.name} / {name}: {answer.status}")
        request.query.append(("text", MARK * 35_000))
        answer = await target.send(request, target.caller(operation))
        if answer.status != 431:
            wrong.append(f"{operation.name} / long query: {answer.status}")
    assert not wrong, "\n".join(wrong[:40])


async def test_two_lengths_of_one_body_are_refused(target):
    for operation in target.operations:
        request = target.request(operation)
        for first, second in (("2", "3"), ("2", "2"), ("x", "2"), (str(FLOOD), "2")):
            lengths = [("Content-Length", first), ("Content-Length", second)]
            headers = {**target.caller(operation), "Accept-Language": "en"}
            pairs = [*headers.items(), *request.headers.items(), *lengths]
            answer = await call(target.app, request.method, request.target(), pairs, b"{}")
            assert answer.code == "bad_request", (operation.name, answer.text)
            assert answer.read == 0, operation.name
