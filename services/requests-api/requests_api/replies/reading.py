"""The present reply as columns of a reading, each as `reply_…`."""

from typing import cast

from sqlalchemy import Table

from requests_api.replies.models import Reply

_KEPT_BACK = {"id", "case_id", "issued_by"}
REPLY_COLUMNS = [
    column.label(f"reply_{column.name}")
    for column in cast("Table", Reply.__table__).c
    if column.name not in _KEPT_BACK
]
"""For a statement that joins `replies` by the case's `reply_id`."""
