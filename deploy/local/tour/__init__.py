"""The tour: what the platform does, shown step by step against the gateway, each step asserted.

It asserts differences and relations, never totals: it holds at any date and beside any data.
"""
