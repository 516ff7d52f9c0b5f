"""Who may call what about people: administrators and integrators, each below the own organ."""

from typing import Annotated

from gongkai.auth import Permission, Principal
from gongkai.http.security import requires

PeopleReader = Annotated[Principal, requires(Permission.PEOPLE_READ)]
PeopleKeeper = Annotated[Principal, requires(Permission.PEOPLE_MANAGE)]
