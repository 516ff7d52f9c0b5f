"""What can go wrong with reviews."""

from gongkai.errors import Forbidden, StepNotAllowed, Unprocessable


class ReviewerRepeats(Forbidden):
    """The caller has reviewed this version on a lower level: never fewer than two people, and on
    every level another one.
    """

    code = "reviewer_repeats"
    title_zh = "同一人不能审查两级"
    title_en = "Nobody reviews on two levels"


class ReviewOfOtherLevel(Forbidden):
    """The next level of review is given by people of another role; `/actions` and the entry's
    `reviewers` say how far it has come.
    """

    code = "review_of_other_level"
    title_zh = "当前审查层级不由您承担"
    title_en = "This level of review is given by others"


class ReviewCheckFailed(Unprocessable):
    """A content check has not passed; what is concluded to be public has passed each that is
    stated.
    """

    code = "review_check_failed"
    title_zh = "有检查项未通过，不能作出可以公开的结论"
    title_en = "A check has not passed"


class ReviewIncomplete(StepNotAllowed):
    """The newest version has not been agreed to on every level; `missing_levels` says on how many
    it has not.
    """

    code = "review_incomplete"
    title_zh = "审查尚未完成"
    title_en = "The review is not complete"

    class Members(StepNotAllowed.Members):
        """What is missing."""

        missing_levels: int | None = None
        """On how many levels the newest version has not been agreed to."""
