"""Who calls: principals, what they may do, and the tokens that prove it.

Only the vocabulary is re-exported here, so that importing it never imports a token library.
"""

from gongkai.auth.principal import ROLE_PERMISSIONS, Permission, Principal, Role

__all__ = ["ROLE_PERMISSIONS", "Permission", "Principal", "Role"]
