"""What a correction can change of an application."""

from gongkai.codes import LabelledEnum


class WantedPart(LabelledEnum):
    """A part of what is wanted that a correction replaces (条例29)."""

    TITLE = "title", "所需信息的名称"
    DESCRIPTION = "description", "其他特征性描述"
    DOCUMENT_REFERENCE = "document_reference", "文号"
