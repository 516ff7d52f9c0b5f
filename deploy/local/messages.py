"""What the launcher tells of its progress, in both languages."""

from deploy.local.words import Words

READY = Words("{what} ready in {seconds:.1f} s", "{what}就绪，用时{seconds:.1f}秒")
MIGRATIONS = Words("Migrations of three databases", "三个数据库迁移")
PROCESSES = Words("Three APIs, three workers, mail sink", "三个接口进程、三个后台进程、邮件收集器")
TOOK_DOWN = Words("Took down what the last run left: {left}", "已清理上次运行遗留的进程：{left}")
LISTS_LOADED = Words(
    "Shipped lists loaded in {seconds:.1f} s", "随版本清单导入完毕，用时{seconds:.1f}秒"
)
STOPPING = Words("Stopping …", "正在停止……")
STOPPED = Words("Stopped.", "已停止。")
TOUR_HELD = Words(
    "Every step held. Next: make run, to try it yourself (if it does not run yet).",
    "每一步都成立。接下来可执行 make run 自行试用（尚未运行的话）。",
)
TOUR_FAILED = Words(
    "The tour did not hold. Its logs are in {logs}; make clean removes them.",
    "演示没有走通。日志在 {logs}，可用 make clean 清除。",
)
FIRST_FAILED = {
    "tour": Words(
        "The tour did not hold, see above. Next: mend it, then make run.",
        "演示没有走通，见上。请排除问题后再执行 make run。",
    ),
    "sandbox": Words(
        "The sandbox did not hold, see above. Next: mend it, then make run.",
        "示例案件没有建成，见上。请排除问题后再执行 make run。",
    ),
}
NOT_TAKEN = Words("{name} is not taken: {why}", "{name} 不采用：{why}")
SAMPLES = Words(
    "{count} sample cases in the clerk's organ: 示例：…", "经办人所在机关的{count}件案件：示例：…"
)
