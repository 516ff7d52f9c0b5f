"""What can go wrong when withheld content is asked for."""

from gongkai.errors import Forbidden


class ApplicantNotDisclosed(Forbidden):
    """The applicant is disclosed to clerks and heads who work on the case, never to oversight and
    not to the leader in charge.
    """

    code = "applicant_not_disclosed"
    title_zh = "申请人信息只向办理该申请的人员提供"
    title_en = "The applicant is disclosed to those alone who work on the case"
