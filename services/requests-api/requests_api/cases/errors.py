"""What can go wrong with a case."""

from gongkai.errors import NotFound, StepNotAllowed


class CaseNotFound(NotFound):
    """No case of this id exists for the caller; other organs' cases do not exist for a clerk."""

    code = "case_not_found"
    title_zh = "未找到该申请"
    title_en = "No such case"


class CaseStepNotAllowed(StepNotAllowed):
    """The lifecycle does not allow this step now; `why` says what stands against it and
    `allowed_steps` names the steps that it does allow.
    """

    code = "case_step_not_allowed"
    title_zh = "当前状态不能执行该操作"
    title_en = "The case does not allow this step now"
