"""How an office tells an applicant by itself."""

from gongkai.codes import LabelledEnum


class TellingMeans(LabelledEnum):
    """By what an applicant was told whom no mail reaches."""

    COUNTER = "counter", "当面"
    POST = "post", "邮寄"
