"""What can go wrong with a handling unit."""

from gongkai.errors import Conflict, NotFound, Unprocessable


class HandlingUnitNotFound(NotFound):
    """The case has no such handling unit."""

    code = "handling_unit_not_found"
    title_zh = "没有该承办单位"
    title_en = "No such handling unit"


class HandlingUnitCompleted(Conflict):
    """The unit has done its part already."""

    code = "handling_unit_completed"
    title_zh = "该承办单位已经办结"
    title_en = "The handling unit has done its part already"


class InternalDueAfterTerm(Unprocessable):
    """An internal last day lies after the last day for the answer: who kept it would make the
    office late.
    """

    code = "internal_due_after_term"
    title_zh = "内部期限不能晚于答复期限"
    title_en = "An internal last day lies after the last day for the answer"
