"""An applicant withdraws, with the office or online (row 三(六)3)."""
