"""What can go wrong when something is published."""

from gongkai.errors import Conflict


class IndexNumberNeedsCode(Conflict):
    """Index numbers of the organ's place begin with its unified social credit code, and the
    directory knows none: enter it (`PATCH /organs/{organ_id}`) first.
    """

    code = "index_number_needs_code"
    title_zh = "机构没有统一社会信用代码，不能编制索引号"
    title_en = "The organ has no code with which an index number begins"


class IndexNumberTaken(Conflict):
    """Another entry has the index number that would be next: two organs share a code or a pattern.
    Nothing was published.
    """

    code = "index_number_taken"
    title_zh = "索引号已被其他信息使用"
    title_en = "The index number belongs to another entry"
