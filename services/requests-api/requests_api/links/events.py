"""What a link puts on record."""

from uuid import UUID

from requests_api.cases.story import CaseEvent
from requests_api.links.kinds import ShownRelation


class CaseLinked(CaseEvent):
    """The file was linked with another one; it moves nothing."""

    TYPE = "case_linked"
    LABEL = "关联其他申请"

    link_id: UUID
    """The link."""
    case_id: UUID
    """The other file."""
    relation: ShownRelation
    """What this file has to do with that one."""
