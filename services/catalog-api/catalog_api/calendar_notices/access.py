"""Who may call what about calendar notices: everybody in an office reads; the
administrators of the whole platform load and withdraw (`CalendarNoticeService`).
"""

from typing import Annotated

from gongkai.auth.principal import Permission, Principal
from gongkai.http.security import requires

NoticeReader = Annotated[Principal, requires(Permission.CALENDAR_READ)]
NoticeKeeper = Annotated[Principal, requires(Permission.CALENDAR_MANAGE)]
