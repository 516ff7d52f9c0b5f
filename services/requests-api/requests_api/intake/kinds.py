"""How receipt is confirmed."""

from gongkai.codes import LabelledEnum


class ConfirmationMeans(LabelledEnum):
    """How receipt was confirmed with the applicant (条例31)."""

    PHONE = "phone", "电话"
    EMAIL = "email", "电子邮件"
    SMS = "sms", "短信"
    IN_PERSON = "in_person", "当面"
