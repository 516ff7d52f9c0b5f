"""Who may call what about deliveries."""

from typing import Annotated

from gongkai.auth import Permission, Principal
from gongkai.http.security import requires

DeliveryReader = Annotated[Principal, requires(Permission.NOTIFICATIONS_READ)]
