"""How people are reached, as requests state it."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from gongkai.http.schemas import CHECKED, clean_line, refusal

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL = re.compile(
    rf"(?=[A-Za-z0-9_])(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*"
    r"(?<!-)",
    re.ASCII,
)


def _mail(value: str) -> str:
    if not _MAIL.fullmatch(value):
        raise refusal("email_format", "应为电子邮箱地址", "Must be a mail address")
    return value


MailAddress = Annotated[
    str,
    StringConstraints(max_length=254),
    BeforeValidator(clean_line),
    AfterValidator(_mail),
    CHECKED,
]
"""A mail address as mail servers take it (RFC 5321): ASCII, no quoted local part, as written.

One that begins with a sign is refused: nobody's does, and mail programs read it as an option.
"""
