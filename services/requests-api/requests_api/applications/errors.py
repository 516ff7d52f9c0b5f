"""What an applicant can be told."""

from gongkai.errors import NotFound


class ApplicationNotFound(NotFound):
    """The receipt number does not exist or the access code is wrong: the answer is the same.

    After ten wrong codes a number stays closed for a quarter of an hour. The office can give a new
    code, which is open at once.
    """

    code = "application_not_found"
    title_zh = "回执编号或者查询码不正确"
    title_en = "No application with this receipt number and access code"
