"""The need as it is shown."""

from collections.abc import Mapping
from typing import Any

from requests_api.matters.presenter import Words
from requests_api.special_needs.kinds import Need
from requests_api.special_needs.schemas import SpecialNeedOut


def special_need_out(stated: Mapping[str, Any] | None, words: Words) -> SpecialNeedOut | None:
    """The column `special_need` for people."""
    if stated is None:
        return None
    needs = [Need(code) for code in stated["needs"]]
    return SpecialNeedOut(
        stated_on=stated["stated_on"],
        needs=needs,
        needs_labels=[need.label for need in needs],
        statement=words.of(stated["seq"]),
    )
