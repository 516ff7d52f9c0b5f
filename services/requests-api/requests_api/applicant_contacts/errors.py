"""What can go wrong when contact data are changed."""

from gongkai.errors import Unprocessable


class ContactUnchanged(Unprocessable):
    """The contact data that are stated are those that are on file: nothing is put on record."""

    code = "contact_unchanged"
    title_zh = "联系方式与在卷信息相同"
    title_en = "The contact data are those on file"
