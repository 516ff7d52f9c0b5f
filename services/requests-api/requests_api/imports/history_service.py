"""What goes on record of a case that is taken over, and where it stands by that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gongkai.calendar import WorkingCalendar
from gongkai.record.events import Recorded, RecordedEvent
from requests_api.cases.standing import measure
from requests_api.cases.states import CaseState
from requests_api.extensions.events import Extended
from requests_api.imports.events import EndedBefore, Imported, NumberTakenOver, ended_state
from requests_api.imports.rows import CaseRow
from requests_api.imports.schemas import CaseRowIn
from requests_api.intake.events import ReceiptConfirmed
from requests_api.intake.service import Filing, arrival_of
from requests_api.matters.events import ConfirmationAwaited
from requests_api.matters.file import RecordFile
from requests_api.matters.late import needs_second_person

Told = tuple[RecordedEvent, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """Under which circumstances rows are taken over."""

    organ_id: UUID
    jurisdiction: str | None
    calendar: WorkingCalendar
    file_sha256: str
    actor: str
    now: datetime
    today: date


def state_of(said: CaseRowIn) -> CaseState:
    """Where the case stands by its row."""
    if said.decision is not None:
        return ended_state(said.decision)
    if said.state is not None:
        return said.state
    return CaseState.RECEIVED if said.number is None else CaseState.REGISTERED


def history_of(row: CaseRow, said: CaseRowIn, filing: Filing, takeover: Takeover) -> Sequence[Told]:
    """The events of the case in their order, each with its day.

    An extension that would make an open case timely whose term is over counts only when a second
    person has confirmed it, as whatever is entered so late; what had ended counts by the days of
    the earlier register, and is marked.
    """
    told = [*_opening(row, said, filing, takeover)]
    extension, end = said.extension, said.ended_on
    if extension is not None:
        event = Extended(
            working_days=extension.by,
            approved_on=extension.approved_on,
            due_on_before=None,
            due_on=None,
        )
        told.append((event, extension.notified_on))
        if end is None and _is_late_word(told, takeover):
            told.append((ConfirmationAwaited(entries=(len(told) + 1,)), takeover.today))
    if end is not None and said.decision is not None:
        told.append((EndedBefore(decision=said.decision), end))
    taken = Imported(file_sha256=takeover.file_sha256, row=row.number, taken_over=len(told))
    return [(taken, takeover.today), *told]


def _opening(row: CaseRow, said: CaseRowIn, filing: Filing, takeover: Takeover) -> Sequence[Told]:
    number, serial = said.number, row.serial or (None, None)
    told: list[Told] = [(arrival_of(filing, takeover.jurisdiction), said.arrived_on)]
    if said.confirmed_on is not None:
        told.append((ReceiptConfirmed(means=None), said.confirmed_on))
    if number is not None:
        taken = NumberTakenOver(number=number, year=serial[0], serial=serial[1])
        told.append((taken, takeover.today))
    return told


def _is_late_word(told: Sequence[Told], takeover: Takeover) -> bool:
    """Whether the last of these moves a term that is over by the word of one person."""
    items = [
        Recorded(seq, event, on, takeover.now, takeover.actor)
        for seq, (event, on) in enumerate(told, start=1)
    ]
    files = (
        RecordFile(items[:-1]),
        RecordFile(items),
        RecordFile(items, awaiting=[len(items)]),
    )
    before, stated, counted = (measure(file, takeover.calendar, takeover.today) for file in files)
    return needs_second_person(before, stated, counted, takeover.today)
