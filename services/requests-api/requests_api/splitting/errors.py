"""What can go wrong with a split."""

from gongkai.errors import StepNotAllowed


class SplittingTooLate(StepNotAllowed):
    """A correction, reasons or an opinion were asked for, a fee was set, or the term was delayed or
    paused, on the application as a whole: a part would have its effect on the clock without the
    letter that tells of it. It is handled as one; `allowed_steps` names what is possible.
    """

    code = "splitting_too_late"
    title_zh = "已就整件申请告知补正、要求说明理由、征求意见、告知收费、延迟或者中止，不能再拆分"
    title_en = "Something was asked, set or paused on the whole; it is not split any more"
