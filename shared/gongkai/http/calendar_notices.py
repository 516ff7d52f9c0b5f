"""A holiday notice as handed in: catalog-api loads it, requests-api says what it would move."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from gongkai.calendar import Notice, NoticeFault, NoticeKind
from gongkai.http.schemas import CHECKED, Day, Id, In, ShortText, Text, Year
from gongkai.problem_parts import FieldError


def division_prefix(code: str) -> str:
    """What every code within the division begins with: 150000 is the province 15."""
    while code.endswith("00"):
        code = code[:-2]
    return code


Jurisdiction = Annotated[
    str,
    StringConstraints(pattern=r"^([1-9][0-9]([0-9]{2}){0,2})?$"),
    AfterValidator(division_prefix),
    CHECKED,
]
"""A division code or its first two or four digits, held without the zeros that end the code of a
province or prefecture; empty for the whole country.
"""


class NoticeDayIn(In):
    """A day that the notice names, and what it calls it."""

    on: Day
    """The day."""
    name: ShortText
    """What the notice calls it."""


Days = Annotated[list[NoticeDayIn], Field(max_length=100)]


NEW_NOTICE: dict[str, object] = {
    "year": 2026,
    "title": "示例：关于2026年部分节假日安排的通知",
    "number": "示例办发明电〔2025〕1号",
    "issued_on": "2025-11-04",
    "source": "示例来源",
    "holidays": [{"on": "2026-01-01", "name": "元旦"}, {"on": "2026-01-02", "name": "元旦"}],
    "working_days": [{"on": "2026-01-04", "name": "元旦"}],
}


class CalendarNoticeIn(In, json_schema_extra={"examples": [NEW_NOTICE]}):
    """A notice to be loaded. `source` says where it was read (document, address)."""

    year: Year
    """The year that it settles or changes."""
    kind: NoticeKind = NoticeKind.ANNUAL
    """Whether it settles the year or changes some of its days."""
    jurisdiction: Jurisdiction = ""
    """Division code, or its first digits, for which it counts; empty for the whole country."""
    title: Text
    """Its title."""
    number: Text | None = None
    """Its document number."""
    issued_on: Day | None = None
    """The day of its issue."""
    source: Annotated[Text, Field(max_length=500)]
    """Where it was read: document, address."""
    covers_until: Day | None = None
    """The last day that it settles, where the notice says so."""
    holidays: Days = Field(default_factory=list)
    """Days of rest."""
    working_days: Days = Field(default_factory=list)
    """Days at the weekend that are worked instead."""
    supersedes: Id | None = None
    """The notice in force whose place it takes."""

    def as_notice(self, notice_id: Id) -> Notice:
        """The notice as a calendar takes it."""
        told = self.model_dump(mode="json", exclude={"supersedes"})
        return Notice.from_data({**told, "id": str(notice_id), "withdrawn": False})

    def field_errors(self, faults: Iterable[NoticeFault], at: str = "/body") -> list[FieldError]:
        """What contradicts itself, each at the last place that says it; ``at`` is where it stands
        in the body.
        """
        return [
            FieldError(self._pointer(fault, at), fault.code, fault.message_zh, fault.message_en)
            for fault in faults
        ]

    def _pointer(self, fault: NoticeFault, at: str) -> str:
        places = [
            f"{at}/{name}/{index}/on"
            for name in ("holidays", "working_days")
            for index, day in enumerate(getattr(self, name))
            if day.on == fault.on
        ]
        return places[-1] if places else at
