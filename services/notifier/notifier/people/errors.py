"""Problems of people."""

from gongkai.errors import Conflict, NotFound, Unprocessable


class PersonNotFound(NotFound):
    """No person of this subject is visible to the caller."""

    code = "person_not_found"
    title_zh = "没有这个人员"
    title_en = "No such person"


class SubjectTaken(Conflict):
    """The subject belongs to a person of an organ that the caller does not administer."""

    code = "subject_taken"
    title_zh = "该人员标识已被其他机构使用"
    title_en = "The subject is in use elsewhere"


class OrganNotAdministered(Unprocessable):
    """The organ is not known, or not one below the caller's."""

    code = "organ_not_administered"
    title_zh = "机构不存在或不在管理范围内"
    title_en = "Unknown organ, or not below the caller's"
