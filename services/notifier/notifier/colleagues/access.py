"""Who chooses among colleagues: whoever may make somebody responsible for a case."""

from typing import Annotated

from gongkai.auth import Permission, Principal
from gongkai.http.security import requires

CaseAssigner = Annotated[Principal, requires(Permission.CASES_WRITE)]
