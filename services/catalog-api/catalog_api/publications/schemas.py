"""Publications over HTTP."""

from gongkai.http.schemas import In
from gongkai.http.screened import Reason


class EntryWithdrawalIn(In, json_schema_extra={"examples": [{"reason": "示例：内容有误"}]}):
    """Why what was published is withdrawn."""

    reason: Reason
    """Why, as it stands on record."""
