"""Reference data as a service sees it: organs and calendar notices of catalog-api, people of
notifier.
"""
