"""What a file has to do with others, as it is shown."""

from uuid import UUID

from gongkai.http.schemas import Out

_ALIKE: dict[str, object] = {
    "case_id": "01912d3c-7a10-7000-8000-000000000003",
    "number": "示例依申〔2026〕2号",
    "state": "replied",
    "state_label": "已答复",
    "score": 0.984,
    "why": "同一申请人，内容相近",
}


class AlikeOut(Out):
    """Another file of the same organ that wants the same."""

    case_id: UUID
    """The case."""
    number: str
    """Its number in the register, else that of its receipt."""
    state: str
    """Where it stands."""
    state_label: str
    """What an office calls the state."""
    score: float
    """How near it is: 1 for the same text or the same document."""
    why: str
    """Why it is suggested, in the language of `Accept-Language`."""


class PublishedOut(Out):
    """An entry that is published already."""

    entry_id: UUID
    """The entry of the catalogue."""
    title: str
    """Its title."""
    index_number: str | None
    """Its index number."""
    score: float
    """How alike the titles are, from 0 to 1."""


class NotSearchedOut(Out):
    """Why the published information was not searched."""

    code: str
    """`unavailable`, or `title_names_somebody`: what might name a person leaves the office not."""
    text: str
    """For people."""


_SUGGESTIONS: dict[str, object] = {
    "duplicates": [_ALIKE],
    "duplicates_elsewhere": 1,
    "similar": [_ALIKE | {"why": "其他申请人，内容相近"}],
    "published": [
        {
            "entry_id": "01912d3c-7a10-7000-8000-000000000009",
            "title": "示例规划许可公示",
            "index_number": "示例-2026-00001",
            "score": 0.75,
        }
    ],
    "published_available": True,
}


class SuggestionsOut(Out, json_schema_extra={"examples": [_SUGGESTIONS]}):
    """What to look at before a file is registered and answered; nothing of it decides anything."""

    duplicates: list[AlikeOut]
    """Files of the same applicant that want the same: answered before, the application is a
    repeated one (条例36(六)).
    """
    duplicates_elsewhere: int
    """How many such there are in other organs, which are not named; a repetition of another organ's
    answer is none, and is handled.
    """
    similar: list[AlikeOut]
    """Files of other applicants that want the same: many of them are a reason to publish it
    (条例44).
    """
    published: list[PublishedOut]
    """What is published already with such a title."""
    published_available: bool
    """Whether the published information was searched; where not, work goes on without it."""
    published_why_not: NotSearchedOut | None
    """Why it was not."""
