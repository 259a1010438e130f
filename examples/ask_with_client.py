"""The client in four ways: waiting, awaiting, without a server, and into a data frame.

    python examples/ask_with_client.py http://127.0.0.1:8000

The third way reads the database at POLICYFACTS_DATABASE_URL itself, else policyfacts.db here.
"""

import asyncio
import sys

from policyfacts.client import AsyncFactsClient, BadRequest, FactsClient
from policyfacts.web import in_process


def ask(address: str) -> None:
    """Iterate over facts, whose pages are fetched as they are needed, and print an error."""
    with FactsClient(address) as client:
        for fact in client.iter_facts(country="Turkey", topic="visas"):
            print(fact.date.edtf, fact.statement)
            print(client.citation(fact.id))
        try:
            client.facts(level="ministr")
        except BadRequest as error:
            print(error)


async def ask_together(address: str) -> None:
    """Send several requests at once."""
    async with AsyncFactsClient(address) as client:
        countries = ("CN", "TR", "VE")
        counts = await asyncio.gather(*(client.count(country=country) for country in countries))
        print(dict(zip(countries, counts, strict=True)))


def ask_without_a_server() -> None:
    """Use the same client in process."""
    with FactsClient(transport=in_process()) as client:
        print(client.overview().counts.facts, "facts")


def tabulate(address: str) -> None:
    """Print a whole result as a table; needs pandas or polars."""
    with FactsClient(address) as client:
        print(client.iter_figures(measure="trade-turnover").to_polars().select("value", "unit"))


if __name__ == "__main__":
    where = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    ask(where)
    asyncio.run(ask_together(where))
    ask_without_a_server()
    tabulate(where)
