"""What can go wrong with an access code."""

from gongkai.errors import Conflict, NotFound, TooManyRequests


class ApplicationNotFound(NotFound):
    """The receipt number does not exist or the access code is wrong: the answer is the same."""

    code = "application_not_found"
    title_zh = "回执编号或者查询码不正确"
    title_en = "No application with this receipt number and access code"


class TooManyWrongCodes(TooManyRequests):
    """More than ten wrong codes for one receipt number within a quarter of an hour, whether or not
    the number exists. The right code opens all the same, at any time; whoever has lost it asks the
    office for a new one.
    """

    code = "too_many_wrong_codes"
    title_zh = "查询码多次输入错误，请核对回执；正确的查询码随时可用，遗失的请向受理机构申请重发"
    title_en = "Too many wrong access codes; the right one opens at any time"


class MailHandoverUnavailable(Conflict):
    """Codes cannot be mailed to applicants yet; choose a handover on paper. The old code stays
    valid.
    """

    code = "mail_handover_unavailable"
    title_zh = "尚未开通向申请人发送电子邮件，请选择当面交付或者挂号邮寄"
    title_en = "Codes cannot be mailed yet; choose counter or registered_post"
