"""What can go wrong when a day is put right."""

from gongkai.errors import Conflict, Forbidden, NotFound, Unprocessable


class EventNotFound(NotFound):
    """The record has no event of this number."""

    code = "event_not_found"
    title_zh = "没有该条留痕"
    title_en = "No such event"


class EventNotCorrectable(Conflict):
    """The day of this event was stated by nobody: it is the day on which it was entered. A
    correction has no day of its own either: the event that it puts right is corrected again; and
    what was stated again holds no more.
    """

    code = "event_not_correctable"
    title_zh = "该事项的日期由系统记录，不能更正"
    title_en = "The day of this event is the platform's own"


class CorrectionNeedsHead(Forbidden):
    """A day on record is put right by the head of the disclosure office."""

    code = "correction_needs_head"
    title_zh = "更正日期须由政府信息公开工作机构负责人办理"
    title_en = "A day on record is put right by the head of the disclosure office"


class DayUnchanged(Unprocessable):
    """The day that is stated as the right one is the day that holds already."""

    code = "day_unchanged"
    title_zh = "所填日期与现有日期相同"
    title_en = "The day is the one that holds already"
