"""Reference data as a service sees it: organs and calendar notices, projected from catalog-api."""
