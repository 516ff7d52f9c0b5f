"""What can go wrong with kept worklists."""

from gongkai.errors import Conflict, NotFound
from gongkai.problem_parts import ProblemMembers


class ViewNotFound(NotFound):
    """The caller keeps no worklist of this code."""

    code = "worklist_view_not_found"
    title_zh = "没有保存该工作台视图"
    title_en = "No such worklist is kept"


class TooManyViews(Conflict):
    """The caller keeps as many worklists as one person may; remove one first."""

    code = "too_many_worklist_views"
    title_zh = "保存的工作台视图已达上限，请先删除一个"
    title_en = "As many worklists are kept as one person may"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"limit": 30}]}):
        """How many."""

        limit: int
        """As many as one person may keep."""
