"""Problems of deadlines."""

from gongkai.errors import NotFound


class DeadlineNotFound(NotFound):
    """No deadline of this id is visible to the caller."""

    code = "deadline_not_found"
    title_zh = "没有这个期限"
    title_en = "No such deadline"
