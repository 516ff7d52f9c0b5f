"""What can go wrong with attachments."""

from gongkai.errors import Conflict, Forbidden, Gone, NotFound


class AttachmentNotFound(NotFound):
    """The file has no such attachment, or none that the caller sees."""

    code = "attachment_not_found"
    title_zh = "没有该附件"
    title_en = "No such attachment"


class AttachmentWithheld(Forbidden):
    """Attachments are read by those who work on the case; what an applicant handed in may show an
    identity document, so it is read by those alone who may see the applicant in the clear. Who
    only oversees sees that there are attachments.
    """

    code = "attachment_withheld"
    title_zh = "附件只向办理该申请的人员提供"
    title_en = "Attachments are read by those alone who work on the case"


class AttachmentIsRemoved(Gone):
    """The attachment was taken out of the file. It stays on record, and its content is kept until
    the file's retention ends; it is no longer handed out but by `/disclosure`, for a reason.
    """

    code = "attachment_removed"
    title_zh = "附件已移出案卷"
    title_en = "The attachment was taken out of the file"


class AttachmentOfApplicant(Conflict):
    """What the applicant handed in is evidence; the office does not take it out of the file."""

    code = "attachment_of_applicant"
    title_zh = "申请人提交的材料不得移出案卷"
    title_en = "What the applicant handed in stays in the file"


class AttachmentFixed(Conflict):
    """The answer has been handed in for approval, or the case has ended: its file no longer loses
    anything on which that rests.
    """

    code = "attachment_fixed"
    title_zh = "案件已送审或者已办结，附件不得再移出案卷"
    title_en = "The case is in approval or has ended; nothing is taken out of its file"


class AttachmentEnclosed(Conflict):
    """The file goes out with the reply: first it is taken out of what is enclosed."""

    code = "attachment_enclosed"
    title_zh = "该附件随答复提供，须先从随附材料中移出"
    title_en = "The attachment is enclosed with the reply"


class TooManyAttachments(Conflict):
    """The file holds as many attachments as it can, or as the applicant may add to it. What
    else there is can be handed in at the office, or sent by post.
    """

    code = "too_many_attachments"
    title_zh = "附件数量或者总大小已达上限，其余材料可以当面提交或者邮寄"
    title_en = "The file holds as many attachments as it may"


class ApplicationEnded(Conflict):
    """The application was answered, closed or withdrawn: nothing can be added to it online."""

    code = "application_ended"
    title_zh = "申请已办结，不能再提交材料"
    title_en = "The application has ended; nothing can be added"
