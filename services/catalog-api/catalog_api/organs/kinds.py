"""What an organ is and on which level it stands, with what an office calls it."""

from gongkai.codes import LabelledEnum


class OrganKind(LabelledEnum):
    """What kind of body an organ is."""

    GOVERNMENT = "government", "人民政府"
    GOVERNMENT_OFFICE = "government_office", "政府办公厅（室）"
    DEPARTMENT = "department", "工作部门"
    BRANCH = "branch", "派出机关（机构）"
    VERTICAL = "vertical", "垂直管理单位"
    PARTY_BODY = "party_body", "党委机构"
    INSTITUTION = "institution", "公共企事业单位"
    PEOPLE_ORGANISATION = "people_organisation", "人民团体"
    OTHER = "other", "其他"


class OrganStep(LabelledEnum):
    """What is done to an organ that exists; its refusals name it."""

    UPDATE = "update", "修改"
    MOVE = "move", "调整上级机构"
    UPSERT = "upsert", "按来源编号登记"
