"""The backlog of an organ: cases of an earlier register, taken over from a table with their old
numbers and days, marked as imported and never refused for being late.
"""
