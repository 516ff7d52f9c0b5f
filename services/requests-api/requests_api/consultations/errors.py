"""What can go wrong with a consultation."""

from gongkai.errors import Conflict, Forbidden, NotFound
from requests_api.matters.errors import AllowedInstead


class ConsultationNotFound(NotFound):
    """The case has no such consultation: an answer needs a letter that was sent."""

    code = "consultation_not_found"
    title_zh = "没有该征求意见函"
    title_en = "No such consultation"


class ConsultationAnsweredAlready(Conflict):
    """The consultation has been answered already."""

    code = "consultation_answered"
    title_zh = "该征求意见函已有答复"
    title_en = "The consultation has been answered already"

    Members = AllowedInstead


class NoObjection(Conflict):
    """Only a third party's objection is overridden, once: silence is none, and consent needs
    nothing.
    """

    code = "no_objection"
    title_zh = "该征求意见函没有待处理的不同意见"
    title_en = "No objection of a third party stands here"


class GroundOfOtherText(Conflict):
    """Under the text of 2007 an objection is overridden for the public interest alone (Art. 23):
    that it has no reasonable ground is a reason of the text of 2019.
    """

    code = "ground_of_other_text"
    title_zh = "适用2007年条例的，只有不公开可能对公共利益造成重大影响，才可以不采纳第三方意见"
    title_en = "Under the text of 2007 only the public interest overrides an objection"


class OverrideNeedsApprover(Forbidden):
    """To disclose over an objection is decided by the head of the disclosure office or the leader
    in charge.
    """

    code = "override_needs_approver"
    title_zh = "不采纳第三方意见须由工作机构负责人或者分管领导决定"
    title_en = "An objection is overridden by the head of the disclosure office or by the leader"
