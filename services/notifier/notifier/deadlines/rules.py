"""What an office calls each rule that sets a deadline."""

from collections.abc import Mapping
from types import MappingProxyType

RULE_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "DL-01": "答复期限",
        "DL-02": "延长答复期限",
        "DL-03": "告知补正期限",
        "DL-04": "申请人补正期限",
        "DL-05": "补正后答复期限",
        "DL-08": "第三方意见反馈期限",
        "DL-09": "其他行政机关意见反馈期限",
        "DL-11": "延迟答复期限",
        "DL-12": "缴费期限",
        "DL-42": "答复期限（地方办法）",
        "HOUSE-CONFIRM": "收到申请确认期限（内部）",
    }
)
"""By the rule's id (条例 and the provisions that supplement it); a rule not listed shows its id."""


def rule_label(rule: str) -> str:
    """The rule's name for people."""
    return RULE_LABELS.get(rule, rule)
