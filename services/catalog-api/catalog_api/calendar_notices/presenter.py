"""Calendar notices as the API shows them."""

from catalog_api.calendar_notices.lifecycle import NoticeState, available_actions
from catalog_api.calendar_notices.models import CalendarNotice
from catalog_api.calendar_notices.schemas import (
    CalendarNoticeOut,
    NoticeDayOut,
    NoticeWarningOut,
)
from catalog_api.calendar_notices.service import as_calendar_notice
from gongkai.calendar import NoticeDoubt, doubts_about


def notice_out(notice: CalendarNotice) -> CalendarNoticeOut:
    """The notice with its state and the steps that it allows."""
    state = NoticeState.ACTIVE if notice.withdrawn_at is None else NoticeState.WITHDRAWN
    return CalendarNoticeOut(
        id=notice.id,
        state=state,
        state_label=state.label,
        year=notice.year,
        kind=notice.kind,
        kind_label=notice.kind.label,
        jurisdiction=notice.jurisdiction,
        title=notice.title,
        number=notice.number,
        issued_on=notice.issued_on,
        source=notice.source,
        covers_until=notice.covers_until,
        holidays=[NoticeDayOut.model_validate(day) for day in notice.holidays],
        working_days=[NoticeDayOut.model_validate(day) for day in notice.working_days],
        withdrawn_at=notice.withdrawn_at,
        withdrawal_reason=notice.withdrawal_reason,
        superseded_by=notice.superseded_by,
        warnings=[
            NoticeWarningOut(code=NoticeDoubt(d.code), text=d.message_zh, text_en=d.message_en)
            for d in doubts_about(as_calendar_notice(notice))
        ],
        version=notice.version,
        created_at=notice.created_at,
        available_actions=available_actions(state),
    )
