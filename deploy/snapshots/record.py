"""docs/record.md, from the classes of `gongkai.record` that each service has."""

from collections.abc import Mapping, Sequence
from typing import Any

from deploy.snapshots.events import members
from deploy.snapshots.markdown import code, page, table

_ABOUT = """\
Whatever is done to a case, an organ, a notice, a list or a person stands on its record:
append-only rows in a chain of hashes. The chain keeps every shape for ever, so a type whose data
change gets a higher version and the old one stays. Beside the data below every event has `seq`,
`type`, `v`, `occurred_on` (the legal day that was stated), `recorded_at` (when it was entered),
`actor` and `supersedes` (the number of the event whose day it puts right).

**The hash.** `sha256:` and the hex digest of `gongkai-event/1`, a line feed, the hash before it,
a line feed, and the event as canonical JSON: an object of `aggregate_id`, `seq`, `type`, `v`,
`occurred_on`, `recorded_at` (UTC, six digits, `Z`), `actor`, `data`, `supersedes`. Before the
first event stands the digest of `gongkai-chain-genesis/1`, a line feed and the aggregate's id.
The canonical form is a subset of RFC 8785 (JCS): whatever stands on record, any JCS library
writes in the same bytes. Left out, and refused when written, are fractions, integers beyond 2^53
− 1, control characters other than tab and line ends, and lone surrogates. An exported record is
checked by `gongkai verify-chain FILE` without any server. The aggregate keeps number and hash of
its last event apart from the chain; verification compares both.

**中文说明。** 对案件、机构、放假安排通知、清单、人员所作的一切都写入其办理记录：只能追加的行，
以哈希相连成链。链永久保留每一种形式：某一类型的数据有改变的，用更高的版本号，旧版本保留。
除下列数据外，每个事件都有 `seq`（编号）、`type`（类型）、`v`（版本）、
`occurred_on`（所述的法定日期）、`recorded_at`（录入时间）、
`actor`（操作人）和 `supersedes`（所更正日期的事件的编号）。
哈希的算法见上；导出的记录用 `gongkai verify-chain FILE` 核验，无须任何服务器。"""


def render(recorded: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The page: the events of each service by name."""
    lines = [_ABOUT, ""]
    for service, types in recorded.items():
        lines += [f"## {service}", ""]
        lines += table(
            ("type", "v", "label", "day can be corrected"),
            [
                (code(t["type"]), str(t["v"]), t["label"], "yes" if t["correctable"] else "no")
                for t in types
            ],
        )
        for each in types:
            lines += [f"### {each['type']} v{each['v']}", "", each["meaning"], ""]
            if each["schema"].get("properties"):
                lines += members(each["schema"])
    return page("Recorded events", *lines)
