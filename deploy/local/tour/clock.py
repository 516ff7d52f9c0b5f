"""Step 2: a period across National Day, day by day."""

from deploy.local.tour import expectations, words
from deploy.local.tour.guide import Guide, check, check_same

_RECEIPT, _DUE, _APPLICANT_EXPECTS = "2025-09-26", "2025-10-30", "2025-10-29"
_TERM = 20
"""Working days of the answer period (条例33)."""
_SHOWN_FROM, _SHOWN_UNTIL = "2025-09-26", "2025-10-13"


def show_clock(guide: Guide) -> None:
    """The ledger of a receipt on 2025-09-26: rest days, make-up days, and who counts otherwise."""
    preview = guide.post(
        "/requests/v1/clock/preview",
        {"received_on": _RECEIPT, "channel": "in_person", "as_of": _RECEIPT, "events": []},
    )
    check_same(preview["due_on"], _DUE, expectations.DUE)
    expected = preview["due_on_if_receipt_day_counted"]
    check_same(expected, _APPLICANT_EXPECTS, expectations.RECEIPT_DAY_COUNTED)
    ledger = preview["ledger"]
    counted = [row for row in ledger if row["counts"]]
    check(len(counted) == _TERM and counted[-1]["on"] == _DUE, expectations.TWENTIETH)
    for row in ledger:
        if _SHOWN_FROM <= row["on"] <= _SHOWN_UNTIL:
            shown = words.COUNTED if row["counts"] else words.NOT_COUNTED
            guide.tell(shown, **{**row, "reason": words.REASONS[row["reason"]]})
    guide.tell(words.DUE, due_on=preview["due_on"], expected=expected)
