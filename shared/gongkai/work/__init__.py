"""Due work is a row: claimed under a lease, tried again with pauses, given up, redriven.

    class Delivery(WorkRow):
        __tablename__ = "deliveries"
        __table_args__ = (*work_table_args("deliveries"), …)

    TERMS = Terms(backoff=Backoff((timedelta(minutes=1), …)))
    DELIVERIES = WorkTable("deliveries", Delivery, TERMS)

A feature creates rows in the transaction of their cause: `DELIVERIES.due(session, clock).add(…)`.
A worker's loop calls :func:`work_off`; for work on our own tables only :func:`work_off_inside`, or
:func:`work_off_together` where a batch costs far less than its pieces.
"""

from gongkai.work.backoff import Backoff
from gongkai.work.due import Claim, DueWork, Terms
from gongkai.work.rows import ReportingWorkRow, WorkRow, WorkState, work_table_args
from gongkai.work.runner import (
    WorkFailed,
    WorkGoesOn,
    WorkObsolete,
    WorkTable,
    work_off,
    work_off_inside,
    work_off_together,
)

__all__ = [
    "Backoff",
    "Claim",
    "DueWork",
    "ReportingWorkRow",
    "Terms",
    "WorkFailed",
    "WorkGoesOn",
    "WorkObsolete",
    "WorkRow",
    "WorkState",
    "WorkTable",
    "work_off",
    "work_off_inside",
    "work_off_together",
    "work_table_args",
]
