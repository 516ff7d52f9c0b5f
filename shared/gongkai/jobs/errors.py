"""What can go wrong with a job."""

from gongkai.errors import Conflict, Gone, NotFound


class JobNotFound(NotFound):
    """No job with this id is the caller's own."""

    code = "job_not_found"
    title_zh = "没有此任务，或者不是本人的任务"
    title_en = "No such job of the caller"


class JobHasNoFile(Conflict):
    """The job has not made a file: it is not done yet, has failed, or makes none."""

    code = "job_has_no_file"
    title_zh = "任务没有生成文件"
    title_en = "The job has made no file"


class JobFileExpired(Gone):
    """The file that the job made was kept for 24 hours and is gone; ask for it anew."""

    code = "job_file_expired"
    title_zh = "任务生成的文件只保留24小时，已删除，请重新导出"
    title_en = "The file was kept for 24 hours and is gone"
