"""Where a proposal stands."""

from gongkai.codes import LabelledEnum


class ProposalState(LabelledEnum):
    """Where a proposal to publish stands."""

    QUEUED = "queued", "待送"
    SENT = "sent", "已送达主动公开工作"
    REFUSED = "refused", "未被接收"
