"""What screening finds."""

from gongkai.codes import LabelledEnum


class Kind(LabelledEnum):
    """What was found in a text or a file, or why something of a file was not looked at."""

    RESIDENT_ID = "resident_id", "居民身份证号码"
    TRAVEL_PERMIT = "travel_permit", "来往内地（大陆）通行证号码"
    PASSPORT = "passport", "护照号码"
    BANK_CARD = "bank_card", "银行卡号"
    MOBILE = "mobile", "手机号码"
    LANDLINE = "landline", "固定电话号码"
    EMAIL = "email", "电子邮箱地址"
    PLATE = "plate", "机动车号牌号码"
    SECRECY_MARK = "secrecy_mark", "密级标志"
    NOT_SCREENED_FORMAT = "not_screened_format", "该格式无法自动检查"
    NOT_SCREENED_ENCRYPTED = "not_screened_encrypted", "文件已加密，无法自动检查"
    NOT_SCREENED_PICTURE = "not_screened_picture", "含有图片或者扫描页，无法自动检查"
    NOT_SCREENED_EMBEDDED = "not_screened_embedded", "含有嵌入的文件，无法自动检查"
    NOT_SCREENED_UNREADABLE = "not_screened_unreadable", "文件无法读取，无法自动检查"
    NOT_SCREENED_TOO_MUCH = "not_screened_too_much", "内容过多，未全部检查"

    @property
    def is_unread(self) -> bool:
        """Whether something was not looked at, for this reason: somebody has to look at it."""
        return self.value.startswith("not_screened")

    @property
    def is_personal(self) -> bool:
        """Whether it names or reaches a person."""
        return self is not Kind.SECRECY_MARK and not self.is_unread


class Part(LabelledEnum):
    """Where in a file something stands."""

    CELL = "cell", "单元格"
    COMMENT = "comment", "批注"
    FURTHER = "further", "其他部分"
    LINE = "line", "行"
    LINK = "link", "链接"
    MARGIN = "margin", "页眉页脚"
    NOTE = "note", "脚注、尾注"
    PAGE = "page", "页"
    PARAGRAPH = "paragraph", "段落"
    PROPERTY = "property", "文档属性"
