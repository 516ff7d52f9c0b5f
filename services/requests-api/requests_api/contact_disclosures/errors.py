"""What can go wrong when an applicant's contact is asked for."""

from gongkai.errors import Conflict, NotFound


class ContactNotFound(NotFound):
    """The applicant cannot be reached by this channel: no such contact was given, or it was
    removed, or the applicant is anonymised. Nothing more will come of asking.
    """

    code = "contact_not_found"
    title_zh = "申请人没有该渠道的联系方式"
    title_en = "The applicant has no contact for this channel"


class MessageObsolete(Conflict):
    """What the message was to bring is for nothing any more: the access code was re-issued once
    more, or it waited for more than seven days. Nothing is disclosed.
    """

    code = "message_obsolete"
    title_zh = "该消息已失效"
    title_en = "The message is obsolete"
