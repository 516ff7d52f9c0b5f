"""What can go wrong with letters."""

from gongkai.errors import Conflict, Forbidden, NotFound
from gongkai.problem_parts import ProblemMembers


class LetterNotFound(NotFound):
    """The case has no such letter, or none that is addressed to the caller."""

    code = "letter_not_found"
    title_zh = "没有该文书"
    title_en = "No such letter"


class IssuedCopyNotFound(NotFound):
    """No sealed copy of the letter has been filed."""

    code = "issued_copy_not_found"
    title_zh = "尚未存入盖章文书"
    title_en = "No sealed copy has been filed"


class LetterWithheld(Forbidden):
    """A letter names the applicant or a third party; it is read by those who work on the case and
    may see the applicant in the clear.
    """

    code = "letter_withheld"
    title_zh = "文书只向办理该申请的人员提供"
    title_en = "Letters are read by those alone who work on the case"


class LetterFactsMissing(Conflict):
    """A letter says what the record and the directory of organs say; they lack something that a
    letter of this kind must tell. `missing` names it.
    """

    code = "letter_facts_missing"
    title_zh = "缺少制作该文书所需的事项"
    title_en = "The record lacks what this letter must tell"

    class Members(
        ProblemMembers,
        json_schema_extra={
            "examples": [{"missing": [{"code": "court", "text": "管辖法院名称（机构目录）"}]}]
        },
    ):
        """What is missing."""

        missing: list[dict[str, str]]
        """Code and name of each fact."""


class LetterTemplateUnusable(Conflict):
    """The organ's template does not make such a letter of these facts: fields have changed since it
    was set, it leaves out what the letter must say, or it grows too large. `missing_fields` names
    what it left out.
    """

    code = "letter_template_unusable"
    title_zh = "本机关的文书模板不能制作该文书，请重新检查、设定模板"
    title_en = "The organ's template does not make this letter"

    class Members(
        ProblemMembers, json_schema_extra={"examples": [{"missing_fields": ["remedies"]}]}
    ):
        """What stands against it."""

        missing_fields: list[str]
        """Fields that must be written out and were not."""


class IssuedCopyFixed(Conflict):
    """The letter has been served: its sealed copy is no longer replaced."""

    code = "issued_copy_fixed"
    title_zh = "文书已经送达，盖章文书不能再替换"
    title_en = "The letter was served; its sealed copy is not replaced"
