"""Versions as entity tags: the pure part, for services too.

The version of an aggregate is its strong ETag `"v3"`. A change must name the version that it was
decided on. A proxy that packs an answer makes the tag weak (`W/"v3"`) and hands it on so: it names
the same version, and is taken for it. What a tag says here is which version was read, and no byte
of an answer, so nothing is lost where RFC 9110 (13.1.1) would have a weak tag match nothing.
"""

import re
from dataclasses import dataclass

from gongkai.errors import BadRequest, PreconditionFailed, PreconditionRequired

_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e]*)"', re.ASCII)
_NOTHING = frozenset({0})
"""What has the version of something that was never entered."""
_OURS = re.compile(r"v(0|[1-9]\d{0,18})", re.ASCII)


class UnreadableEntityTag(BadRequest):
    """`If-Match` or `If-None-Match` is no list of entity tags such as `"v3"`; `*` does not say on
    which version a change was decided, and means with `If-None-Match` that there is none yet.
    """

    code = "unreadable_entity_tag"
    title_zh = "版本标识无法识别"
    title_en = "Unreadable entity tag"


def etag(version: int) -> str:
    """The entity tag of a version: `"v3"`."""
    return f'"v{version}"'


@dataclass(frozen=True, slots=True)
class IfMatch:
    """The versions that a caller accepts as the present one; None where it did not say.

    Tags that can match no version (those of others) are left out of `versions`.
    """

    versions: frozenset[int] | None

    def check(self, version: int, *, since: int | None = None) -> None:
        """Go on only if `version` is what the change was decided on, or one from ``since`` on,
        behind which nothing came that a decision could rest on.

        Raises `PreconditionRequired` (428) where the caller did not say, `PreconditionFailed` (412)
        with the present tag where it is another one.
        """
        if self.versions is None:
            raise PreconditionRequired(
                "请在 If-Match 中给出所依据的版本（ETag）",
                "Name the version that you decided on in If-Match",
            )
        first = version if since is None else since
        if not any(first <= each <= version for each in self.versions):
            present = etag(version)
            raise PreconditionFailed(
                f"现为版本 {present}，请重新读取后再决定",
                f"The version is {present} now; read it again and decide anew",
                headers={"ETag": present},
            )


def parse_if_match(header: str | None) -> IfMatch:
    """Read an `If-Match` header; `W/"v3"` counts as `"v3"`. Raises `UnreadableEntityTag`."""
    if header is None:
        return IfMatch(None)
    found = (_OURS.fullmatch(opaque) for opaque in _tags(header))
    return IfMatch(frozenset(int(match[1]) for match in found if match))


def parse_first_or_match(if_match: str | None, if_none_match: str | None) -> IfMatch:
    """As `parse_if_match`, of what may not exist yet: `If-None-Match: *` expects that nothing is
    there, which is version 0. Both headers must hold. Raises `UnreadableEntityTag`.
    """
    expected = parse_if_match(if_match)
    if if_none_match is None:
        return expected
    if if_none_match.strip() != "*":
        raise UnreadableEntityTag(
            "新建时 If-None-Match 只能是 *", "To create something, If-None-Match is *"
        )
    return IfMatch(_NOTHING if expected.versions is None else expected.versions & _NOTHING)


def is_unchanged(if_none_match: str | None, version: int) -> bool:
    """Whether the caller already holds `version` (304); `*` and weak tags count (RFC 9110)."""
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    return f"v{version}" in _tags(if_none_match)


def _tags(header: str) -> list[str]:
    """What stands within the quotes of each entity tag, weak or strong.

    Ours hold no comma, so the list may be split at them.
    """
    matches = [_TAG.fullmatch(part.strip()) for part in header.split(",")]
    if any(match is None for match in matches):
        raise UnreadableEntityTag(
            '版本标识形如 "v3"，须带引号', 'Entity tags look like "v3", in quotes'
        )
    return [match[1] for match in matches if match is not None]
