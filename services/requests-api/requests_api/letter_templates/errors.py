"""What can go wrong with templates of letters."""

from gongkai.errors import Conflict, NotFound, Unprocessable
from gongkai.problem_parts import ProblemMembers


class LetterOfOtherText(Conflict):
    """The application was received before 2019-05-15: the text of 2007, under which it is decided,
    knows no such procedure, and so no such letter.
    """

    code = "letter_of_other_text"
    title_zh = "该申请适用2007年条例，没有这种文书"
    title_en = "The text of 2007 knows no such letter"


class LetterKindUnavailable(NotFound):
    """Letters of this kind cannot be drawn up yet: the step whose facts they tell is still to
    come.
    """

    code = "letter_kind_unavailable"
    title_zh = "尚不能制作该类文书"
    title_en = "Letters of this kind cannot be drawn up yet"


class FormUnavailable(Conflict):
    """The organ's own template makes no application form any more; an application in writing is one
    in any form.
    """

    code = "form_unavailable"
    title_zh = "本机关的申请表模板暂不可用，可以采用其他书面形式提出申请"
    title_en = "The organ's template makes no form; apply in writing in any form"


class TemplateRefused(Unprocessable):
    """The template names unknown fields, leaves out what such a letter must say, or holds what no
    template may hold. `/check` says the same without keeping anything.
    """

    code = "template_refused"
    title_zh = "模板未通过检查"
    title_en = "The template is refused"

    class Members(
        ProblemMembers,
        json_schema_extra={
            "examples": [
                {
                    "unknown_fields": ["applicant_phone"],
                    "missing_fields": ["remedies"],
                    "refused": [{"expression": "{{ title.upper() }}", "why": "call"}],
                }
            ]
        },
    ):
        """What stands against it, as `/check` answers."""

        unknown_fields: list[str]
        """Fields that letters of this kind do not have."""
        missing_fields: list[str]
        """Fields that a letter of this kind must write out."""
        refused: list[dict[str, str]]
        """Expressions that are not allowed, each with why."""
