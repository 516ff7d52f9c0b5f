"""The present reply as columns of a reading, each as `reply_…`."""

from gongkai.db.base import table_of
from requests_api.replies.models import Reply

_KEPT_BACK = {"id", "case_id", "issued_by"}
REPLY_COLUMNS = [
    column.label(f"reply_{column.name}")
    for column in table_of(Reply).c
    if column.name not in _KEPT_BACK
]
"""For a statement that joins `replies` by the case's `reply_id`."""
