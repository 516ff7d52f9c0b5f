"""Delays as they are shown in the file."""

from collections.abc import Iterable, Mapping
from typing import Any

from requests_api.delays.schemas import DelayOut
from requests_api.matters.presenter import Words


def delays_out(delays: Iterable[Mapping[str, Any]] | None, words: Words) -> list[DelayOut]:
    """The column `delays` for people, oldest first."""
    return [
        DelayOut(
            number=number,
            notified_on=delay["notified_on"],
            until=delay["until"],
            reason=words.of(delay["seq"]),
        )
        for number, delay in enumerate(delays or (), start=1)
    ]
