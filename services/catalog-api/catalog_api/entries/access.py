"""Who may call what about entries: an office sees the entries of its organ, oversight and systems
those of the subtree (`EntryRepository`); which person takes which step says the step.
"""

from typing import Annotated

from gongkai.auth.principal import Permission, Principal
from gongkai.http.security import requires

EntryReader = Annotated[Principal, requires(Permission.ENTRIES_READ)]
EntryWriter = Annotated[Principal, requires(Permission.ENTRIES_WRITE)]
