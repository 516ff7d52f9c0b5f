"""What can go wrong with entries."""

from uuid import UUID

from gongkai.errors import Conflict, Forbidden, NotFound, StepNotAllowed, Unprocessable
from gongkai.problem_parts import ProblemMembers


class EntryNotFound(NotFound):
    """There is no entry with this id, or it is none of the caller's."""

    code = "entry_not_found"
    title_zh = "未找到该信息"
    title_en = "Entry not found"


class EntryOfOtherOrgan(Forbidden):
    """Entries are written, reviewed and published by people of their organ (machines: of their
    subtree); who oversees other organs sees theirs and works on none of them.
    """

    code = "entry_of_other_organ"
    title_zh = "只能办理本机关的公开信息"
    title_en = "Entries are worked on by their own organ"


class EntryOrganUnknown(Unprocessable):
    """The organ that the entry names does not exist, or is none of the caller's."""

    code = "entry_organ_unknown"
    title_zh = "所填机构不存在或者不属于您的范围"
    title_en = "No such organ"


class EntryKindUnknown(Unprocessable):
    """There is no kind of information of this code (`GET /kinds`)."""

    code = "entry_kind_unknown"
    title_zh = "没有此类信息的定义"
    title_en = "No such kind of information"


class EntryElementsRefused(Unprocessable):
    """The elements are not what the kind wants; `errors` names each missing one by its label
    (`element_missing`), what does not hold (`element_invalid`) and what the kind does not know
    (`element_unknown`).
    """

    code = "entry_elements_refused"
    title_zh = "信息要素不符合该类信息的要求"
    title_en = "The elements are not what the kind wants"


class EntryAudienceWider(Unprocessable):
    """The kind is internal (巴彦淖尔市政务公开办法11): an entry of it is for nobody outside."""

    code = "entry_audience_wider"
    title_zh = "该类信息仅限内部公开"
    title_en = "What is of this kind stays inside"


class EntryRelatedUnknown(Unprocessable):
    """An entry that it is related to does not exist for the caller, or is the entry itself."""

    code = "entry_related_unknown"
    title_zh = "所关联的信息不存在"
    title_en = "The related entry does not exist"


class EntryFormedInFuture(Unprocessable):
    """The day on which the information was formed lies in the future."""

    code = "entry_formed_in_future"
    title_zh = "生成日期不能晚于今天"
    title_en = "The information is formed in the future"


class EntrySourceIncomplete(Unprocessable):
    """`source` and `external_id` are given together or not at all."""

    code = "entry_source_incomplete"
    title_zh = "来源系统与外部编号须同时填写"
    title_en = "source and external_id belong together"


class EntryExternalIdTaken(Conflict):
    """Another entry of the organ has this pair of source and external id; `existing_id` says which,
    where the caller may see it.
    """

    code = "entry_external_id_taken"
    title_zh = "该来源系统的外部编号已被其他信息使用"
    title_en = "The external id belongs to another entry"

    class Members(ProblemMembers):
        """Whose it is."""

        existing_id: UUID | None = None
        """The entry that has it."""


class EntryStepNotAllowed(StepNotAllowed):
    """The procedure of the entry does not allow this step now; `allowed_steps` names those that it
    does, `why` what stands against it.
    """

    code = "entry_step_not_allowed"
    title_zh = "当前状态不允许此操作"
    title_en = "Not possible with this entry now"
