"""PLOVER codes follow from type, status and setting, and are left out where none fits."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from policyfacts.loader.derive.plover import Code, Setting, code_fact
from policyfacts.loader.seed.records import PloverRecord
from policyfacts.loader.seed.records.vocabulary import PLOVER_CONTEXTS, PLOVER_MODES, PLOVER_TYPES
from policyfacts.vocabulary import FactKind, Role, Status

VISIT = PloverRecord(type="CONSULT", modes=("visit",), contexts=("diplomatic",))
BELARUS, CHINA = ("BY", Role.PARTICIPANT), ("CN", Role.PARTICIPANT)
MEETING = PloverRecord(type="CONSULT", contexts=("diplomatic",))
COUNTRIES = ("BY", "CN", "KZ", "LT", "RU", "TR")


def setting(*parties: tuple[str, Role]) -> Setting:
    return Setting.of(
        parties=parties,
        countries=COUNTRIES,
        members={"eu": ("LT", "PL", "SE"), "un": (), "union-state": ("BY", "RU")},
        country_of_place={"minsk": "BY", "vilnius": "LT"},
    )


def code(
    rule: PloverRecord | None = MEETING,
    status: Status = Status.DONE,
    kind: FactKind = FactKind.EVENT,
    where: Setting | None = None,
    topics: tuple[str, ...] = (),
) -> Code | None:
    return code_fact(kind=kind, status=status, rule=rule, setting=where, topic_contexts=topics)


@pytest.mark.parametrize("status", [Status.DONE, Status.ONGOING])
def test_visit_is_consult_with_the_mode_visit(status: Status) -> None:
    assert code(VISIT, status) == Code("CONSULT", ("visit",), ("diplomatic",))


def test_planned_visit_is_agree_without_a_mode() -> None:
    assert code(VISIT, Status.PLANNED) == Code("AGREE", (), ("diplomatic",))


def test_considered_visit_has_no_code() -> None:
    assert code(VISIT, Status.CONSIDERED) is None


@pytest.mark.parametrize("status", list(Status))
def test_assessments_have_no_code(status: Status) -> None:
    assert code(VISIT, status, FactKind.ASSESSMENT) is None


@pytest.mark.parametrize("status", list(Status))
def test_type_without_a_rule_has_no_code_in_any_status(status: Status) -> None:
    assert code(None, status) is None


def test_topics_add_their_contexts_once_and_in_order() -> None:
    plover = code(VISIT, topics=("economic", "diplomatic", "economic", "legal"))
    assert plover is not None
    assert plover.contexts == ("diplomatic", "economic", "legal")


@pytest.mark.parametrize(
    ("parties", "modes"),
    [
        ([CHINA], ()),
        ([("CN", Role.COUNTERPART), ("minsk", Role.VENUE)], ()),
        ([CHINA, ("vilnius", Role.VENUE)], ("third-party",)),
        ([CHINA, ("KZ", Role.VENUE)], ("third-party",)),
        ([CHINA, ("RU", Role.PARTICIPANT)], ("multilateral",)),
        ([("eu", Role.COUNTERPART)], ("multilateral",)),
        ([("eu", Role.COUNTERPART), ("vilnius", Role.VENUE)], ("multilateral",)),
        ([("un", Role.COUNTERPART)], ("multilateral",)),
        ([("union-state", Role.PARTICIPANT)], ()),
        ([("union-state", Role.PARTICIPANT), CHINA], ("multilateral",)),
        ([("union-state", Role.ORGANIZER), ("vilnius", Role.VENUE)], ("third-party",)),
        ([("vilnius", Role.VENUE)], ()),
        ([("CN", Role.COUNTERPART), ("RU", Role.MENTIONED)], ()),
        ([("CN", Role.COUNTERPART), ("RU", Role.EXCLUDED)], ()),
        ([("CN", Role.COUNTERPART), ("un", Role.SUBJECT)], ()),
    ],
)
def test_mode_of_a_meeting_follows_from_its_parties_and_venue(
    parties: list[tuple[str, Role]], modes: tuple[str, ...]
) -> None:
    plover = code(MEETING, where=setting(BELARUS, *parties))
    assert plover is not None
    assert plover.modes == modes


def test_planned_meeting_in_a_third_country_is_agree_without_a_mode() -> None:
    where = setting(BELARUS, CHINA, ("KZ", Role.VENUE))
    assert code(MEETING, Status.PLANNED, where=where) == Code("AGREE", (), ("diplomatic",))


def test_mode_of_the_type_is_kept() -> None:
    where = setting(("BY", Role.VISITOR), ("eu", Role.HOST))
    plover = code(VISIT, where=where)
    assert plover is not None
    assert plover.modes == ("visit",)


def test_every_served_code_is_in_the_codebook_and_fits_the_status(app: FastAPI) -> None:
    with TestClient(app) as client:
        facts = client.get("/v1/facts?limit=500").json()["items"]
    assert len(facts) > 100
    for fact in facts:
        plover = fact["plover"]
        if fact["kind"] in {"assessment", "figure"} or fact["status"] == "considered":
            assert plover is None, fact["id"]
        if plover is None:
            continue
        assert plover["type"] in PLOVER_TYPES, fact["id"]
        assert set(plover["modes"]) <= PLOVER_MODES, fact["id"]
        assert set(plover["contexts"]) <= PLOVER_CONTEXTS, fact["id"]
        assert (plover["type"] == "AGREE") >= (fact["status"] == "planned"), fact["id"]
    assert {"AGREE", "CONSULT", "SUPPORT", "COOPERATE"} <= {
        fact["plover"]["type"] for fact in facts if fact["plover"]
    }
