"""How a new access code reaches its applicant."""

from gongkai.codes import LabelledEnum


class Handover(LabelledEnum):
    """The way of a new access code to its applicant."""

    MAIL = "mail", "电子邮件发送"
    COUNTER = "counter", "当面交付"
    REGISTERED_POST = "registered_post", "挂号邮寄"
