"""The service twice in one host, each with a database of its own.

    policyfacts migrate, policyfacts load    with POLICYFACTS_DATABASE_URL=sqlite:///first.db
    policyfacts migrate, policyfacts load    the same with second.db, and another seed
    uvicorn --app-dir examples two_databases:host

Nothing is global: each has its settings, connections, cache and release.
"""

import os

from starlette.applications import Starlette
from starlette.routing import Mount

from policyfacts.settings import Settings
from policyfacts.web import create_app

first = Settings(database_url=os.environ.get("FIRST_DATABASE_URL", "sqlite:///first.db"))
second = Settings(database_url=os.environ.get("SECOND_DATABASE_URL", "sqlite:///second.db"))

host = Starlette(
    routes=[
        Mount("/first", create_app(first)),
        # Longer prefixes are no different.
        Mount("/archive/second", create_app(second)),
    ]
)
