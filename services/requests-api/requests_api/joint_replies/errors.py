"""What can go wrong with a joint reply."""

from gongkai.errors import Conflict


class CasesNotLinked(Conflict):
    """A joint reply is that of cases that are linked as asking for the same information
    (`same_information`), one with another.
    """

    code = "cases_not_linked"
    title_zh = "该件未与同批其他申请关联为同一信息"
    title_en = "The case is not linked with the others as asking for the same information"


class JointTextDiffers(Conflict):
    """A joint reply has one decision and one text; the draft of this case is another one."""

    code = "joint_text_differs"
    title_zh = "该件的答复与同批其他申请的不一致"
    title_en = "The draft of this case is not the one of the others"
