"""What can go wrong with an access code."""

from gongkai.errors import Conflict, NotFound


class ApplicationNotFound(NotFound):
    """The receipt number does not exist or the access code is wrong: the answer is the same.

    After ten wrong codes a number stays closed for a quarter of an hour. The office can give a new
    code, which is open at once.
    """

    code = "application_not_found"
    title_zh = "回执编号或者查询码不正确"
    title_en = "No application with this receipt number and access code"


class MailHandoverUnavailable(Conflict):
    """Codes cannot be mailed to applicants yet; choose a handover on paper. The old code stays
    valid.
    """

    code = "mail_handover_unavailable"
    title_zh = "尚未开通向申请人发送电子邮件，请选择当面交付或者挂号邮寄"
    title_en = "Codes cannot be mailed yet; choose counter or registered_post"
