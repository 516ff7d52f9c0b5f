"""How personal data is shown to those who need not read it: lists, supervisors, logs of access.

What is too short to keep a recognisable part is hidden whole.
"""

MASK = "*"
HIDDEN_AT_LEAST = 3


def _keep(text: str, head: int, tail: int) -> str:
    """`text` with all but its first `head` and last `tail` characters hidden."""
    hidden = len(text) - head - tail
    if hidden < HIDDEN_AT_LEAST:
        return MASK * len(text)
    return text[:head] + MASK * hidden + text[len(text) - tail :]


def mask_name(name: str) -> str:
    """张三 → 张*, 欧阳某某 → 欧***; a single character is hidden."""
    return name[0] + MASK * (len(name) - 1) if len(name) > 1 else MASK * len(name)


def mask_document_number(number: str) -> str:
    """330…1234 with three characters in front and four behind; shorter ones one and two."""
    return _keep(number, 3, 4) if len(number) >= 15 else _keep(number, 1, 2)  # noqa: PLR2004 - the length of old and new cards


def mask_phone(phone: str) -> str:
    """138****1234; shorter numbers keep their last two digits."""
    return _keep(phone, 3, 4) if len(phone) >= 10 else _keep(phone, 0, 2)  # noqa: PLR2004 - landline with its area


def mask_email(email: str) -> str:
    """z***@example.cn: the first character and the domain; the length is not told."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}{MASK * 3}@{domain}" if local else MASK * len(email)


def mask_address(address: str) -> str:
    """The first six characters (province and city), the rest hidden, its length not told."""
    return address[:6] + MASK * 3 if len(address) > 6 else MASK * 3  # noqa: PLR2004 - as the docstring says
