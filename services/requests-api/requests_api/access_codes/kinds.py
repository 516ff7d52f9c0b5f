"""How a new access code reaches its applicant."""

from typing import Self

from gongkai.codes import LabelledEnum


class Handover(LabelledEnum):
    """The way of a new access code to its applicant."""

    MAIL = "mail", "电子邮件发送"
    """To the address that the applicant gave."""
    COUNTER = "counter", "当面交付"
    """Against the identity document: whoever states this way states that they saw it."""
    REGISTERED_POST = "registered_post", "挂号邮寄"


class CodeOrigin(LabelledEnum):
    """The access code under which an applicant acts, where it is not the one of the receipt."""

    REISSUED_MAIL = "reissued_mail", "重发的查询码（电子邮件发送）"
    REISSUED_COUNTER = "reissued_counter", "重发的查询码（当面交付）"
    REISSUED_REGISTERED_POST = "reissued_registered_post", "重发的查询码（挂号邮寄）"

    @classmethod
    def of(cls, handover: Handover) -> Self:
        """The code that was handed over so."""
        return cls(f"reissued_{handover}")
