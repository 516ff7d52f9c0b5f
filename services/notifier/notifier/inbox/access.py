"""Who may call what about the inbox: everybody of an office, the own one."""

from typing import Annotated

from gongkai.auth import Permission, Principal
from gongkai.http.security import requires

InboxOwner = Annotated[Principal, requires(Permission.INBOX_READ)]
