"""What can go wrong with the authority of an agent."""

from gongkai.errors import Conflict, Unprocessable


class NoAgent(Conflict):
    """Nobody acts for the applicant of this case."""

    code = "no_agent"
    title_zh = "该申请没有代理人"
    title_en = "The application has no agent"


class AuthorityAttachmentUnknown(Unprocessable):
    """The case has no such attachment, or it was taken out."""

    code = "authority_attachment_unknown"
    title_zh = "卷内没有该附件"
    title_en = "The case has no such attachment"
