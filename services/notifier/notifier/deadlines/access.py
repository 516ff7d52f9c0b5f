"""Who may call what about deadlines."""

from typing import Annotated

from gongkai.auth import Permission, Principal
from gongkai.http.security import requires

DeadlineReader = Annotated[Principal, requires(Permission.DEADLINES_READ)]
