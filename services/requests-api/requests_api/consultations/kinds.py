"""What a consulted party says."""

from gongkai.codes import LabelledEnum


class Opinion(LabelledEnum):
    """What a consulted party says of disclosure; a third party's silence is none (条例32)."""

    CONSENTS = "consents", "同意公开"
    OBJECTS = "objects", "不同意公开"
    OBJECTS_IN_PART = "objects_in_part", "部分不同意公开"
