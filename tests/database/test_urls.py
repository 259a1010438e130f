"""Addresses of databases in other forms are told how to write them, and show no password."""

from itertools import product

import pytest

from policyfacts.database import Database
from policyfacts.errors import DatabaseUnusable
from policyfacts.settings import Settings

PG = "postgresql+psycopg://"
SECRET = "hidden"


def message_for(address: str) -> str:
    """What is said of an address that cannot be used, all of it."""
    with pytest.raises(DatabaseUnusable) as caught:
        Database(Settings(database_url=address))
    return str(caught.value)


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("postgres://u:hidden@db.example:5432/facts", f"{PG}u:PASSWORD@db.example:5432/facts."),
        ("postgresql://u:hidden@db.example/facts", f"{PG}u:PASSWORD@db.example/facts."),
        ("POSTGRES://u@db.example/facts", f"{PG}u@db.example/facts."),
        ("postgresql+psycopg2://u:hidden@h/facts", f"{PG}u:PASSWORD@h/facts."),
        ("postgresql+asyncpg://u:hidden@h/facts?ssl=require", f"{PG}u:PASSWORD@h/facts?...."),
        ("postgres://h/facts", f"{PG}h/facts."),
        ("postgres://u:hidden@[::1]:5432/facts", f"{PG}u:PASSWORD@[::1]:5432/facts."),
        ("postgres://u:hidden@/facts?host=/run/pg", f"{PG}u:PASSWORD@/facts?...."),
        ("'postgres://u:hidden@h/facts'\n", f"{PG}u:PASSWORD@h/facts."),
        ("jdbc:postgresql://h:5432/facts", f"{PG}h:5432/facts."),
        ("jdbc:postgresql://h/f?user=u&password=hidden", f"{PG}u:PASSWORD@h/f."),
        ("jdbc:sqlite:facts.db", "sqlite:///facts.db."),
        ("postgres://u:hid/den@h/facts", f"{PG}u:PASSWORD@h/facts."),
        ("postgres://u:hid?den@h/facts", "Write sqlite:///FILE, or"),
        ("postgres://u:hid@den@h/facts", "Write %40 for each @ in the password."),
        ("postgresql+psycopg://u:hid@den@h/facts", "Write %40 for each @ in the password."),
        ("postgresql+psycopg://u:hidden@h:port/facts", "USER:PASSWORD@HOST:5432/DATABASE"),
        ("host=h dbname=facts user=u password=hidden", "USER:PASSWORD@HOST:5432/DATABASE"),
        ("mysql://u:hidden@h/facts", "'mysql' is neither SQLite nor PostgreSQL."),
        ("mongodb+srv://u:hidden@h/facts", "is neither SQLite nor PostgreSQL."),
        ("u:hidden@h/facts", "it is neither SQLite nor PostgreSQL."),
        ("sqlite://facts.db", "Write sqlite:///facts.db."),
        ("sqlite://data/facts.db", "Write sqlite:///data/facts.db."),
        ("sqlite:facts.db", "Write sqlite:///facts.db."),
        ("sqlite:/data/facts.db", "Write sqlite:////data/facts.db."),
        ("sqlite3:///facts.db", "Write sqlite:///facts.db."),
        ("sqlite+aiosqlite:///facts.db", "Write sqlite:///facts.db."),
        ("sqlite+aiosqlite:////data/facts.db", "Write sqlite:////data/facts.db."),
        ("sqlite:///:memory:", "Write sqlite:///FILE"),
        ("sqlite://", "Write sqlite:///FILE"),
        ("file:facts.db?mode=ro", "Write sqlite:///facts.db."),
        ("file:///data/facts.db", "Write sqlite:////data/facts.db."),
        ("facts.db", "Write sqlite:///facts.db."),
        ("./facts.db", "Write sqlite:///facts.db."),
        ("/data/facts.db", "Write sqlite:////data/facts.db."),
        ("~/facts.db", "Write the whole path: sqlite:////home/USER/facts.db."),
        ("C:\\data\\facts.db", "Write sqlite:///C:\\data\\facts.db."),
        ("", "POLICYFACTS_DATABASE_URL is empty."),
        ("nonsense hidden", "it is no URL. Write sqlite:///FILE"),
    ],
)
def test_address_is_told_how_to_write(address: str, advice: str) -> None:
    message = message_for(address)
    assert message.startswith("POLICYFACTS_DATABASE_URL ")
    assert advice in message
    assert SECRET not in message


def test_no_piece_of_a_password_is_repeated() -> None:
    schemes = (
        "postgres",
        "postgresql",
        "postgresql+psycopg2",
        "postgresql+asyncpg",
        "mysql",
        "jdbc:postgresql",
    )
    leaks = []
    for scheme, sign, place in product(
        schemes, "@/:?#%&= \\[]", ("h/d", "h:5432/d?x=y@z", "", "h:x/d")
    ):
        password = f"aaaa{sign}bbbb{sign}cccc"
        message = message_for(f"{scheme}://user:{password}@{place}")
        if any(piece in message for piece in ("aaaa", "bbbb", "cccc")):
            leaks.append((scheme, sign, place, message))
    assert leaks == []


@pytest.mark.parametrize("query", ["user=u&password=hidden", "password=hidden&sslmode=require"])
def test_password_among_the_parameters_is_not_repeated(query: str) -> None:
    for scheme in ("postgres", "jdbc:postgresql", "postgresql+psycopg2"):
        assert SECRET not in message_for(f"{scheme}://h/d?{query}")
