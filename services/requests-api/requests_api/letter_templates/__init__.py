"""Templates of letters: shipped for every kind, or an organ's own, which are hostile input.

Their notation is that of docxtpl (`{{ field }}`, `{% if %}`, `{% for %}`, the latter two also as a
paragraph or a row of a table of their own); ADR 0048 says why that library does not fill them in.
"""
