"""What can go wrong with a reply."""

from gongkai.errors import Conflict, Forbidden, NotFound, Unprocessable


class ApproverIsDrafter(Forbidden):
    """A reply is approved by a second person, never by the one who drafted it."""

    code = "approver_is_drafter"
    title_zh = "拟稿人不得审批自己的答复"
    title_en = "The drafter may not approve the reply"


class ApprovalNeedsHead(Forbidden):
    """A reply is approved by the head of the disclosure office or the leader in charge."""

    code = "approval_needs_head"
    title_zh = "答复须由工作机构负责人或者分管领导审批"
    title_en = "A reply is approved by the head of the disclosure office or the leader in charge"


class ApproverRepeats(Forbidden):
    """Nobody approves two levels of one reply, neither in person nor through who stands in for
    them.
    """

    code = "approver_repeats"
    title_zh = "同一人不得审批两级"
    title_en = "Nobody approves two levels of one reply"


class ApprovalOfAnother(Forbidden):
    """The level whose turn it is is another role's or another person's; `next_approval` of the file
    says whose. Who stands in for an absent person approves in their place.
    """

    code = "approval_of_another"
    title_zh = "当前审批级别不由您审批"
    title_en = "This level of approval is another person's"


class ApprovedTextChanged(Conflict):
    """The text is not the one that an earlier level approved: the draft goes back and is approved
    anew from the first level.
    """

    code = "approved_text_changed"
    title_zh = "答复文本与前级批准的不一致，须退回重新送审"
    title_en = "The text is not the one that an earlier level approved"


class PaperRequired(Unprocessable):
    """An approval with a day that has passed was given on paper, and nothing says where that is."""

    code = "paper_required"
    title_zh = "补录此前的批准须填写纸质材料的存放处"
    title_en = "An approval entered later needs the place of its paper"


class ReplyNotFound(NotFound):
    """The case has no reply yet, or none that the caller may read."""

    code = "reply_not_found"
    title_zh = "尚无答复"
    title_en = "There is no reply"


class EvidenceReferenceUnknown(Unprocessable):
    """Evidence names a third party's consultation or a case that the file does not hold, or relies
    on a notice of correction or a request for reasons that is not on record.
    """

    code = "evidence_reference_unknown"
    title_zh = "依据所引用的记录不存在"
    title_en = "The evidence refers to a record that does not exist"
