"""An index for each list and each sweep, so that it reads what it shows or does."""

import sqlalchemy as sa
from alembic import op

revision = "202611301556"
down_revision = "202611301555"
branch_labels = None
depends_on = None

OPEN = {"postgresql_where": sa.text("state = 'open'")}
UNREAD = {"postgresql_where": sa.text("read_at IS NULL")}
UNADDRESSED = {"postgresql_where": sa.text("state = 'unaddressed'")}
LOOK_AGAIN = sa.text("state = 'unaddressed' AND staff_version IS NULL")
NEW = (
    ("deadlines", "open_ends_at", ["ends_at", "id"], OPEN),
    ("deadlines", "organ", ["organ_id", "ends_at", "id"], {}),
    ("deadlines", "assignee", ["organ_id", "assignee", "ends_at", "id"], {}),
    ("deadlines", "rule", ["organ_id", "rule", "ends_at", "id"], {}),
    ("deliveries", "organ", ["organ_id", "state", "channel", "id"], {}),
    (
        "notifications",
        "read",
        ["subject", "id"],
        {"postgresql_where": sa.text("read_at IS NOT NULL")},
    ),
    ("reminders", "look_again", ["deadline_id"], {"postgresql_where": LOOK_AGAIN}),
)
OTHER = (
    ("deadlines", "planned_with", ["planned_with", "organ_id"], OPEN),
    ("notifications", "unread", ["subject", "id"], {"postgresql_include": ["is_urgent"]} | UNREAD),
    ("reminders", "unaddressed", ["staff_organ_id", "staff_version"], UNADDRESSED),
)
BEFORE = (
    ("deadlines", "planned_with", ["planned_with"], OPEN),
    ("notifications", "unread", ["subject"], UNREAD),
    ("reminders", "unaddressed", ["deadline_id"], UNADDRESSED),
)
"""Those in the place of which `OTHER` come."""


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for table, name, columns, options in (*NEW, *OTHER):
            index = f"ix_{table}_{name}"
            op.drop_index(index, table, if_exists=True, postgresql_concurrently=True)
            op.create_index(index, table, columns, postgresql_concurrently=True, **options)


def downgrade() -> None:
    for table, name, columns, options in BEFORE:
        op.drop_index(f"ix_{table}_{name}", table)
        op.create_index(f"ix_{table}_{name}", table, columns, **options)
    for table, name, _, _ in NEW:
        op.drop_index(f"ix_{table}_{name}", table)
