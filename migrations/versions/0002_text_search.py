"""Text search: the words of each fact, and an index over them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Words = sa.String().with_variant(TSVECTOR(), "postgresql")

# The index holds no text of its own: what goes from the table must be named to go from it too.
FORGET = """
    INSERT INTO fact_search (fact_search, rowid, statement, names, topics)
    VALUES ('delete', old.fact_number, old.statement, old.names, old.topics);
"""
LEARN = """
    INSERT INTO fact_search (rowid, statement, names, topics)
    VALUES (new.fact_number, new.statement, new.names, new.topics);
"""
SQLITE = (
    """
    CREATE VIRTUAL TABLE fact_search USING fts5(
        statement, names, topics,
        content='fact_texts', content_rowid='fact_number', tokenize='ascii'
    )
    """,
    f"CREATE TRIGGER fact_texts_added AFTER INSERT ON fact_texts BEGIN {LEARN} END",
    f"CREATE TRIGGER fact_texts_removed AFTER DELETE ON fact_texts BEGIN {FORGET} END",
    f"CREATE TRIGGER fact_texts_changed AFTER UPDATE ON fact_texts BEGIN {FORGET} {LEARN} END",
)
POSTGRESQL = ("CREATE INDEX fact_search ON fact_texts USING gin ((statement || names || topics))",)


def upgrade() -> None:
    op.create_table(
        "fact_texts",
        sa.Column("fact_number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("statement", Words, nullable=False),
        sa.Column("names", Words, nullable=False),
        sa.Column("topics", Words, nullable=False),
        sa.ForeignKeyConstraint(
            ["fact_number"], ["facts.number"], name=op.f("fk_fact_texts_fact_number_facts")
        ),
        sa.PrimaryKeyConstraint("fact_number", name=op.f("pk_fact_texts")),
    )
    for statement in SQLITE if _is_sqlite() else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if _is_sqlite():
        op.execute("DROP TABLE fact_search")
    op.drop_table("fact_texts")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
