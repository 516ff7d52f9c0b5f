"""For what costs are charged."""

from gongkai.codes import LabelledEnum


class CostKind(LabelledEnum):
    """The costs that the 条例 of 2007 names (Art. 27: 检索、复制、邮寄等成本费用)."""

    SEARCH = "search", "检索费"
    COPY = "copy", "复制费"
    POST = "post", "邮寄费"
    OTHER = "other", "其他成本费用"
