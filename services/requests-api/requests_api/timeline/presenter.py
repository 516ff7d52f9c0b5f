"""A record as a history in words."""

from collections.abc import Mapping, Sequence

from gongkai.http.language import Language
from gongkai.record import Recorded
from gongkai.record.events import late_by_days
from requests_api.decisions.model import NationalText
from requests_api.matters.file import RecordFile
from requests_api.timeline.schemas import OuterEntryOut, TimelineEntryOut
from requests_api.timeline.words import told, told_outside


def inner_entries(
    items: Sequence[Recorded], file: RecordFile, language: Language, names: Mapping[str, str]
) -> list[TimelineEntryOut]:
    """Events of ``file`` for the office; ``names`` has those of the people whom they name."""
    return [_entry(item, file, told(item, language, names), names) for item in items]


def as_applicant_sees(
    items: Sequence[Recorded],
    file: RecordFile,
    language: Language,
    names: Mapping[str, str],
    *,
    law: NationalText,
) -> list[TimelineEntryOut]:
    """The same events in the words that the applicant is told; others are left out."""
    said = [(item, told_outside(item, language, law)) for item in items]
    return [_entry(item, file, text, names) for item, text in said if text is not None]


def outer_entries(file: RecordFile, language: Language, law: NationalText) -> list[OuterEntryOut]:
    """What the applicant is told, by the days that count."""
    said = [(item.on, told_outside(item, language, law)) for item in file.effective]
    return [OuterEntryOut(on=on, text=text) for on, text in said if text is not None]


def _entry(
    item: Recorded, file: RecordFile, text: str, names: Mapping[str, str]
) -> TimelineEntryOut:
    stated = file.at(item.seq) or item
    last = file.latest(item.seq) if stated is not item else item.seq
    return TimelineEntryOut(
        seq=item.seq,
        type=item.event.TYPE,
        text=text,
        on=stated.on,
        entered_at=item.recorded_at,
        entered_by=item.actor,
        entered_by_name=names.get(item.actor),
        late_by_days=max(0, late_by_days(stated.on, file.entered_at(stated))),
        awaits_confirmation=item.seq in file.awaiting,
        put_right_by=None if last == item.seq else last,
        is_outer=told_outside(item, "zh") is not None,
    )
