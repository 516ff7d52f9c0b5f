"""Settings of one process: how much it takes on, how long it waits, where its figures are."""

from pydantic import Field
from pydantic_settings import BaseSettings


class ProcessSettings(BaseSettings):
    """What bounds one process of a service, whichever service it is."""

    database_pool_size: int = Field(
        default=16,
        ge=2,
        le=200,
        description=(
            "Connections that one process keeps to its database, besides one for its health "
            "checks.\n"
            "每个进程保持的数据库连接数，健康检查另用一个。"
        ),
    )
    requests_in_hand: int | None = Field(
        default=None,
        ge=1,
        le=1000,
        description=(
            "Requests that one API process works on at once; unset: as its pool is large.\n"
            "一个接口进程同时处理的请求数；未设置：与连接池大小相应。"
        ),
    )
    requests_waiting: int = Field(
        default=256,
        ge=0,
        le=10_000,
        description=(
            "Requests that may wait for a place, a second at most; others get 503 at once.\n"
            "可以排队等候处理名额的请求数，至多等 1 秒；超出的立即答 503。"
        ),
    )
    body_idle_seconds: float = Field(
        default=10.0,
        gt=0,
        le=600,
        description=(
            "How long a request's body may pause on its way.\n请求体传送途中可以停顿的秒数。"
        ),
    )
    body_seconds: float = Field(
        default=45.0,
        gt=0,
        le=3600,
        description=(
            "How long a request's body may take as a whole; shorter than the gateway's read "
            "timeout (60 s), so that the caller is told.\n"
            "请求体传送总共可用的秒数；应短于网关的读取时限（60 秒），调用方才能收到说明。"
        ),
    )
    feed_poll_seconds: float = Field(
        default=3.0,
        gt=0,
        le=60,
        description=(
            "How often a feed is read when no doorbell rings.\n没有“门铃”时读取变更流的间隔秒数。"
        ),
    )
    worker_metrics_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description=(
            "Port of a worker's metrics; 0 turns them off.\n后台进程的指标端口；0 表示关闭。"
        ),
    )
    worker_metrics_host: str = Field(
        default="127.0.0.1",
        description=("Address on which a worker serves its metrics.\n后台进程提供指标的地址。"),
    )
    drain_seconds: float = Field(
        default=1.0,
        ge=0,
        le=60,
        description=(
            "How long an API says after SIGTERM that it is not ready, before it stops; "
            "the gateway asks every half second.\n"
            "接口进程收到 SIGTERM 后，先声明未就绪多少秒再停止；网关每半秒询问一次。"
        ),
    )
