"""The three services, ready to be attacked."""

import catalog_api.app
import catalog_api.settings
import notifier.app
import notifier.settings
import requests_api.app
import requests_api.settings
from tests.integration.security import seeds
from tests.integration.security.targets import Service

SERVICES = {
    "requests": Service(
        "requests",
        requests_api.app.create_app,
        requests_api.settings.get_settings,
        seeds.seed_requests,
    ),
    "catalog": Service(
        "catalog",
        catalog_api.app.create_app,
        catalog_api.settings.get_settings,
        seeds.seed_catalog,
    ),
    "notifier": Service(
        "notifier",
        notifier.app.create_app,
        notifier.settings.get_settings,
        seeds.seed_notifier,
        {"GONGKAI_SMTP_HOST": "127.0.0.1", "GONGKAI_SMTP_PORT": "9"},
    ),
}
"""By the name that the service has in settings and databases."""
