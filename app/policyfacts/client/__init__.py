"""Typed clients of the service over HTTP, sync and async; they import nothing of the server.

from policyfacts.client import FactsClient

with FactsClient("http://127.0.0.1:8000") as client:
    for fact in client.iter_facts(country="TR", topic="visas"):
        print(fact.statement)
"""

try:
    import httpx2 as _  # noqa: F401 - only to say what to install
except ModuleNotFoundError as error:
    raise ImportError(
        "policyfacts.client needs httpx2: pip install 'policyfacts[client]'", name="httpx2"
    ) from error

from policyfacts.client.cache import MemoryCache
from policyfacts.client.calls import Call
from policyfacts.client.clients import AsyncFactsClient, FactsClient
from policyfacts.client.config import Options
from policyfacts.client.errors import (
    BadQuestion,
    BadRequest,
    Closed,
    FactsClientError,
    MissingLibrary,
    NotFound,
    Refused,
    ServerFailed,
    StaleCursor,
    TooLarge,
    TooManyRequests,
    Unavailable,
    UnexpectedAnswer,
    Unreachable,
    Withdrawn,
)
from policyfacts.client.filters import (
    ChangeQuestion,
    CitationFormat,
    CountryQuestion,
    Day,
    EntityQuestion,
    FactFilters,
    FactQuestion,
    FigureQuestion,
    GraphQuestion,
    OrganizationQuestion,
    Paging,
    PartnerQuestion,
    SearchBody,
    StatsQuestion,
    SuggestQuestion,
    Words,
    Years,
)
from policyfacts.client.models.answers import Count, FacetValue, ItemList, Meta, Page
from policyfacts.client.models.counts import (
    Counted,
    Graph,
    GraphEdge,
    GraphNode,
    Group,
    GroupLinks,
    Stats,
)
from policyfacts.client.models.entities import (
    Codes,
    Counts,
    Entity,
    EntityList,
    EntityName,
    EntityProfile,
    Links,
    Membership,
    Named,
    Office,
    Partner,
    PartnerList,
    Suggestion,
    SuggestionList,
    Topic,
    TopicList,
    TopicProfile,
    Year,
    YearList,
    YearProfile,
)
from policyfacts.client.models.facts import (
    Evidence,
    Fact,
    FactDate,
    FactList,
    Figure,
    FigureList,
    FigureRow,
    Link,
    Match,
    Party,
    PersonParty,
    Plover,
    Source,
    Term,
    TopicName,
)
from policyfacts.client.models.problems import ParameterProblem, Problem
from policyfacts.client.models.questions import (
    InterpretedQuestion,
    QuestionChoice,
    QuestionLinks,
    QuestionPart,
    Reading,
)
from policyfacts.client.models.service import (
    Alive,
    ChangeCounts,
    ChangeLinks,
    ChangeList,
    Coverage,
    Download,
    DownloadLinks,
    DownloadList,
    FactChange,
    FactType,
    Holdings,
    ListedValue,
    Measure,
    Overview,
    PastRelease,
    Ready,
    Release,
    ReleaseLinks,
    ReleaseList,
    Review,
    ReviewList,
    ReviewProfile,
    Section,
    Vocabulary,
)
from policyfacts.client.pager import AsyncItems, Items
from policyfacts.client.retries import NEVER, Retry

__all__ = [
    "NEVER", "Alive", "AsyncFactsClient", "AsyncItems", "BadQuestion", "BadRequest", "Call",
    "ChangeCounts", "ChangeLinks", "ChangeList", "ChangeQuestion", "CitationFormat", "Closed",
    "Codes", "Count", "Counted", "CountryQuestion", "Counts", "Coverage", "Day", "Download",
    "DownloadLinks", "DownloadList", "Entity", "EntityList", "EntityName", "EntityProfile",
    "EntityQuestion", "Evidence", "FacetValue", "Fact", "FactChange", "FactDate", "FactFilters",
    "FactList", "FactQuestion", "FactType", "FactsClient", "FactsClientError", "Figure",
    "FigureList", "FigureQuestion", "FigureRow", "Graph", "GraphEdge", "GraphNode", "GraphQuestion",
    "Group", "GroupLinks", "Holdings", "InterpretedQuestion", "ItemList", "Items", "Link", "Links",
    "ListedValue", "Match", "Measure", "Membership", "MemoryCache", "Meta", "MissingLibrary",
    "Named", "NotFound", "Office", "Options", "OrganizationQuestion", "Overview", "Page", "Paging",
    "ParameterProblem", "Partner", "PartnerList", "PartnerQuestion", "Party", "PastRelease",
    "PersonParty", "Plover", "Problem", "QuestionChoice", "QuestionLinks", "QuestionPart",
    "Reading", "Ready", "Refused", "Release", "ReleaseLinks", "ReleaseList", "Retry", "Review",
    "ReviewList", "ReviewProfile", "SearchBody", "Section", "ServerFailed", "Source", "StaleCursor",
    "Stats", "StatsQuestion", "SuggestQuestion", "Suggestion", "SuggestionList", "Term", "TooLarge",
    "TooManyRequests", "Topic", "TopicList", "TopicName", "TopicProfile", "Unavailable",
    "UnexpectedAnswer", "Unreachable", "Vocabulary", "Withdrawn", "Words", "Year", "YearList",
    "YearProfile", "Years",
]  # fmt: skip
