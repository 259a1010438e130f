"""Types of the parameters in paths, which the API, pages and cards share."""

from typing import Annotated

from fastapi import Path

from policyfacts.http.params import PathWord
from policyfacts.schemas.params.types import Year


def _id_path(
    title: str, description: str, example: str, *, name: str = "one", max_length: int = 200
) -> object:
    """Declare the parameter `{id}` of a path, with an example under a name.

    By the title it is told apart from the ids of others in the contract.
    """
    return Path(
        alias="id",
        title=title,
        max_length=max_length,
        description=description,
        openapi_examples={name: {"value": example}},
    )


CountryId = Annotated[
    PathWord,
    _id_path(
        "Country id",
        "ISO 3166-1 code, M49 number, exact name, or a code behind its scheme: `COW:710`.",
        "CN",
    ),
]
RegionId = Annotated[
    PathWord, _id_path("Region id", "Id, M49 number or exact name of a region.", "africa")
]
OrganizationId = Annotated[
    PathWord, _id_path("Organization id", "Id, acronym or exact name of an organization.", "un")
]
EntityId = Annotated[
    PathWord, _id_path("Entity id", "Id or exact name of an entity of any kind.", "minsk")
]
TopicId = Annotated[PathWord, _id_path("Topic id", "Id or name of a topic.", "visas")]
FactId = Annotated[
    PathWord,
    _id_path(
        "Fact id",
        "Id of a fact.",
        "by-2013-state-visit-indonesia",
        name="state-visit",
        max_length=120,
    ),
]
PathYear = Annotated[Year, Path(description="A year.", openapi_examples={"one": {"value": 2013}})]
