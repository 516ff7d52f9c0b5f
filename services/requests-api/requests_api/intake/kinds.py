"""How receipt is confirmed, and what becomes of what another system tells."""

from gongkai.codes import LabelledEnum


class ConfirmationMeans(LabelledEnum):
    """How receipt was confirmed with the applicant (条例31)."""

    PHONE = "phone", "电话"
    EMAIL = "email", "电子邮件"
    SMS = "sms", "短信"
    IN_PERSON = "in_person", "当面"


class SourceOutcome(LabelledEnum):
    """What became of an application that another system told of."""

    CREATED = "created", "已收件"
    UNCHANGED = "unchanged", "已有且一致"
    KEPT = "kept", "已有，以卷内记录为准"
