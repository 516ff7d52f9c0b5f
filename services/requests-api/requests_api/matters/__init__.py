"""What every file in the office has, whatever kind of matter it is: identity, organ, number, state,
dates, record, deadlines, desk and lights. A kind adds a table of its own, its states and its clock.
"""
