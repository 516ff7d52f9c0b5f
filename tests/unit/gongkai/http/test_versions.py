"""ETag, If-Match and If-None-Match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.http.versions import (
    UnreadableEntityTag,
    etag,
    is_unchanged,
    parse_first_or_match,
    parse_if_match,
)

THING = "/tests/v1/things/01980000-0000-7000-8000-000000000000"


def test_a_version_is_a_strong_tag():
    assert etag(3) == '"v3"'


@given(st.integers(0, 2**63 - 1))
def test_what_we_give_out_matches_again(version):
    parse_if_match(etag(version)).check(version)
    assert is_unchanged(etag(version), version)


def test_a_missing_header_is_428_only_when_checked():
    expected = parse_if_match(None)
    with pytest.raises(PreconditionRequired):
        expected.check(1)


@pytest.mark.parametrize(
    "header", ['"v2"', 'W/"v2"', '"abc"', '""', '"v03"', '"v3 "'.replace(" ", "x"), '"V3"']
)
def test_another_version_is_412_and_names_the_present_one(header):
    with pytest.raises(PreconditionFailed) as caught:
        parse_if_match(header).check(3)
    assert caught.value.headers == {"ETag": '"v3"'}
    assert '"v3"' in caught.value.detail_zh
    assert '"v3"' in caught.value.detail_en


@pytest.mark.parametrize(
    "header", ["*", "v3", "", '"v3', "3", '"v3",', "'v3'", '"v3" "v4"', '"\xff"']
)
def test_what_is_no_entity_tag_is_400(header):
    with pytest.raises(UnreadableEntityTag):
        parse_if_match(header)


def test_one_of_several_tags_may_match():
    parse_if_match('"v1", W/"v2", "v3"').check(3)


def test_a_tag_that_a_proxy_made_weak_names_the_same_version():
    parse_if_match('W/"v3"').check(3)
    parse_if_match('"v1", W/"v3"').check(3)


@pytest.mark.parametrize(
    ("header", "unchanged"),
    [
        (None, False),
        ('"v3"', True),
        ('W/"v3"', True),
        ("*", True),
        ('"v1", "v3"', True),
        ('"v4"', False),
    ],
)
def test_if_none_match_compares_weakly(header, unchanged):
    assert is_unchanged(header, 3) is unchanged


@pytest.mark.parametrize(
    ("if_match", "if_none_match", "versions"),
    [
        (None, None, None),
        ('"v3"', None, {3}),
        (None, "*", {0}),
        (None, " * ", {0}),
        ('"v0"', "*", {0}),
        ('"v3"', "*", set()),
    ],
)
def test_what_may_not_exist_yet_is_created_by_if_none_match(if_match, if_none_match, versions):
    assert parse_first_or_match(if_match, if_none_match).versions == versions


@pytest.mark.parametrize("header", ['"v0"', "", '*, "v0"'])
def test_nothing_but_a_star_creates(header):
    with pytest.raises(UnreadableEntityTag):
        parse_first_or_match(None, header)


async def test_the_headers_work_in_a_route(client):
    body = {"json": {"name": "a"}}
    assert (await client.patch(THING, **body)).status_code == 428
    stale = await client.patch(THING, **body, headers={"If-Match": '"v2"'})
    assert (stale.status_code, stale.headers["etag"]) == (412, '"v3"')
    assert (await client.patch(THING, **body, headers={"If-Match": "*"})).status_code == 400
    for tag in ('"v3"', 'W/"v3"'):
        assert (await client.patch(THING, **body, headers={"If-Match": tag})).status_code == 200
    fresh = await client.get(THING, headers={"If-None-Match": '"v3"'})
    assert (fresh.status_code, fresh.content) == (304, b"")
    assert (await client.get(THING, headers={"If-None-Match": '"v2"'})).status_code == 200


@pytest.mark.parametrize(
    ("named", "holds"), [(2, False), (3, True), (4, True), (5, True), (6, False)]
)
def test_a_version_behind_which_nothing_was_decided_is_taken(named, holds):
    expected = parse_if_match(etag(named))
    if holds:
        expected.check(5, since=3)
    else:
        with pytest.raises(PreconditionFailed):
            expected.check(5, since=3)
