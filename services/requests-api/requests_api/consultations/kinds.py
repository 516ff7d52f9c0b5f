"""What a consulted party says."""

from gongkai.codes import LabelledEnum


class Opinion(LabelledEnum):
    """What a consulted party says of disclosure; a third party's silence is none (条例32)."""

    CONSENTS = "consents", "同意公开"
    OBJECTS = "objects", "不同意公开"
    OBJECTS_IN_PART = "objects_in_part", "部分不同意公开"


class Silence(LabelledEnum):
    """What it means that a party said nothing until its period ended."""

    CONSENT = "consent", "逾期未提出意见，视为同意公开（条例34）"
    """Of an organ that made the information together with this one, and whose letter arrived."""
    OFFICE_DECIDES = "office_decides", "逾期未提出意见，由本机关依法决定"
    """Of everybody else (条例32): silence is recorded and is no consent."""


OBJECTIONS = frozenset({Opinion.OBJECTS, Opinion.OBJECTS_IN_PART})


class OverrideGround(LabelledEnum):
    """Why information is disclosed although a third party objects (条例15、32)."""

    NO_REASONABLE_GROUND = "no_reasonable_ground", "第三方不同意公开且无合理理由"
    PUBLIC_INTEREST = "public_interest", "不公开会对公共利益造成重大影响"
