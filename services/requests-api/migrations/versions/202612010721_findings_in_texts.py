"""What screening finds in the text of a reply stands beside what it finds in enclosures.

The table gets another name and a second thing that a finding can stand in.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202612010721"
down_revision = "202612010720"
branch_labels = None
depends_on = None

_NAMES = (
    ("CONSTRAINT pk_enclosure_findings", "pk_findings"),
    ("CONSTRAINT fk_enclosure_findings_enclosure_id", "fk_findings_enclosure_id"),
)


def upgrade() -> None:
    op.add_column("cases", sa.Column("text_findings", postgresql.JSONB(), nullable=True))
    op.rename_table("enclosure_findings", "findings")
    op.execute("ALTER INDEX ix_enclosure_findings_enclosure_id RENAME TO ix_findings_enclosure_id")
    for old, new in _NAMES:
        op.execute(f"ALTER TABLE findings RENAME {old} TO {new}")
    op.alter_column("findings", "enclosure_id", nullable=True)
    op.add_column(
        "findings",
        sa.Column(
            "reply_id",
            sa.Uuid(),
            sa.ForeignKey("replies.id", name=op.f("fk_findings_reply_id")),
            nullable=True,
        ),
    )
    op.create_check_constraint(
        op.f("ck_findings_of_one"), "findings", "(enclosure_id IS NULL) <> (reply_id IS NULL)"
    )
    op.create_index("ix_findings_reply_id", "findings", ["reply_id", "id"])


def downgrade() -> None:
    op.execute("DELETE FROM findings WHERE enclosure_id IS NULL")
    op.drop_constraint(op.f("ck_findings_of_one"), "findings", type_="check")
    op.drop_column("findings", "reply_id")
    op.alter_column("findings", "enclosure_id", nullable=False)
    op.rename_table("findings", "enclosure_findings")
    op.execute("ALTER INDEX ix_findings_enclosure_id RENAME TO ix_enclosure_findings_enclosure_id")
    for old, new in _NAMES:
        kind, name = old.split()
        op.execute(f"ALTER TABLE enclosure_findings RENAME {kind} {new} TO {name}")
    op.drop_column("cases", "text_findings")
