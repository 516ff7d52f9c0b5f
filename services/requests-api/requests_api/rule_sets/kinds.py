"""Whose text a rule set is."""

from gongkai.codes import LabelledEnum


class RuleSetKind(LabelledEnum):
    """Whose text it is."""

    NATIONAL = "national", "国家"
    LOCAL = "local", "地方"
