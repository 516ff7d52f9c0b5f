"""What can go wrong with a link."""

from gongkai.errors import Unprocessable


class LinkToItself(Unprocessable):
    """A file is linked with another one, not with itself."""

    code = "link_to_itself"
    title_zh = "不能与本件自身关联"
    title_en = "A case cannot be linked with itself"


class LinkedCaseUnknown(Unprocessable):
    """The file that is named does not exist for the caller: who links two files sees both."""

    code = "linked_case_unknown"
    title_zh = "未找到所关联的申请"
    title_en = "The case to be linked does not exist for the caller"
