"""Codes by which others know entities."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Ids sort by code point on every database.
Id = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "entity_codes",
        sa.Column("entity_id", Id, nullable=False),
        sa.Column("scheme", Id, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entities.id"], name=op.f("fk_entity_codes_entity_id_entities")
        ),
        sa.PrimaryKeyConstraint("entity_id", "scheme", name=op.f("pk_entity_codes")),
    )


def downgrade() -> None:
    op.drop_table("entity_codes")
