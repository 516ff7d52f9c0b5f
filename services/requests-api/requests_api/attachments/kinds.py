"""Who brought an attachment."""

from gongkai.codes import LabelledEnum


class AttachmentOrigin(LabelledEnum):
    """From whom a file came."""

    APPLICANT = "applicant", "申请人提交"
    OFFICE = "office", "工作机构添加"
