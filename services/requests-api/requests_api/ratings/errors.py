"""What can go wrong with a rating."""

from gongkai.errors import Conflict, NotFound


class RatingTooEarly(Conflict):
    """The application is rated once it is answered: before that there is nothing to rate."""

    code = "rating_too_early"
    title_zh = "申请尚未答复，答复后可以评价"
    title_en = "The application is rated once it is answered"


class RatedAlready(Conflict):
    """An answer is rated once. A second rating does not replace the first: nobody can be brought to
    change theirs.
    """

    code = "rated_already"
    title_zh = "已经评价，每件申请只评价一次"
    title_en = "The answer was rated already; it is rated once"


class RatingNotFound(NotFound):
    """The applicant has not rated the answer."""

    code = "rating_not_found"
    title_zh = "申请人尚未评价"
    title_en = "There is no rating"
