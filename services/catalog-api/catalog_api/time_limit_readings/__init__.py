"""Reading time limits as Chinese documents word them. Pure: text in, structure out."""

from catalog_api.time_limit_readings.parse import Reading, parse_time_limit, read_cell

__all__ = ["Reading", "parse_time_limit", "read_cell"]
