"""What a review concludes, by whom it is given, and what it looks at."""

from dataclasses import dataclass

from gongkai.auth.principal import Role
from gongkai.codes import LabelledEnum


class ReviewConclusion(LabelledEnum):
    """What a reviewer concludes (乌中政发〔2012〕168号 13)."""

    PUBLIC = "public", "可以公开"
    PARTLY_PUBLIC = "partly_public", "部分公开"
    NOT_PUBLIC = "not_public", "不予公开"
    UNCLEAR = "unclear", "不明确"


AGREES = frozenset({ReviewConclusion.PUBLIC, ReviewConclusion.PARTLY_PUBLIC})
"""The conclusions by which a version goes on."""


class ContentCheck(LabelledEnum):
    """What a reviewer looks at besides secrecy."""

    POLITICS = "politics", "政治"
    LAW = "law", "法律"
    POLICY = "policy", "政策"
    SECRECY = "secrecy", "保密"
    WORDING = "wording", "文字"
    TIMING = "timing", "时机"
    FORM = "form", "方式"


@dataclass(frozen=True, slots=True)
class ReviewLevel:
    """A level of review: who gives it."""

    label: str
    roles: frozenset[Role]


LEVELS = (
    ReviewLevel("起草单位（承办人员）", frozenset({Role.CLERK, Role.HEAD})),
    ReviewLevel("政务公开工作机构", frozenset({Role.HEAD})),
    ReviewLevel("分管领导", frozenset({Role.LEADER})),
)
"""The levels that ship (乌中政发〔2012〕168号 12), each by another person; the database demands as
many (`entry_review_levels`).
"""
