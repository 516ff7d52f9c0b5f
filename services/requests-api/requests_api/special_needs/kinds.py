"""For what information is needed."""

from gongkai.codes import LabelledEnum


class Need(LabelledEnum):
    """The needs that the 条例 of 2007 names (Art. 13: 生产、生活、科研等特殊需要)."""

    PRODUCTION = "production", "生产"
    LIVING = "living", "生活"
    RESEARCH = "research", "科研"
    OTHER = "other", "其他特殊需要"
