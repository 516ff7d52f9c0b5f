"""What must not stand where everybody reads it: numbers that name a person, and marks of secrecy.

    findings("张某，电话138 0000 0001")   → (Finding(kind=Kind.MOBILE, start=5, end=18),)
    masked("张某，电话138 0000 0001")     → "张某，电话*************"

Check digits, numbering plans and the words around a number spare false alarms: document numbers,
project codes, amounts and organisations' codes (统一社会信用代码) are nobody's identity. Pure, and
in linear time. `documents` looks through whole files, in a process of its own
(`gongkai.files.screening`).
"""

from gongkai.screening.findings import Finding, findings, masked
from gongkai.screening.kinds import Kind, Part

__all__ = ["Finding", "Kind", "Part", "findings", "masked"]
