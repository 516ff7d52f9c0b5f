"""Through which channels information reaches people, and which people."""

from gongkai.codes import LabelledEnum


class PublicationChannel(LabelledEnum):
    """The channels and carriers of the standard catalogues (基层政务公开标准目录), always these."""

    WEBSITE = "website", "政府网站"
    GAZETTE = "gazette", "政府公报"
    NEW_MEDIA = "new_media", "两微一端"
    PRESS_CONFERENCE = "press_conference", "发布会/听证会"
    BROADCAST = "broadcast", "广播电视"
    PRINT_MEDIA = "print_media", "纸质媒体"
    READING_POINT = "reading_point", "公开查阅点"
    SERVICE_CENTRE = "service_centre", "政务服务中心"
    SERVICE_STATION = "service_station", "便民服务站"
    ON_SITE = "on_site", "入户/现场"
    NOTICE_BOARD = "notice_board", "社区/企事业单位/村公示栏（电子屏）"
    TARGETED = "targeted", "精准推送"
    OTHER = "other", "其他"


class Audience(LabelledEnum):
    """Whom information is for. What is internal (巴彦淖尔市政务公开办法11) never goes outside."""

    PUBLIC = "public", "全社会"
    INTERNAL = "internal", "单位内部"


class KindStep(LabelledEnum):
    """What is done to a kind; its refusals name it."""

    DEFINE = "define", "定义"
