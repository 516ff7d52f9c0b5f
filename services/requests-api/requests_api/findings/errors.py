"""What can go wrong with what screening found."""

from gongkai.errors import Conflict, Forbidden, NotFound


class FindingNotFound(NotFound):
    """Neither the text of the reply nor the enclosure has such a finding."""

    code = "finding_not_found"
    title_zh = "没有该检查发现"
    title_en = "No such finding"


class FindingsFixed(Conflict):
    """The reply has been handed in for approval, or the case has ended: what was answered for the
    findings in its text holds, unless the draft is returned.
    """

    code = "findings_fixed"
    title_zh = "答复已送审或者案件已办结，正文检查发现的处理不得再变动"
    title_en = "The reply is in approval or the case has ended; the answers for its text are fixed"


class SecrecyNeedsHead(Forbidden):
    """That something with a mark of secrecy goes out all the same is answered for by the head of
    the disclosure office, never by a clerk alone (条例14、17; 保守国家秘密法).
    """

    code = "secrecy_needs_head"
    title_zh = "涉及密级标志的，须由政府信息公开工作机构负责人决定"
    title_en = "Marks of secrecy are answered for by the head of the disclosure office"


class ResolutionNeedsPerson(Forbidden):
    """A finding is answered for by a person, never by a machine."""

    code = "resolution_needs_person"
    title_zh = "检查发现的问题须由工作人员处理，系统不得代为处理"
    title_en = "A finding is answered for by a person"
