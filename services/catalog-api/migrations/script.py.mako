"""${message}

Old code runs beside the new schema while a release is rolled out, and everybody waits behind a lock
that this waits for (at most five seconds: lock_timeout of gongkai.db.migrations).

* Safe: a new table; a nullable column without default; an index of a large table in a migration
  of its own, outside of the transaction: `with op.get_context().autocommit_block():` drop it
  (if_exists: what a broken attempt left) and create it, both with `postgresql_concurrently=True`.
* Not safe, hence in steps over two releases: a column that is NOT NULL or of another type, a
  rename, a stored generated column (rewrites the table), a foreign key or check of a large table
  (add it NOT VALID, validate it in the next migration).

Replace this with why the schema changes.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
