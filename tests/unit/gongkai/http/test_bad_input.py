"""No input becomes a 500, none is repeated, each refusal is a problem document."""

import contextlib
import json
from enum import StrEnum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from gongkai.http.messages import describe_error
from gongkai.strict_json import MalformedJson, parse_json

THINGS = "/tests/v1/things"
PUBLIC = f"{THINGS}/public"
JSON = {"Content-Type": "application/json"}


def _assert_problem(answer, status, code):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == status
    assert document["code"] == code
    assert document["type"] == f"urn:gongkai:problem:{code}"
    assert document["correlation_id"] == answer.headers["Gongkai-Correlation-Id"]
    return document


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"\xff\xfe",
        b'{"name": "\xe4\xbd"}',
        b'{"name": "a", "name": "b"}',
        b'{"name": "a", "inner": {"x": "1", "x": "2"}}',
        b'{"name": NaN}',
        b'{"name": "a", "number": Infinity}',
        b'{"name": "a", "number": -Infinity}',
        b'{"name": "a", "number": 1e999}',
        b'{"name": "a", "number": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"name": "a"} trailing',
        b"\x00",
        '\ufeff{"name": "a"}'.encode(),
        '{"name": "a"}'.encode("utf-16"),
    ],
)
async def test_a_body_that_is_no_json_is_400(client, body):
    answer = await client.post(PUBLIC, content=body or b" ", headers=JSON)
    _assert_problem(answer, 400, "malformed_json")


@pytest.mark.parametrize(
    ("thing", "pointer", "code"),
    [
        ({}, "/body/name", "missing"),
        ({"name": None}, "/body/name", "string_type"),
        ({"name": 5}, "/body/name", "string_type"),
        ({"name": "a\x00"}, "/body/name", "text_characters"),
        ({"name": "a", "note": "\ud800"}, "/body/note", "text_characters"),
        ({"name": "a", "number": 2**63}, "/body/number", "less_than_equal"),
        ({"name": "a", "number": 10**300}, "/body/number", "less_than_equal"),
        ({"name": "a", "number": 1.5}, "/body/number", "int_type"),
        ({"name": "a", "number": True}, "/body/number", "int_type"),
        ({"name": "a", "day": "9999-12-31"}, "/body/day", "less_than_equal"),
        ({"name": "a", "day": 0}, "/body/day", "date_parsing"),
        ({"name": "a", "more": 1}, "/body/more", "extra_forbidden"),
        ({"name": "a", "inner": {"k": "\x00"}}, "/body/inner/k", "text_characters"),
        ([], "/body", "model_attributes_type"),
        ("x", "/body", "model_attributes_type"),
        (5, "/body", "model_attributes_type"),
    ],
)
async def test_a_body_that_does_not_hold_is_422_with_the_place(client, thing, pointer, code):
    answer = await client.post(PUBLIC, content=json.dumps(thing), headers=JSON)
    document = _assert_problem(answer, 422, "unprocessable")
    assert [(e["pointer"], e["code"]) for e in document["errors"]] == [(pointer, code)]


def test_the_words_that_are_allowed_are_listed_in_the_language_of_the_sentence():
    class Colour(StrEnum):
        RED = "red"
        LIGHT_GREEN = "light_green"
        BLUE = "blue"

    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Colour).validate_python("black")
    [error] = refused.value.errors()
    assert describe_error(error["type"], error["ctx"]) == (
        "应为下列之一：red、light_green、blue",
        "Must be one of 'red', 'light_green' or 'blue'",
    )


async def test_a_missing_or_null_body_is_422(client):
    for content in (b"", b"null"):
        answer = await client.post(PUBLIC, content=content, headers=JSON)
        _assert_problem(answer, 422, "unprocessable")


async def test_query_and_path_are_pointed_at_as_such(client, clerk):
    answer = await client.get(THINGS, params={"limit": "201", "odd": "1"}, headers=clerk)
    errors = _assert_problem(answer, 422, "unprocessable")["errors"]
    assert {e["pointer"] for e in errors} == {"/query/limit", "/query/odd"}
    answer = await client.get(f"{THINGS}/not-a-uuid")
    (error,) = _assert_problem(answer, 422, "unprocessable")["errors"]
    assert error["pointer"] == "/path/thing_id"


@pytest.mark.parametrize(
    ("query", "place", "code"),
    [
        ("text=a&text=b", "text", "given_twice"),
        ("limit=5&limit=5", "limit", "given_twice"),
        ("limit=05", "limit", "int_parsing"),
        ("limit=%2B5", "limit", "int_parsing"),
        ("limit=5.0", "limit", "int_parsing"),
        ("limit=%EF%BC%95", "limit", "int_parsing"),
        ("limit=0", "limit", "greater_than_equal"),
    ],
)
async def test_a_parameter_has_one_value_in_one_spelling(client, clerk, query, place, code):
    answer = await client.get(f"{THINGS}?{query}", headers=clerk)
    (error,) = _assert_problem(answer, 422, "unprocessable")["errors"]
    assert (error["pointer"], error["code"]) == (f"/query/{place}", code)


async def test_what_may_be_repeated_is(client, clerk):
    answer = await client.get(f"{THINGS}?tag=a&tag=b", headers=clerk)
    assert answer.json() == {"name": "ab"}


async def test_a_parameter_that_no_model_declares_is_refused_too(client):
    for query, codes in (
        ("brieff=true", ["extra_forbidden"]),
        ("brief=true&brief=true&odd=1", ["given_twice", "extra_forbidden"]),
    ):
        answer = await client.post(f"{PUBLIC}?{query}", json={"name": "a"})
        errors = _assert_problem(answer, 422, "unprocessable")["errors"]
        assert [e["code"] for e in errors] == codes
    assert (await client.post(f"{PUBLIC}?brief=true", json={"name": "a"})).is_success


@pytest.mark.parametrize(
    "thing",
    [
        {"name": "CANARY\x00"},
        {"name": "a", "身份证 CANARY": 1},
        {"name": "a", "number": "CANARY"},
        {"name": "a", "day": "CANARY"},
        {"name": "a", "inner": {"CANARY 1": 5}},
        {"name": {"CANARY": "CANARY"}},
    ],
)
async def test_a_422_never_repeats_what_was_sent(client, thing):
    answer = await client.post(PUBLIC, content=json.dumps(thing), headers=JSON)
    _assert_problem(answer, 422, "unprocessable")
    assert "CANARY" not in answer.text
    assert "身份证" not in answer.text


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "text/csv", "application/x-www-form-urlencoded", "\xff/;"]
)
async def test_another_content_type_is_415(client, content_type):
    headers = {} if content_type is None else {"Content-Type": content_type.encode("latin-1")}
    answer = await client.post(PUBLIC, content=b'{"name": "a"}', headers=headers)
    _assert_problem(answer, 415, "unsupported_media_type")
    answer = await client.post(f"{THINGS}/import", json={"name": "a"})
    _assert_problem(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/json; charset=gbk"},
        {"Content-Type": 'application/json; charset="x; y"'},
        {"Content-Encoding": "gzip", **JSON},
        {"Content-Encoding": "", **JSON},
    ],
)
async def test_what_says_that_it_is_no_plain_utf8_is_415(client, headers):
    answer = await client.post(PUBLIC, content=b'{"name": "a"}', headers=headers)
    _assert_problem(answer, 415, "unsupported_media_type")
    csv = {**headers, "Content-Type": "text/csv; charset=utf-16"}
    answer = await client.post(f"{THINGS}/import", content=b"a", headers=csv)
    _assert_problem(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "gb18030", "GBK"])
async def test_a_table_may_be_written_as_office_software_does(client, charset):
    headers = {"Content-Type": f"text/csv; charset={charset}", "Content-Encoding": "identity"}
    answer = await client.post(f"{THINGS}/import", content=b"abc", headers=headers)
    assert answer.json() == {"name": "3"}


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "application/a+json"])
async def test_json_under_its_other_names_is_taken(client, content_type):
    headers = {"Content-Type": content_type}
    assert (await client.post(PUBLIC, content=b'{"name":"a"}', headers=headers)).is_success


async def test_what_is_said_to_a_route_that_takes_nothing_is_refused(client):
    for nothing in (b"", b" ", b"{}", b"null\n"):
        assert (await client.post(f"{THINGS}/nothing", content=nothing)).is_success
    for content in (b'{"on": "2020-01-01"}', b"{not json", b"\xff", b"[]"):
        answer = await client.post(f"{THINGS}/nothing", content=content)
        document = _assert_problem(answer, 422, "unprocessable")
        assert document["errors"][0]["pointer"] == "/body"
    answer = await client.post(f"{THINGS}/nothing", content=b" " * 2_000_000)
    _assert_problem(answer, 413, "too_large")


async def test_fifty_megabytes_are_refused_without_reading_them(client):
    async def endless():
        for _ in range(50):
            yield b"a" * 1024 * 1024

    for content in (b"a" * 50 * 1024 * 1024, endless()):
        answer = await client.post(PUBLIC, content=content, headers=JSON)
        _assert_problem(answer, 413, "too_large")


async def test_a_route_may_take_more_than_the_others(client):
    csv = {"Content-Type": "text/csv"}
    answer = await client.post(f"{THINGS}/import", content=b"a" * 1_500_000, headers=csv)
    assert answer.json() == {"name": "1500000"}
    answer = await client.post(f"{THINGS}/import", content=b"a" * 2_000_001, headers=csv)
    _assert_problem(answer, 413, "too_large")
    answer = await client.post(PUBLIC, content=b"a" * 1_500_000, headers=JSON)
    _assert_problem(answer, 413, "too_large")


@pytest.mark.parametrize("length", ["-1", "abc", "9" * 5000, "\xb2"])
async def test_a_content_length_that_is_no_number_is_400(client, length):
    headers = {"Content-Length": length.encode("latin-1"), **JSON}
    answer = await client.post(PUBLIC, content=b"{}", headers=headers)
    _assert_problem(answer, 400, "bad_request")


async def test_headers_and_addresses_of_200_kilobytes_are_431(client):
    answer = await client.get(THINGS, headers={"X-Large": "a" * 200_000})
    _assert_problem(answer, 431, "headers_too_large")
    answer = await client.get(THINGS, headers={f"X-{n}": "a" * 50 for n in range(700)})
    _assert_problem(answer, 431, "headers_too_large")
    answer = await client.get(f"{THINGS}?a={'a' * 60_000}")
    _assert_problem(answer, 431, "headers_too_large")


@pytest.mark.parametrize(
    "address",
    [
        f"{THINGS}/%00",
        f"{THINGS}/a%00b",
        f"{THINGS}/%ff",
        f"{THINGS}?text=%00",
        f"{THINGS}?text=%c3%28",
        f"{THINGS}?%00=1",
        "/tests/docs/assets/%00",
    ],
)
async def test_a_nul_or_broken_utf8_in_the_address_is_400(client, clerk, address):
    answer = await client.get(address, headers=clerk)
    _assert_problem(answer, 400, "unreadable_address")


async def test_text_in_the_query_is_held_to_the_same_rules(client, clerk):
    answer = await client.get(f"{THINGS}?text=%1b", headers=clerk)
    _assert_problem(answer, 422, "unprocessable")
    answer = await client.get(f"{THINGS}?text=%E5%85%AC%E5%BC%80", headers=clerk)
    assert answer.json() == {"name": "公开"}


async def test_unknown_addresses_and_methods_are_problems(client):
    _assert_problem(await client.get("/nowhere"), 404, "not_found")
    _assert_problem(await client.get(f"{THINGS}/"), 404, "not_found")
    answer = await client.delete(THINGS)
    _assert_problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD, POST"
    _assert_problem(await client.request("BREW", THINGS), 405, "method_not_allowed")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.one_of(
        st.binary(max_size=60),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["name", "note", "number", "day", "x"]), inner)
            ),
            max_leaves=8,
        ).map(lambda value: json.dumps(value).encode()),
    )
)
async def test_no_body_becomes_a_500(client, body):
    answer = await client.post(PUBLIC, content=body, headers=JSON)
    assert answer.status_code in (201, 400, 422)


@settings(max_examples=300)
@given(st.binary(max_size=60) | st.text('[]{}",:0123456789.eE-+ntrufals\\', max_size=60))
def test_strict_json_parses_or_refuses_whatever_the_bytes_are(body):
    data = body.encode() if isinstance(body, str) else body
    try:
        value = parse_json(data)
    except MalformedJson:
        return
    assert value == json.loads(data)


@pytest.mark.parametrize("unit", [b'\\"', b'"', b"\\", b'"\\', b'"[', b"[],", b'{"":', b'\\"['])
@pytest.mark.parametrize("end", [b"", b'"', b"\\"])
def test_a_megabyte_of_whatever_is_read_or_refused_at_once(unit, end):
    body = b"[" + b"[]," * 70 + b'"' + unit * (1024 * 1024 // len(unit)) + end
    # Searched anew from each quote, this would run into the limit of every test.
    with contextlib.suppress(MalformedJson):
        parse_json(body)


def test_brackets_inside_strings_are_no_depth():
    text = "[" * 500
    assert parse_json(json.dumps({"name": text, "x": [[1]]}).encode())["name"] == text
