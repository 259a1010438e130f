"""The words of sentences, by which text search finds the facts that cite them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sentences", sa.Column("words", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("sentences", "words")
