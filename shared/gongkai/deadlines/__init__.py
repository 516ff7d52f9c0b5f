"""Deadlines of any aggregate of any service.

Pure: `due` (when it ends), `terms` (from a start and a term to its end), `lights` (how near it is),
`states`. With tables and events: `models` (the row), `book` (what runs against what shall run).
"""
