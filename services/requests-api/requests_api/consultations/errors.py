"""What can go wrong with a consultation."""

from gongkai.errors import Conflict, NotFound


class ConsultationNotFound(NotFound):
    """The case has no such consultation: an answer needs a letter that was sent."""

    code = "consultation_not_found"
    title_zh = "没有该征求意见函"
    title_en = "No such consultation"


class ConsultationAnsweredAlready(Conflict):
    """The consultation has been answered already."""

    code = "consultation_answered"
    title_zh = "该征求意见函已有答复"
    title_en = "The consultation has been answered already"
