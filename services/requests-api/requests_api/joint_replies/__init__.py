"""One decision and text for cases that ask for the same information: drafted, handed in, approved
and issued together, each case in a transaction of its own.
"""
