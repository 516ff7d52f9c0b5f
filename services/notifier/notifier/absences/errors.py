"""Problems of absences."""

from gongkai.errors import Unprocessable


class AbsenceReversed(Unprocessable):
    """The last day of the absence lies before the first."""

    code = "absence_reversed"
    title_zh = "不在岗的止日早于起日"
    title_en = "The absence ends before it begins"


class AbsenceOver(Unprocessable):
    """The last day of the absence has passed: who was absent then is told nothing any more, and
    nobody can be said afterwards to have stood in.
    """

    code = "absence_over"
    title_zh = "不在岗的止日已过，不能事后补登"
    title_en = "The last day of the absence has passed"


class SubstituteUnsuitable(Unprocessable):
    """Who stands in is another active person of the same organ."""

    code = "substitute_unsuitable"
    title_zh = "代理人员须是本机关在岗的其他人员"
    title_en = "The substitute is no other active person of the same organ"
