"""FastAPI with an `app` package of its own, and the facts below /facts.

    uvicorn --app-dir examples/fastapi_host app.main:app

It answers from the database at POLICYFACTS_DATABASE_URL, else from policyfacts.db in this folder.
"""

from fastapi import FastAPI

from policyfacts.web import create_app

from .greeting import router

app = FastAPI(title="A host")
app.include_router(router)
app.mount("/facts", create_app())
