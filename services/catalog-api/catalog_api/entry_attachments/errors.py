"""What can go wrong with the files of an entry."""

from gongkai.errors import Conflict, NotFound


class EntryAttachmentNotFound(NotFound):
    """No version of the entry has this file."""

    code = "entry_attachment_not_found"
    title_zh = "该信息没有此附件"
    title_en = "The entry has no such attachment"


class EntryAttachmentAbsent(Conflict):
    """The newest version does not have the file any more; older ones keep it."""

    code = "entry_attachment_absent"
    title_zh = "最新版本已不含该附件"
    title_en = "The newest version does not have the attachment"


class TooManyEntryAttachments(Conflict):
    """The version has as many files as it can."""

    code = "too_many_entry_attachments"
    title_zh = "附件数量已达上限"
    title_en = "The entry has as many attachments as it can"
