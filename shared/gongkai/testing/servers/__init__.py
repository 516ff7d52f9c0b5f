"""Real PostgreSQL, Valkey and Traefik from their wheels, for the local launcher and for tests.

Every server has start(), stop(), kill(), `running` and its address, and ends with the process that
started it. Start servers from the main thread.
"""

from gongkai.testing.servers.databases import (
    Passwords,
    ServiceDatabase,
    clone_service_database,
    create_service_database,
    drop_database,
)
from gongkai.testing.servers.ports import free_port, is_free, reserve_port
from gongkai.testing.servers.postgres import PostgreSQL
from gongkai.testing.servers.process import Account, Child, ServerError, kill_tree
from gongkai.testing.servers.traefik import Traefik, read_env_file
from gongkai.testing.servers.valkey import Valkey

__all__ = [
    "Account",
    "Child",
    "Passwords",
    "PostgreSQL",
    "ServerError",
    "ServiceDatabase",
    "Traefik",
    "Valkey",
    "clone_service_database",
    "create_service_database",
    "drop_database",
    "free_port",
    "is_free",
    "kill_tree",
    "read_env_file",
    "reserve_port",
]
