"""Made-up people and organisations for tests, as many as wanted, none of them real.

The numbers pass every format check, and nobody can have them: the people were born in January
1900, the organisations' codes hold a region that does not exist (990000).
"""

from stdnum.cn import ric, uscc

_STEMS = "甲乙丙丁戊己庚辛壬癸"


def resident_id(n: int = 1) -> str:
    """The nth sample identity number: 北京市东城区, a thousand born on each day from 1900-01-01."""
    body = f"110101190001{1 + n // 1000:02d}{n % 1000:03d}"
    return body + ric.calc_check_digit(body + "0")


def credit_code(n: int = 1) -> str:
    """The nth sample unified social credit code."""
    body = f"91990000MA{n:06d}X"
    return body + uscc.calc_check_digit(body)


def phone(n: int = 1) -> str:
    """The nth sample mobile number."""
    return f"1380000{n:04d}"


def person(n: int = 1) -> dict[str, object]:
    """The nth sample natural person, as the body of an application states it."""
    return {
        "kind": "natural",
        "name": f"测试{_STEMS[(n - 1) % 10]}",
        "document": {"type": "resident_id", "number": resident_id(n)},
        "phone": phone(n),
        "email": f"sample{n}@example.com",
        "address": f"虚构市样本区示例路{n}号",
    }


def organisation(n: int = 1, kind: str = "business") -> dict[str, object]:
    """The nth sample organisation, of one of the five kinds that are counted."""
    return {
        "kind": kind,
        "name": f"测试样本第{n}有限公司",
        "document": {"type": "unified_social_credit_code", "number": credit_code(n)},
        "phone": phone(5000 + n),
        "contact_person": f"测试{_STEMS[(n - 1) % 10]}",
    }
