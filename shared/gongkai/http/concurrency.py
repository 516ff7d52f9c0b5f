"""`If-Match` and `If-None-Match` in a route's signature; see `gongkai.http.versions`.

`expected: ExpectedVersion` in the route, `expected.check(case.version)` where the row is at hand.
"""

from typing import Annotated

from fastapi import Depends, Header
from starlette.responses import Response

from gongkai.http.versions import (
    IfMatch,
    etag,
    is_unchanged,
    parse_first_or_match,
    parse_if_match,
)

__all__ = [
    "ExpectedVersion",
    "FirstOrExpectedVersion",
    "IfNoneMatch",
    "VersionIfKnown",
    "etag",
    "not_modified",
]


async def _if_match(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description='所依据的版本 / the version decided on, `"v3"`',
            json_schema_extra={"x-required": True},
        ),
    ] = None,
) -> IfMatch:
    return parse_if_match(if_match)


ExpectedVersion = Annotated[IfMatch, Depends(_if_match)]
"""What the caller takes for the present version. A missing header becomes a 428 in `check`, after
what the caller may not see has become a 404.
"""


async def _if_match_of_existing(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description='修改时必填，新建时不填 / for a change: the version decided on, `"v3"`',
        ),
    ] = None,
) -> IfMatch:
    return parse_if_match(if_match)


VersionIfKnown = Annotated[IfMatch, Depends(_if_match_of_existing)]
"""As `ExpectedVersion`, where the thing may not exist yet: entering it names no version."""


async def _first_or_match(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description='修改时必填 / for a change: the version decided on, `"v3"`',
        ),
    ] = None,
    if_none_match: Annotated[
        str | None,
        Header(
            alias="If-None-Match", description="新建时为 `*` / to create: `*`, there is none yet"
        ),
    ] = None,
) -> IfMatch:
    return parse_first_or_match(if_match, if_none_match)


FirstOrExpectedVersion = Annotated[IfMatch, Depends(_first_or_match)]
"""As `ExpectedVersion`, where `If-None-Match: *` creates: what does not exist has version 0."""
IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", description='已有的版本 / the version held, `"v3"`')
]


def not_modified(if_none_match: str | None, version: int) -> Response | None:
    """The 304 for a caller that already holds `version`, else None."""
    if is_unchanged(if_none_match, version):
        return Response(status_code=304, headers={"ETag": etag(version)})
    return None
