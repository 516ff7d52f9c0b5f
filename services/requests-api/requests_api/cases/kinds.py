"""Codes that an application, its confirmation and an opinion carry, with what an office says."""

from enum import StrEnum


class SupplyForm(StrEnum):
    """In which form the information is wanted (条例29, 40)."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    INSPECTION = "inspection"
    COPYING_BY_HAND = "copying_by_hand"
    OTHER = "other"


SUPPLY_FORM_LABELS = {
    SupplyForm.PAPER: "纸质",
    SupplyForm.ELECTRONIC: "电子数据",
    SupplyForm.INSPECTION: "现场查阅",
    SupplyForm.COPYING_BY_HAND: "抄录",
    SupplyForm.OTHER: "其他形式",
}


class ConfirmationMeans(StrEnum):
    """How receipt was confirmed with the applicant (条例31)."""

    PHONE = "phone"
    EMAIL = "email"
    SMS = "sms"
    IN_PERSON = "in_person"


CONFIRMATION_MEANS_LABELS = {
    ConfirmationMeans.PHONE: "电话",
    ConfirmationMeans.EMAIL: "电子邮件",
    ConfirmationMeans.SMS: "短信",
    ConfirmationMeans.IN_PERSON: "当面",
}


class Opinion(StrEnum):
    """What a consulted party says of disclosure; a third party's silence is none (条例32)."""

    CONSENTS = "consents"
    OBJECTS = "objects"
    OBJECTS_IN_PART = "objects_in_part"


OPINION_LABELS = {
    Opinion.CONSENTS: "同意公开",
    Opinion.OBJECTS: "不同意公开",
    Opinion.OBJECTS_IN_PART: "部分不同意公开",
}
