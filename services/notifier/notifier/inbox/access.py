"""Who may call what about the inbox: every person of an office, the own one."""

from typing import Annotated

from gongkai.auth import Permission, Principal
from gongkai.http.security import requires

InboxOwner = Annotated[Principal, requires(Permission.INBOX_READ, by_people=True)]
