"""What can go wrong with closing a case and with reopening it."""

from datetime import date

from gongkai.errors import Conflict, Forbidden, StepNotAllowed, Unprocessable
from gongkai.problem_parts import ProblemMembers


class ClosingNeedsHead(Forbidden):
    """A case is closed without a reply, and reopened, by the head of the disclosure office."""

    code = "closing_needs_head"
    title_zh = "不作答复办结和恢复办理须由政府信息公开工作机构负责人决定"
    title_en = "A case is closed without a reply by the head of the disclosure office"


class LetterMissing(StepNotAllowed):
    """The letter that tells the applicant of the end is not drawn up: `transfer_notice` or
    `closing_notice`; that of an abandonment is dated after the period that was let pass.
    """

    code = "letter_missing"
    title_zh = "尚未制作告知申请人的文书（不再处理告知书或者转办告知书）"
    title_en = "The letter that tells the applicant of the end is not drawn up"


class NothingAwaited(Conflict):
    """An application is abandoned by not correcting or not paying (条例30, 国办函〔2020〕109号): no
    correction or payment is awaited, as none was asked for in time, or it has come.
    """

    code = "nothing_awaited"
    title_zh = "没有待补正或者待缴费的事项，不能视为放弃申请"
    title_en = "No correction or payment is awaited; nothing is abandoned"


class DeliveryUnknown(Conflict):
    """The applicant's period counts from the delivery of the notice (DL-04, DL-12), which is not on
    record: nobody abandons by silence what they may never have got.
    """

    code = "delivery_unknown"
    title_zh = "未登记补正告知书或者收费通知的送达，不能视为放弃申请"
    title_en = "The delivery of the notice is not on record"


class PeriodNotOver(Conflict):
    """The period for correcting or paying is not over on the day that is stated, or ended before
    the notice had come, so that there was none.
    """

    code = "period_not_over"
    title_zh = "补正或者缴费期限在结案日期尚未届满"
    title_en = "The period for correcting or paying is not over on that day"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"until": "2026-02-05"}]}):
        """Until when the applicant has time."""

        until: date
        """The last day of the period."""


class DecisionRequired(Conflict):
    """Only what is no application under the regulation is transferred. What another organ must
    disclose ends by the decision `not_this_organ`, 信访 by `petition_or_complaint` (条例36、39):
    by a reply.
    """

    code = "decision_required"
    title_zh = "应当以答复决定办结：不属于本机关负责公开的，或者属于信访、举报、投诉的"
    title_en = "This ends by a decision: it is another organ's, or a petition"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"decision": "not_this_organ"}]}):
        """The decision by which it ends."""

        decision: str
        """Its code."""


class MergeNotPossible(Conflict):
    """A case is merged only into a live one of the same organ, of the same applicant or with the
    consent of both, which the evidence `merged_case` notes; `why` says what stands against it.
    """

    code = "merge_not_possible"
    title_zh = "不能并入该件申请"
    title_en = "The case cannot be merged into that one"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"why": "not_live"}]}):
        """What stands against it."""

        why: str
        """`itself`, `other_organ`, `not_live` or `other_applicant`."""


class MergedCaseUnknown(Unprocessable):
    """The case that this one is merged into does not exist for the caller."""

    code = "merged_case_unknown"
    title_zh = "未找到所并入的申请"
    title_en = "The case to merge into does not exist for the caller"
