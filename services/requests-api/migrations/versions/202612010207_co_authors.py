"""Whether a consulted organ made the information too, and so consents by silence (条例34).

A nullable column: old code goes on beside it. Of what was sent before nobody was asked; its silence
is no consent.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010207"
down_revision = "202612010206"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consultations", sa.Column("co_author", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("consultations", "co_author")
