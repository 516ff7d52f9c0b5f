"""Pauses as they are shown in the file."""

from collections.abc import Iterable, Mapping
from typing import Any

from requests_api.matters.presenter import Words
from requests_api.pauses.schemas import PauseOut


def pauses_out(pauses: Iterable[Mapping[str, Any]] | None, words: Words) -> list[PauseOut]:
    """The column `pauses` for people, oldest first."""
    return [
        PauseOut(
            id=pause["ref"],
            on=pause["on"],
            reason=words.of(pause["seq"]),
            notified_on=pause.get("notified_on"),
            resumed_on=pause["resumed_on"],
            resumption_reason=words.of(pause["resumed_seq"]),
        )
        for pause in pauses or ()
    ]
