"""What two files have to do with each other."""

from gongkai.codes import LabelledEnum


class LinkRelation(LabelledEnum):
    """What a file has to do with another."""

    SAME_INFORMATION = "same_information", "申请内容为同一信息"
    SAME_APPLICANT = "same_applicant", "同一申请人"
    FOLLOWS = "follows", "是该件的后续"
    RELATED = "related", "相关"

    @property
    def is_mutual(self) -> bool:
        """Whether it reads the same from both files."""
        return self is not LinkRelation.FOLLOWS


class ShownRelation(LabelledEnum):
    """What a file has to do with another, as the file itself reads it."""

    SAME_INFORMATION = "same_information", "申请内容为同一信息"
    SAME_APPLICANT = "same_applicant", "同一申请人"
    FOLLOWS = "follows", "是该件的后续"
    FOLLOWED_BY = "followed_by", "该件是其后续"
    RELATED = "related", "相关"

    @classmethod
    def of(cls, relation: LinkRelation, *, is_first: bool) -> "ShownRelation":
        """As the first file of a link reads it, or the other one."""
        if relation is LinkRelation.FOLLOWS and not is_first:
            return cls.FOLLOWED_BY
        return cls(relation.value)
