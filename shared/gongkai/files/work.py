"""What a worker does with files: remove what nobody has, ask the scanner about what is new."""

from datetime import timedelta

from gongkai.files.models import FileRemoval, FileScan
from gongkai.work import Backoff, Terms, WorkTable

_PAUSES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=10),
    *([timedelta(hours=1)] * 24),
)
"""A scanner or a store may be away for a day before somebody has to decide."""
TERMS = Terms(backoff=Backoff(_PAUSES), lease=timedelta(minutes=3), batch=5)
REMOVALS = WorkTable("file-removals", FileRemoval, TERMS)
SCANS = WorkTable("file-scans", FileScan, TERMS)
