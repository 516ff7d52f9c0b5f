"""What can go wrong with what goes out with a reply."""

from gongkai.errors import Conflict, NotFound


class EnclosureNotFound(NotFound):
    """The case has no such enclosure, or none that the caller may read: an applicant reads those of
    an issued reply.
    """

    code = "enclosure_not_found"
    title_zh = "没有该随附材料"
    title_en = "No such enclosure"


class EnclosuresFixed(Conflict):
    """The reply has been handed in for approval, or the case has ended: what goes out with it
    changes no more, unless the draft is returned.
    """

    code = "enclosures_fixed"
    title_zh = "答复已送审或者案件已办结，随附材料不得再变动"
    title_en = "The reply is in approval or the case has ended; its enclosures are fixed"


class AlreadyEnclosed(Conflict):
    """The file goes out with the reply already."""

    code = "already_enclosed"
    title_zh = "该附件已列入随附材料"
    title_en = "The attachment is enclosed already"


class NotToBeEnclosed(Conflict):
    """What an applicant handed in does not go back with the reply, and what was taken out of the
    file does not go out.
    """

    code = "not_to_be_enclosed"
    title_zh = "申请人提交的材料和已移出的附件不能随答复提供"
    title_en = "Only the office's own attachments, not taken out, can be enclosed"
