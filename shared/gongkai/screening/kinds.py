"""What screening finds."""

from gongkai.codes import LabelledEnum


class Kind(LabelledEnum):
    """What was found in a text."""

    RESIDENT_ID = "resident_id", "居民身份证号码"
    TRAVEL_PERMIT = "travel_permit", "来往内地（大陆）通行证号码"
    PASSPORT = "passport", "护照号码"
    BANK_CARD = "bank_card", "银行卡号"
    MOBILE = "mobile", "手机号码"
    LANDLINE = "landline", "固定电话号码"
    EMAIL = "email", "电子邮箱地址"
    SECRECY_MARK = "secrecy_mark", "密级标志"

    @property
    def is_personal(self) -> bool:
        """Whether it names or reaches a person."""
        return self is not Kind.SECRECY_MARK
