"""What can go wrong with a case."""

from gongkai.errors import Conflict, Forbidden, NotFound, StepNotAllowed, Unprocessable


class CaseNotFound(NotFound):
    """No case of this id exists for the caller; other organs' cases do not exist for a clerk."""

    code = "case_not_found"
    title_zh = "未找到该申请"
    title_en = "No such case"


class CaseStepNotAllowed(StepNotAllowed):
    """The lifecycle does not allow this step now; `allowed_steps` names those it does."""

    code = "case_step_not_allowed"
    title_zh = "当前状态不能执行该操作"
    title_en = "The case does not allow this step now"


class UnknownOrgan(Unprocessable):
    """The organ that is named is not in the directory of organs."""

    code = "organ_unknown"
    title_zh = "机关不在机关名录中"
    title_en = "The organ is not in the directory"


class OrganAbolished(Unprocessable):
    """The organ had been abolished when the application arrived; `valid_until` was its last day.
    Whoever carries on its functions takes the application.
    """

    code = "organ_abolished"
    title_zh = "机关已撤销，请向继续行使其职权的行政机关申请"
    title_en = "The organ has been abolished"


class ForeignOrgan(Forbidden):
    """A case is keyed in and handled for the caller's own organ only (machines: for their subtree);
    who oversees other organs sees their cases and works on none of them.
    """

    code = "organ_foreign"
    title_zh = "只能登记、办理本机关的申请"
    title_en = "Cases can be keyed in and handled for the caller's own organ only"


class ExternalIdTaken(Conflict):
    """Another case already carries this external id of this source; `case_id` names it where it
    exists for the caller.
    """

    code = "external_id_taken"
    title_zh = "该外部编号已被使用"
    title_en = "The external id is already taken"


class DateOutOfOrder(Unprocessable):
    """A date of a step lies in the future, before the receipt, or before what it follows."""

    code = "date_out_of_order"
    title_zh = "日期不合顺序"
    title_en = "The date is out of order"


class ConsultationNotFound(NotFound):
    """The case has no such consultation: an answer needs a letter that was sent."""

    code = "consultation_not_found"
    title_zh = "没有该征求意见函"
    title_en = "No such consultation"


class ConsultationAnswered(Conflict):
    """The consultation has been answered already."""

    code = "consultation_answered"
    title_zh = "该征求意见函已有答复"
    title_en = "The consultation has been answered already"


class ExtensionTooLong(Unprocessable):
    """The extension is longer than the rule set allows (条例33: at most 20 working days)."""

    code = "extension_too_long"
    title_zh = "延长期限超过上限"
    title_en = "The extension is longer than allowed"


class ExtensionTooLate(Conflict):
    """An extension must be approved and notified before the period ends (条例33, DL-02)."""

    code = "extension_too_late"
    title_zh = "答复期限已届满，不能延期"
    title_en = "The period has ended; it cannot be extended"


class ExtensionNeedsHead(Forbidden):
    """An extension is agreed by the head of the disclosure office (条例33)."""

    code = "extension_needs_head"
    title_zh = "延期须经政府信息公开工作机构负责人同意"
    title_en = "An extension needs the consent of the head of the disclosure office"
