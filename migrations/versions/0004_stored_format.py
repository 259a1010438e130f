"""Which form of derived rows a release was stored in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What was loaded before has the first form.
    with op.batch_alter_table("releases") as table:
        table.add_column(
            sa.Column("stored_format", sa.Integer(), nullable=False, server_default="1")
        )


def downgrade() -> None:
    # Not in a batch, which makes the table anew: that of changes refers to it.
    op.drop_column("releases", "stored_format")
