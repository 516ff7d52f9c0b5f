"""Requests for an extension as they are shown in the file."""

from collections.abc import Iterable, Mapping
from typing import Any

from requests_api.extensions.kinds import ExtensionAnswer
from requests_api.extensions.schemas import ExtensionRequestOut
from requests_api.matters.presenter import Words


def extension_requests_out(
    requests: Iterable[Mapping[str, Any]] | None, words: Words, names: Mapping[str, str]
) -> list[ExtensionRequestOut]:
    """The column `extension_requests` for people; ``names`` has those of who asked and answered."""
    return [_out(request, words, names) for request in requests or ()]


def _out(request: Mapping[str, Any], words: Words, names: Mapping[str, str]) -> ExtensionRequestOut:
    answer = None if request["answer"] is None else ExtensionAnswer(request["answer"])
    answered_by = request["answered_by"]
    return ExtensionRequestOut(
        id=request["ref"],
        working_days=request["working_days"],
        requested_on=request["requested_on"],
        requested_by=request["requested_by"],
        requested_by_name=names.get(request["requested_by"]),
        reason=words.of(request["seq"]),
        answer=answer,
        answer_label=answer and answer.label,
        answered_on=request["answered_on"],
        answered_by=answered_by,
        answered_by_name=names.get(answered_by),
        refusal_reason=words.of(request["answer_seq"])
        if answer is ExtensionAnswer.REFUSED
        else None,
    )
