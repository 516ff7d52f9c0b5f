"""Reference data that is shipped: two published lists, their organs, and the group patterns."""

from catalog_api.data.shipped import (
    ShippedList,
    ShippedOrgan,
    ShippedSource,
    shipped_sources,
)
from catalog_api.unit_references.shipped import unit_group_patterns, unit_groups

__all__ = [
    "ShippedList",
    "ShippedOrgan",
    "ShippedSource",
    "shipped_sources",
    "unit_group_patterns",
    "unit_groups",
]
