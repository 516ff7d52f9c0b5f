"""Who may call what about kinds: everybody in an office reads; the administrators of the whole
platform define them (`KindService`), since a kind says what every organ must publish.
"""

from typing import Annotated

from gongkai.auth.principal import Permission, Principal
from gongkai.http.security import requires

KindReader = Annotated[Principal, requires(Permission.CATALOGUES_READ)]
KindKeeper = Annotated[Principal, requires(Permission.CATALOGUES_MANAGE)]
