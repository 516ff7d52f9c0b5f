"""What is wrong with a field, in both languages, by pydantic's error type.

The templates take only members of the error's context that describe the rule (a bound, a length,
the allowed words), never what was sent.
"""

from collections.abc import Mapping
from typing import Any

_RULE_MEMBERS = ("ge", "gt", "le", "lt", "min_length", "max_length", "multiple_of", "expected")
_OTHER = ("内容不符合要求", "The value does not hold")

_MESSAGES: Mapping[str, tuple[str, str]] = {
    "missing": ("必填", "Required"),
    "extra_forbidden": ("不允许的成员", "Unknown member"),
    "given_twice": ("只能给出一次", "May be given once only"),
    "model_attributes_type": ("应为 JSON 对象", "Must be a JSON object"),
    "model_type": ("应为 JSON 对象", "Must be a JSON object"),
    "dict_type": ("应为 JSON 对象", "Must be a JSON object"),
    "list_type": ("应为数组", "Must be an array"),
    "tuple_type": ("应为数组", "Must be an array"),
    "too_short": ("至少 {min_length} 项", "At least {min_length} items"),
    "too_long": ("最多 {max_length} 项", "At most {max_length} items"),
    "string_type": ("应为文本", "Must be text"),
    "string_too_short": ("至少 {min_length} 个字符", "At least {min_length} characters"),
    "string_too_long": ("最多 {max_length} 个字符", "At most {max_length} characters"),
    "string_pattern_mismatch": ("格式不正确", "Not of the required form"),
    "string_unicode": ("含有无法存储的字符", "Holds characters that are not allowed"),
    "text_characters": ("含有不允许的字符", "Holds characters that are not allowed"),
    "int_type": ("应为整数", "Must be a whole number"),
    "int_parsing": ("应为整数", "Must be a whole number"),
    "int_parsing_size": ("数字超出范围", "The number is out of range"),
    "int_from_float": ("应为整数", "Must be a whole number"),
    "float_type": ("应为数字", "Must be a number"),
    "float_parsing": ("应为数字", "Must be a number"),
    "decimal_type": ("应为数字", "Must be a number"),
    "decimal_parsing": ("应为数字", "Must be a number"),
    "finite_number": ("应为有限数字", "Must be a finite number"),
    "bool_type": ("应为 true 或 false", "Must be true or false"),
    "bool_parsing": ("应为 true 或 false", "Must be true or false"),
    "greater_than": ("应大于 {gt}", "Must be greater than {gt}"),
    "greater_than_equal": ("不得小于 {ge}", "Must be at least {ge}"),
    "less_than": ("应小于 {lt}", "Must be less than {lt}"),
    "less_than_equal": ("不得大于 {le}", "Must be at most {le}"),
    "multiple_of": ("应为 {multiple_of} 的倍数", "Must be a multiple of {multiple_of}"),
    "date_type": ("应为日期，如 2025-09-26", "Must be a date such as 2025-09-26"),
    "date_parsing": ("应为日期，如 2025-09-26", "Must be a date such as 2025-09-26"),
    "date_from_datetime_parsing": ("应为日期，如 2025-09-26", "Must be a date such as 2025-09-26"),
    "datetime_type": ("应为带时区的时间", "Must be a time with its offset"),
    "datetime_parsing": ("应为带时区的时间", "Must be a time with its offset"),
    "datetime_from_date_parsing": ("应为带时区的时间", "Must be a time with its offset"),
    "datetime_out_of_range": ("时间超出范围", "The time is out of range"),
    "timezone_aware": ("应为带时区的时间", "Must be a time with its offset"),
    "uuid_type": ("应为 UUID", "Must be a UUID"),
    "uuid_parsing": ("应为 UUID", "Must be a UUID"),
    "enum": ("应为下列之一：{expected}", "Must be one of {expected}"),
    "literal_error": ("应为下列之一：{expected}", "Must be one of {expected}"),
    "union_tag_invalid": ("种类未知", "Of an unknown kind"),
    "union_tag_not_found": ("缺少种类", "Does not say of which kind"),
    "none_required": ("应为空", "Must be null"),
}


def describe_error(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """The Chinese and the English sentence of one validation error.

    An error of our own (`schemas.refusal`) brings its sentences in its context.
    """
    if "message_zh" in context and "message_en" in context:
        return str(context["message_zh"]), str(context["message_en"])
    zh, en = _MESSAGES.get(kind, _OTHER)
    rule = {name: context[name] for name in _RULE_MEMBERS if name in context}
    words = str(rule.get("expected", "")).replace("'", "")
    listed = {"expected": words.replace(" or ", "、").replace(", ", "、")} if words else {}
    try:
        return zh.format(**{**rule, **listed}), en.format(**rule)
    except KeyError:
        return _OTHER
