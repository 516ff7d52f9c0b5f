"""Who may call what about lists: everybody in an office reads; heads keep the lists of their own
organ, administrators those of organs below too (`ListService`).
"""

from typing import Annotated

from gongkai.auth.principal import Permission, Principal
from gongkai.http.security import requires

ListReader = Annotated[Principal, requires(Permission.LISTS_READ)]
ListKeeper = Annotated[Principal, requires(Permission.LISTS_MANAGE)]
