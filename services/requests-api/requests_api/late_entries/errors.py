"""What can go wrong when a late entry is confirmed."""

from gongkai.errors import Conflict, Forbidden, Unprocessable
from gongkai.problem_parts import ProblemMembers


class EntryNotAwaiting(Conflict):
    """The event counts already, or is none whose day a second person confirms."""

    code = "entry_not_awaiting"
    title_zh = "该条无需核实或者已经核实"
    title_en = "The event awaits no confirmation"


class EntryDayDiffers(Unprocessable):
    """The day that the second person found is another than the one that was entered: what was
    entered is put right first.
    """

    code = "entry_day_differs"
    title_zh = "核实的日期与录入的日期不一致"
    title_en = "The day found is not the day entered"


class EntryRestsOnAnother(Conflict):
    """The event follows another whose day awaits a second person, too: that one is confirmed first,
    so that no reply counts before the day on which its approval does.
    """

    code = "entry_rests_on_another"
    title_zh = "该条以另一条待核实的迟录事项为前提"
    title_en = "The event rests on another that awaits confirmation"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"confirm_first": 3}]}):
        """What to do first."""

        confirm_first: int
        """Number of the event that is confirmed first."""


class EntryOutOfOrder(Conflict):
    """What was put on record since contradicts the day: it would lie before what its event follows
    or after what follows that. The head puts it right anew.
    """

    code = "entry_out_of_order"
    title_zh = "更正后的日期与此后登记的事项相矛盾"
    title_en = "Acts put on record since contradict the day"


class EnteredByYourself(Forbidden):
    """A late entry is confirmed by a second person, never by the one who entered it or put its day
    right.
    """

    code = "entered_by_yourself"
    title_zh = "本人录入的事项须由他人核实"
    title_en = "Whoever entered it may not confirm it"


class ConfirmationNeedsApprover(Forbidden):
    """A late entry is confirmed by the head of the disclosure office or the leader in charge."""

    code = "confirmation_needs_approver"
    title_zh = "核实迟录日期须由工作机构负责人或者分管领导办理"
    title_en = (
        "A late entry is confirmed by the head of the disclosure office or the leader in charge"
    )
