"""Loaded data depends on the seed and its texts alone, not on the loads before."""

import json
from pathlib import Path

from policyfacts.database import Database
from tests.loader.seeds import (
    EMBASSIES,
    SENTENCES,
    TRADE,
    TREATY,
    derived_data,
    list_as_withdrawn,
    load_seed,
    replace,
    small_facts,
    stored_bodies,
    write_small_review,
)


def test_several_loads_end_in_the_same_state_as_one(
    database: Database, fresh: Database, small_seed: Path
) -> None:
    load_seed(database, small_seed)
    facts = small_facts()
    facts[TREATY] |= {"date": "2014-11", "parties": {"signatory": ["KZ", "GE"]}}
    facts[TRADE] |= {"topics": ["economic-cooperation"], "figures": facts[TRADE]["figures"][:1]}
    facts["kz-2014-a"] = {**facts.pop(EMBASSIES), "id": "kz-2014-a", "status": "considered"}
    write_small_review(small_seed, facts, withdrawn={EMBASSIES: "told twice"})
    load_seed(database, small_seed)
    entities = small_seed / "entities"
    replace(entities / "countries.csv", "Georgia,western-asia", "Sakartvelo,eastern-europe")
    replace(entities / "memberships.csv", "KZ,cis,", "KZ,nato,")
    list_as_withdrawn(small_seed, "membership,KZ,cis")
    replace(small_seed / "vocabulary" / "topics.yaml", "name: Economic cooperation", "name: E")
    load_seed(database, small_seed)
    facts["kz-2014-b"] = {**facts["kz-2014-a"], "id": "kz-2014-b", "date": "2016"}
    write_small_review(small_seed, facts, withdrawn={EMBASSIES: "told twice"})

    last = load_seed(database, small_seed)
    once = load_seed(fresh, small_seed)
    assert last.release == once.release
    assert derived_data(database) == derived_data(fresh)


def test_reviews_loaded_in_turn_end_in_the_same_state_as_at_once(
    database: Database, fresh: Database, seed: Path
) -> None:
    load_seed(database, seed)
    write_small_review(seed)
    last = load_seed(database, seed)
    once = load_seed(fresh, seed)
    assert last.release == once.release
    assert derived_data(database) == derived_data(fresh)


def test_earlier_seed_gives_the_earlier_release_again(fresh: Database, small_seed: Path) -> None:
    first = load_seed(fresh, small_seed)
    before = derived_data(fresh)
    facts = small_facts()
    facts[TREATY]["date"] = "2014"
    write_small_review(small_seed, facts)
    assert load_seed(fresh, small_seed).release != first.release
    write_small_review(small_seed)
    back = load_seed(fresh, small_seed)
    assert (back.release, back.is_new) == (first.release, True)
    assert derived_data(fresh) == before


def test_positions_follow_the_default_order(fresh: Database, seed: Path) -> None:
    load_seed(fresh, seed)
    facts, _ = derived_data(fresh)
    dates = {id_: json.loads(body)["date"] for id_, (_, body) in facts.items()}
    ordered = sorted(
        dates, key=lambda id_: (dates[id_]["end"], dates[id_]["start"], id_), reverse=True
    )
    assert [facts[id_][0] for id_ in ordered] == list(range(len(facts)))


def quotes(database: Database) -> list[str | None]:
    """Return the quotes of the treaty fact, null where its text is not loaded."""
    treaty = json.loads(stored_bodies(database)[TREATY])
    return [evidence["quote"] for evidence in treaty["evidence"]]


def test_source_text_adds_quotes_to_another_release(database: Database, small_seed: Path) -> None:
    text = small_seed.parent / "kz-2014.txt"
    without = load_seed(database, small_seed)
    assert quotes(database) == [None]
    with_text = load_seed(database, small_seed, {"kz-2014": text})
    assert with_text.release != without.release
    assert with_text.changed == set(small_facts())
    assert quotes(database) == [SENTENCES[0]]
    again = load_seed(database, small_seed)
    assert again.release == without.release
    assert quotes(database) == [None]


def test_ndjson_facts_make_the_same_release_as_yaml(fresh: Database, small_seed: Path) -> None:
    as_yaml = load_seed(fresh, small_seed)
    folder = small_seed / "reviews" / "kz-2014" / "facts"
    (folder / "plans.yaml").unlink()
    line = json.dumps(small_facts()[EMBASSIES])
    (folder / "plans.ndjson").write_text(line + "\n", encoding="utf-8")
    as_ndjson = load_seed(fresh, small_seed)
    assert as_ndjson.release == as_yaml.release
    assert not as_ndjson.is_new
