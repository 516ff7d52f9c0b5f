"""The check of one report with the year before and the reports that it rolls up."""

from dataclasses import replace

from requests_api.annual_reports.check import check
from requests_api.annual_reports.schemas import ReportCheckIn, ReportCheckOut
from requests_api.annual_reports.unread import unread_of, without_a_table


def answer_to(body: ReportCheckIn) -> ReportCheckOut:
    """Check a report with what was given beside it."""
    parts = body.parts or ()
    unread = unread_of(body)
    if body.previous is not None:
        unread += unread_of(body.previous, ("previous",), is_whole=False)
    for index, part in enumerate(parts):
        unread += unread_of(part, ("parts", index), is_whole=False)
    previous = body.previous.figures() if body.previous else None
    result = check(body.figures(), previous, [part.figures() for part in parts])
    result = replace(result, not_compared=(*result.not_compared, *without_a_table(body)))
    return ReportCheckOut.of(result, unread, body)
