"""Step 2: a period across National Day, day by day."""

from deploy.local.tour.guide import Guide, check, tell

_RECEIPT, _DUE, _APPLICANT_EXPECTS = "2025-09-26", "2025-10-30", "2025-10-29"
_SHOWN_FROM, _SHOWN_UNTIL = "2025-09-26", "2025-10-13"


def show_clock(guide: Guide) -> None:
    """The ledger of a receipt on 2025-09-26: rest days, make-up days, and who counts otherwise."""
    preview = guide.post(
        "/requests/v1/clock/preview",
        {"received_on": _RECEIPT, "channel": "in_person", "as_of": _RECEIPT, "events": []},
    )
    check(preview["due_on"] == _DUE, f"due on {preview['due_on']}, not {_DUE}")
    expected = preview["due_on_if_receipt_day_counted"]
    check(expected == _APPLICANT_EXPECTS, f"counted from the receipt day: {expected}")
    ledger = preview["ledger"]
    counted = [row for row in ledger if row["counts"]]
    check(len(counted) == 20 and counted[-1]["on"] == _DUE, "the 20th counted day is the due day")  # noqa: PLR2004 - 条例33
    for row in ledger:
        if _SHOWN_FROM <= row["on"] <= _SHOWN_UNTIL:
            mark = f"day {row['nth']:>2}" if row["counts"] else "  ·   "
            tell(f"{row['on']} {mark}  {row['reason']}")
    tell(f"… due {preview['due_on']}; an applicant who counts the receipt day expects {expected}")
