"""Who may call what about organs: everybody in an office reads, administrators and integrators
write, at and below the organ that their token names (`OrganService`).
"""

from typing import Annotated

from gongkai.auth.principal import Permission, Principal
from gongkai.http.security import requires

OrganReader = Annotated[Principal, requires(Permission.ORGANS_READ)]
OrganKeeper = Annotated[Principal, requires(Permission.ORGANS_MANAGE)]
