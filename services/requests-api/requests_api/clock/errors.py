"""What the public preview refuses: only what has no meaning. Recorded facts are never refused."""

from gongkai.errors import Unprocessable
from gongkai.problem_parts import ProblemMembers


class ClockDateOutOfRange(Unprocessable):
    """A date of a clock preview lies outside what can be computed: the receipt before 2008-05-01
    (the Regulation of 2007 was not in force) or more than two years ahead, another date more than
    four years ahead.
    """

    code = "clock_date_out_of_range"
    title_zh = "日期超出可计算的范围"
    title_en = "Date out of range"


class ClockEventBeforeReceipt(Unprocessable):
    """An event, or the confirmation, of a clock preview is dated before the application arrived."""

    code = "clock_event_before_receipt"
    title_zh = "事项日期早于收到申请之日"
    title_en = "Event before the application arrived"


class ClockAnswerWithoutLetter(Unprocessable):
    """A clock preview names the answer to a consultation that was never sent, or is answered
    already.
    """

    code = "clock_answer_without_letter"
    title_zh = "答复没有对应的征求意见函"
    title_en = "Answer without a letter"


class ClockReferenceRequired(Unprocessable):
    """More than one letter of a clock preview is open and the answer does not say to which it is
    (`ref`).
    """

    code = "clock_reference_required"
    title_zh = "有多件征求意见函未答复，须注明 ref"
    title_en = "More than one letter is open: ref is required"


class ClockRuleSetUnknown(Unprocessable):
    """A clock preview names a rule set that does not exist."""

    code = "clock_rule_set_unknown"
    title_zh = "没有此规则集"
    title_en = "Unknown rule set"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"known": ["national-2019"]}]}):
        """What there is."""

        known: list[str]
        """The rule sets that there are."""
