"""Hostile values at every place of every operation, from the OpenAPI documents.

Never a server error, always a problem that repeats nothing; what is refused leaves no trace.
"""

from itertools import chain
from uuid import uuid4

import pytest

from tests.depth import Deal
from tests.integration.security.answers import faults
from tests.integration.security.hostile import (
    IGNORED,
    MARK,
    NO_NAME,
    Hostile,
    hostile_values,
    hostile_words,
)
from tests.integration.security.operations import Raw, dumped
from tests.integration.security.targets import ANY_VERSION, REMEMBERED


class Attack:
    """One operation under attack by its right caller; collects what is wrong.

    All refused requests together must leave every row as it was; that is looked at before each
    request that may be accepted, and at the end.
    """

    def __init__(self, target, operation):
        self.target, self.operation = target, operation
        self.caller = target.caller(operation)
        self.tried = 0
        self.faults = []
        self._rows = None

    def request(self):
        request = self.target.request(self.operation)
        if self.operation.is_conditional:
            request.headers["If-Match"] = ANY_VERSION
        return request

    async def send(self, hostile, request, **options):
        """Send one request and note what is wrong with the answer."""
        if self.operation.writes and (self._rows is None or not hostile.refused):
            await self.settle()
        answer = await self.target.send(request, self.caller, **options)
        self.tried += 1
        self.faults += faults(self.operation, answer, hostile)
        if answer.status < 400:
            self._rows = None
        return answer

    async def settle(self):
        """Compare the rows with those before the requests that were refused."""
        rows = await self.target.footprint(without=REMEMBERED)
        if self._rows is not None:
            changed = [table for table in rows if rows[table] != self._rows[table]]
            if changed:
                self.faults.append(f"{self.operation.name}: a refused request changed {changed}")
        self._rows = rows


async def attack_all(target, operations, attack):
    """Run `attack` for each operation; says how many requests were tried."""
    wrong, tried = [], 0
    for operation in operations:
        one = Attack(target, operation)
        await attack(one)
        await one.settle()
        wrong += one.faults
        tried += one.tried
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:60])
    return tried


@pytest.mark.timeout(360)  # deep: every value in every member of every body
async def test_hostile_values_in_bodies(target):
    deal = Deal(5)

    async def attack(one):
        document, operation = target.document, one.operation
        request = one.request()
        for place, schemas in document.places(operation.body_schema):
            where = "/".join(map(str, place))
            values = deal.of(list(hostile_values(schemas)), shape_of(schemas))
            for hostile in sorted(values, key=lambda value: not value.refused):
                body = dumped(document.body_with(operation, place, hostile.value))
                is_open = place and (operation.name, place[-1]) in IGNORED
                named = hostile.named(where, refused=hostile.refused and not is_open)
                request.headers |= fresh_key(request)
                await one.send(named, request, body=body)

    json_operations = [o for o in target.operations if o.media_type == "application/json"]
    assert await attack_all(target, json_operations, attack) > 90


WORDS = {"default", "description", "examples", "title"}


def shape_of(schemas):
    """What is read by the same code in every body."""
    return dumped([{n: said for n, said in one.items() if n not in WORDS} for one in schemas])


def fresh_key(request):
    return {name: uuid4().hex for name in request.headers if name == "Idempotency-Key"}


def kind_of(parameter):
    """What is read by the same code, wherever it stands."""
    return parameter["in"], parameter["name"], dumped(parameter["schema"])


async def test_hostile_words_in_addresses(target):
    words, deal = list(hostile_words()), Deal(5)

    async def attack(one):
        for parameter in one.operation.of_kind("path"):
            for hostile in deal.of(words, kind_of(parameter)):
                request = one.request()
                request.path[parameter["name"]] = hostile.value
                # Another path may be another route, and then anything documented anywhere.
                answer = await target.send(request, one.caller)
                named = hostile.named(parameter["name"], refused=False)
                found = faults(one.operation, answer, named)
                one.tried += 1
                one.faults += [f for f in found if "does not name" not in f]
        for parameter in one.operation.of_kind("query"):
            for hostile in deal.of(words, kind_of(parameter)):
                request = one.request()
                others = [(n, v) for n, v in request.query if n != parameter["name"]]
                request.query = [*others, (parameter["name"], hostile.value)]
                await one.send(hostile.named(parameter["name"]), request)

    assert await attack_all(target, target.operations, attack) > 500


async def test_parameters_twice_and_unknown_ones(target):
    async def attack(one):
        operation = one.operation
        for parameter in operation.of_kind("query"):
            name = parameter["name"]
            value = str(target.document.example(parameter["schema"], name))
            request = one.request()
            others = [pair for pair in request.query if pair[0] != name]
            request.query = [*others, (name, value), (name, f"{value}{MARK}")]
            once = parameter["schema"].get("type") != "array"
            await one.send(Hostile(f"{name} twice", None, refused=once), request)
        for name in (NO_NAME, "__proto__", "raw:%5b%5d", ""):
            request = one.request()
            request.query.append((name, MARK))
            await one.send(Hostile("unknown parameter", None), request)

    await attack_all(target, target.operations, attack)


CURSORS = ("", MARK, f"{MARK}.{MARK}", "e30.AAAA", "A" * 4000, "..", "eyJxIjoxfQ", "%F0%9F%92%A9")


async def test_cursors_that_were_not_given_out_for_this_list(target):
    lists = [o for o in target.operations if o.has("cursor")]
    real = {}
    for operation in lists:
        request = target.request(operation)
        request.query.append(("limit", "1"))
        answer = await target.send(request, target.caller(operation))
        assert answer.status == 200, (operation.name, answer.text)
        real[operation.name] = answer.json.get("next_cursor")

    async def attack(one):
        mine = real[one.operation.name]
        others = [c for name, c in real.items() if c and name != one.operation.name]
        own = [mine[:-3], mine[:20], mine + "A", mine.swapcase()] if mine else []
        for cursor in chain(CURSORS, others, own):
            request = one.request()
            request.query.append(("cursor", cursor))
            mark = cursor if len(cursor) > 8 else None
            await one.send(Hostile(f"cursor {cursor[:20]}", None, mark), request)

    await attack_all(target, lists, attack)


HEADERS = {
    "If-Match": ("*", "v1", '"v1', 'W/"v1"', '"v1" "v2"', '"v99999999999999999999"', '""', ","),
    "If-None-Match": ("v1", '"v1', '"', 'W/"x" y', ",,,"),
    "Idempotency-Key": ("", " ", "a" * 256, "键", "a\tb", "\x7f", MARK * 100, "a\x00b"),
    "Gongkai-Access-Code": ("", " ", "x", MARK * 100, "\x7f" + MARK, "码"),
    "Accept-Language": ("", "*", "en;q=x", "en;q=2", "," * 5000, "\xff\xfe"),
    "traceparent": ("", "00-0-0-0", "00-" + "0" * 32 + "-" + "0" * 16 + "-00", MARK),
    "Content-Type": ("", "text/plain", "application/json; charset=utf-16", MARK, "/", "a/b;" * 99),
    "Content-Length": ("-1", "+5", "1e3", "9" * 30, "٣"),
    "Accept": ("", "application/xml", MARK),
    "Host": ("", "evil.example", MARK),
    "X-Forwarded-For": (MARK, "127.0.0.1"),
    "X-Http-Method-Override": ("DELETE",),
}


PARAMETERS = {"If-Match", "If-None-Match", "Idempotency-Key", "Gongkai-Access-Code"}
"""Headers that mean something to the operations that name them, and nothing to others."""


async def test_hostile_headers(target):
    deal = Deal(8)

    async def attack(one):
        operation = one.operation
        named = frozenset(name for name in PARAMETERS if operation.has(name))
        kind = operation.method, operation.media_type, operation.permissions is None, named
        for name, values in HEADERS.items():
            if name in PARAMETERS - named:
                continue
            spelt = (*(value.encode() for value in values), values[0].encode("utf-16"))
            for sent in deal.of(spelt, (name, *kind)):
                request = one.request()
                request.headers[name] = sent
                answer = await target.send(request, one.caller)
                one.tried += 1
                if (answer.status >= 400 and answer.code is None) or answer.status >= 500:
                    one.faults.append(f"{one.operation.name} / {name} {sent!r}: {answer.text}")
                elif answer.status >= 400 and MARK in answer.text:
                    one.faults.append(f"{one.operation.name} / {name}: {answer.text}")

    # Each of the headers that mean something everywhere, at least once for each operation.
    common = HEADERS.keys() - PARAMETERS
    tried = await attack_all(target, target.operations, attack)
    assert tried >= len(common) * len(target.operations)


async def test_a_write_that_is_accepted_is_seen_in_the_rows(target):
    for operation in (o for o in target.operations if o.writes and o.permissions):
        before = await target.footprint()
        one = Attack(target, operation)
        answer = await target.send(one.request(), one.caller)
        if answer.status in {200, 201} and "Idempotency-Key" in one.request().headers:
            assert await target.footprint() != before, operation.name
            return
    assert target.service.name == "notifier", "nothing was accepted"


async def test_a_raw_piece_is_sent_as_it_stands():
    assert dumped({"a": [Raw("NaN")]}) == b'{"a": [NaN]}'
