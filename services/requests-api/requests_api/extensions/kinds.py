"""What the head says to a request for an extension."""

from gongkai.codes import LabelledEnum


class ExtensionAnswer(LabelledEnum):
    """The head's answer."""

    GRANTED = "granted", "同意延期"
    REFUSED = "refused", "不同意延期"
