"""What can go wrong with a case."""

from uuid import UUID

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


class FindingsOpen(StepNotAllowed):
    """Something that goes out with the reply has not been looked through yet, or that, or the
    reply's own text, holds what nobody has masked or justified: numbers of people, marks of
    secrecy, parts that could not be read (条例14、15、17). `enclosures` and `is_text_open` say what
    is open.
    """

    code = "findings_open"
    title_zh = "答复正文或者随附材料尚未检查完毕，或者检查发现的问题尚未处理"
    title_en = "What goes out is not screened, or findings in it are open"

    class Members(
        StepNotAllowed.Members,
        json_schema_extra={
            "examples": [
                {
                    "allowed_steps": ["draft"],
                    "step": "submit",
                    "why": "findings_open",
                    "enclosures": ["01912d3c-7a10-7000-8000-000000000031"],
                    "is_text_open": False,
                }
            ]
        },
    ):
        """What is open."""

        enclosures: list[UUID] | None = None
        """The enclosures that are not screened, or of which findings are open."""
        is_text_open: bool | None = None
        """Whether findings in the text of the reply are open (`/reply/findings`)."""
