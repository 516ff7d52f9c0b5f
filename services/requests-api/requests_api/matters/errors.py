"""What can go wrong with any matter."""

from gongkai.errors import Forbidden, Unprocessable


class UnknownOrgan(Unprocessable):
    """The organ that is named is not in the directory of organs."""

    code = "organ_unknown"
    title_zh = "机关不在机关名录中"
    title_en = "The organ is not in the directory"


class ForeignOrgan(Forbidden):
    """A case is keyed in and handled for the caller's own organ only (machines: for their subtree);
    who oversees other organs sees their cases and works on none of them.
    """

    code = "organ_foreign"
    title_zh = "只能登记、办理本机关的申请"
    title_en = "Cases can be keyed in and handled for the caller's own organ only"


class DateOutOfOrder(Unprocessable):
    """A date of a step lies in the future, before the receipt, or before what it follows."""

    code = "date_out_of_order"
    title_zh = "日期不合顺序"
    title_en = "The date is out of order"
