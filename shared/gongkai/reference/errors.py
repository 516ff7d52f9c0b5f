"""What can go wrong with what is projected from other services."""

from gongkai.errors import NotFound


class OrganNotFound(NotFound):
    """There is no organ with this id, or it is none of the caller's."""

    code = "organ_not_found"
    title_zh = "未找到该机构"
    title_en = "Organ not found"
