"""Open matters are computed again when the calendar changed, or time alone moved their clock."""
