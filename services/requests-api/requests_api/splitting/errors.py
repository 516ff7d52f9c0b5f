"""What can go wrong with a split."""

from gongkai.errors import Conflict


class SplittingTooLate(Conflict):
    """Parties were consulted, or a fee was set, on the application as a whole: a part would have
    their stop of the clock without their letter. It is handled as one.
    """

    code = "splitting_too_late"
    title_zh = "已就整件申请征求意见或者告知收费，不能再拆分"
    title_en = "Parties were consulted or a fee was set on the whole; it is not split any more"
