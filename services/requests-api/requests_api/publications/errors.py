"""What can go wrong with a proposal to publish."""

from gongkai.errors import NotFound, Unprocessable


class PublicationTitleNeeded(Unprocessable):
    """The title that the applicant wrote may name somebody: a proposal says by a title of its own
    which information it is about, never who asked for it.
    """

    code = "publication_title_needed"
    title_zh = "申请标题可能含有个人姓名，须另行填写所建议公开的信息名称"
    title_en = "The title may name a person; state what the information is called"


class PublicationNotFound(NotFound):
    """Nobody has proposed to publish what this case asks for."""

    code = "publication_not_found"
    title_zh = "尚未建议主动公开"
    title_en = "Nothing was proposed for publication"
