"""What can go wrong with organs."""

from uuid import UUID

from gongkai.errors import Conflict, Forbidden, Unprocessable
from gongkai.problem_parts import ProblemMembers


class OtherOrgan(
    ProblemMembers,
    json_schema_extra={"examples": [{"organ_id": "00000000-0000-7000-8000-000000000001"}]},
):
    """Whose it is."""

    organ_id: UUID
    """The organ that has it."""


class OrganParentUnknown(Unprocessable):
    """The parent that the request names does not exist."""

    code = "organ_parent_unknown"
    title_zh = "上级机构不存在"
    title_en = "The parent organ does not exist"


class OrganCycle(Conflict):
    """The new parent is the organ itself or lies below it."""

    code = "organ_cycle"
    title_zh = "不能将机构移至其自身或下级之下"
    title_en = "An organ cannot be moved below itself"


class OrganChannelsMissing(Unprocessable):
    """The organ takes applications, and no channel is named: nobody could apply."""

    code = "organ_channels_missing"
    title_zh = "受理申请的机构至少须有一种受理渠道"
    title_en = "An organ that takes applications needs a channel"


class OrganCodeTaken(Conflict):
    """Another organ has this unified social credit code; `organ_id` says which."""

    code = "organ_code_taken"
    title_zh = "统一社会信用代码已被其他机构使用"
    title_en = "The code belongs to another organ"
    Members = OtherOrgan


class OrganExternalIdTaken(Conflict):
    """Another organ has this pair of source and external id; `organ_id` says which."""

    code = "organ_external_id_taken"
    title_zh = "该来源系统的外部编号已被其他机构使用"
    title_en = "The external id belongs to another organ"
    Members = OtherOrgan


class OrganNameTaken(Conflict):
    """Another organ under the same parent has this name at the same time, whatever the width of
    its brackets and its blanks; `organ_id` says which.
    """

    code = "organ_name_taken"
    title_zh = "同一上级下已有同名机构"
    title_en = "Another organ under the parent has this name"
    Members = OtherOrgan


class OrganSuccessorUnknown(Unprocessable):
    """The successor that the request names does not exist."""

    code = "organ_successor_unknown"
    title_zh = "承接机构不存在"
    title_en = "The succeeding organ does not exist"


class OrganSuccessionCircle(Conflict):
    """The successor is the organ itself, or leads back to it."""

    code = "organ_succession_circle"
    title_zh = "承接机构不能是其自身，也不能又由其承接"
    title_en = "An organ cannot succeed itself"


class OrganOutsideSubtree(Forbidden):
    """A caller changes only the organ that its token names and those below it; a new root is
    entered by an administrator whose token names none.
    """

    code = "organ_outside_subtree"
    title_zh = "超出获准维护的机构范围"
    title_en = "Outside the subtree that the caller may change"


class OrganValidityReversed(Unprocessable):
    """The last day of validity lies before the first."""

    code = "organ_validity_reversed"
    title_zh = "有效期止日早于起日"
    title_en = "The validity ends before it begins"


class OrganSourceIncomplete(Unprocessable):
    """`source` and `external_id` are given together or not at all."""

    code = "organ_source_incomplete"
    title_zh = "来源系统与外部编号须同时填写"
    title_en = "source and external_id belong together"


class OrganTreeTooLarge(Unprocessable):
    """The subtree has more organs than one answer holds; ask for a lower organ or less depth."""

    code = "organ_tree_too_large"
    title_zh = "机构树过大，请缩小范围或层数"
    title_en = "The subtree is too large for one answer"


VALUES = (
    OrganChannelsMissing,
    OrganCodeTaken,
    OrganExternalIdTaken,
    OrganNameTaken,
    OrganOutsideSubtree,
    OrganSourceIncomplete,
    OrganValidityReversed,
)
"""What can be wrong with what is said of an organ."""
