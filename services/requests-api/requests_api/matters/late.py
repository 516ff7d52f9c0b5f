"""What was entered later than it happened: which of it counts at once, and how it is marked. Pure.

Nothing that is entered after a term has ended may move that term or make a late act timely by the
word of one person (domain.md 2.12, the regulation's terms bind the office).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.record.events import Recorded, late_by_days
from gongkai.time import shanghai_date
from requests_api.matters.events import DateCorrected, DatedEvent
from requests_api.matters.file import RecordFile


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How a matter stands against its term: the last day, None where none is known, and whether it
    is or was late.
    """

    due_on: date | None
    is_late: bool
    late_acts: frozenset[int] = frozenset()
    """Numbers of acts that came after a term of their own, such as a notice, and so help the office
    less than in it.
    """

    def favours_over(self, other: "Timeliness") -> bool:
        """Whether the office stands better by this than by ``other``."""
        if other.is_late and not self.is_late:
            return True
        return other.due_on is not None and (self.due_on is None or self.due_on > other.due_on)


def needs_second_person(
    before: Timeliness, stated: Timeliness, entered: Timeliness, today: date
) -> bool:
    """Whether what is entered today counts only once a second person has confirmed it: where the
    term is over and the office gains, and where an act is in time by its stated day alone.

    ``before`` is how the matter stood, ``stated`` how it would stand by the days that are stated,
    ``entered`` how by the day of entry.
    """
    is_over = before.due_on is not None and today > before.due_on
    is_in_time_by_its_day = not entered.late_acts <= stated.late_acts
    return is_in_time_by_its_day or (is_over and stated.favours_over(entered))


def is_late_entry(item: Recorded, today: date) -> bool:
    """Whether a person states a day that has passed, puts a stated day right, or states one that
    helps the office the more the later it is.
    """
    match item.event:
        case DateCorrected():
            return True
        case DatedEvent():
            return item.on < today or item.event.LATER_FAVOURS
        case _:
            return False


def marked(file: RecordFile) -> list[dict[str, Any]]:
    """Everything that was entered later than it happened, as JSON: in the table, for the file."""
    return [
        {
            "seq": item.seq,
            "type": item.event.TYPE,
            "on": item.on.isoformat(),
            "entered_by": item.actor,
            "stated_by": file.stated_by(item.seq),
            "entered_on": shanghai_date(file.entered_at(item)).isoformat(),
            "late_by_days": late_by_days(item.on, file.entered_at(item)),
            "awaits_confirmation": item.seq in file.awaiting,
        }
        for item in _late(file)
    ]


def _late(file: RecordFile) -> Iterable[Recorded]:
    corrections: Sequence[Recorded] = [
        item
        for item in file.recorded
        if isinstance(item.event, DateCorrected) and item.seq in file.awaiting
    ]
    dated = (
        item
        for item in file.stated
        if isinstance(item.event, DatedEvent)
        and (late_by_days(item.on, file.entered_at(item)) > 0 or item.seq in file.awaiting)
    )
    return sorted([*dated, *corrections], key=lambda item: item.seq)
