"""What can go wrong with approval chains."""

from gongkai.errors import Conflict, Forbidden, Unprocessable
from gongkai.problem_parts import ProblemMembers


class ChainRepeatsPerson(Unprocessable):
    """Nobody approves two levels of one chain."""

    code = "chain_repeats_person"
    title_zh = "同一人不得在审批链中出现两次"
    title_en = "A person stands at one level of a chain only"


class ApproverUnsuitable(Unprocessable):
    """Who is named at a level is no active person of the organ with the level's role. People are
    entered in the notifier first.
    """

    code = "approver_unsuitable"
    title_zh = "审批人须是本机关在岗、担任该级角色的人员"
    title_en = "The approver is no active person of the organ with the level's role"


class ChainOfAnotherOrgan(Forbidden):
    """A head decides for the own organ, an administrator for the own organ and those below."""

    code = "chain_of_another_organ"
    title_zh = "只能设定本机关的审批链"
    title_en = "A chain is decided for the own organ"


class ChainUnusable(Conflict):
    """The organ's chain cannot end: a level names who drafted this reply, or somebody who is not
    there any more. Have another person draft it, or the chain decided anew.
    """

    code = "chain_unusable"
    title_zh = "审批链无法走完"
    title_en = "The organ's approval chain cannot end"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"level": 1}]}):
        """Which level stops it."""

        level: int
        """The level, from 1."""
