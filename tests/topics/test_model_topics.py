from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from feedback_nlp.settings import TopicSettings
from feedback_nlp.tables import check_table
from feedback_nlp.topics import EmbeddingCache, PreviousTopics, model_topics, segment_testimonials
from tests.topics.encoders import HashedWords, sentences

SETTINGS = TopicSettings()
ALL = ("trams", "heating", "trees", "finance")


def segments(texts: list[str]) -> pd.DataFrame:
    ids = [f"t-{number:04d}" for number in range(len(texts))]
    return segment_testimonials(pd.DataFrame({"testimonial_id": ids, "text": texts}))


def previous(found: object) -> PreviousTopics:
    return PreviousTopics(found.topics, found.assignments, found.centroids)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def found() -> object:
    texts = [*sentences(ALL, 30), "...", "12/3"]
    return model_topics(segments(texts), encoder=HashedWords(), settings=SETTINGS, run_id="r1")


def test_every_table_keeps_its_contract(found) -> None:
    """All tables of a run are legal."""
    for name, table in found.tables().items():
        check_table(table, name)


def test_subjects_become_topics(found) -> None:
    """Sentences of a subject share topics with no other subject, and no segment but junk is without a topic."""
    joined = found.segments.merge(found.assignments, how="left", on="segment_id")
    assert set(joined.loc[joined["topic_id"].isna(), "screened"]) <= {"junk"}
    subject = joined["text"].str.extract(r"of (\w+)\.$")[0]
    assert (joined.groupby("topic_id").apply(lambda rows: subject[rows.index].nunique()) == 1).all()


def test_numbers_agree(found) -> None:
    """Sizes in the table of topics are those of the assignments, and screened counts those of the segments."""
    sizes = found.assignments["topic_id"].value_counts()
    leaves = found.topics[found.topics["topic_id"].isin(sizes.index)].set_index("topic_id")["n_segments"]
    assert leaves.to_dict() == sizes.to_dict()
    assert found.screening.segments == len(found.segments)
    assert found.screening.junk == (found.segments["screened"] == "junk").sum()


def test_labels_and_quotes_are_of_the_topic(found) -> None:
    """Quotes are segments of their topic, labels differ and hold no stop word."""
    topic_of = found.assignments.set_index("segment_id")["topic_id"]
    leaves = found.topics[found.topics["topic_id"].isin(topic_of)]
    for topic_id, quotes in zip(leaves["topic_id"], leaves["quotes"], strict=True):
        assert {topic_of[quote] for quote in quotes.split(";")} == {topic_id}
    assert found.topics["label"].is_unique
    assert not found.topics["label"].str.lower().str.contains(r"\b(?:the|with|and|of)\b").any()


def test_order_of_segments_does_not_matter(found) -> None:
    """The same segments in another order give the same tables."""
    shuffled = segments([*sentences(ALL, 30), "...", "12/3"]).sample(frac=1, random_state=1)
    again = model_topics(shuffled, encoder=HashedWords(), settings=SETTINGS, run_id="r1")
    assert all(table.equals(found.tables()[name]) for name, table in again.tables().items())


@pytest.mark.parametrize("texts", [["A single sentence about trams."], sentences(ALL[:1], 5), ["...", "1"], []])
def test_very_few_segments(texts: list[str]) -> None:
    """From none to five segments, each that says something gets a labelled topic."""
    few = model_topics(segments(texts), encoder=HashedWords(), settings=SETTINGS, run_id="r")
    for name, table in few.tables().items():
        check_table(table, name)
    assert len(few.assignments) == len(few.segments) - few.screening.junk
    assert (few.topics["label"].str.len() > 0).all()


def test_near_duplicates_follow_their_model() -> None:
    """A repeated sentence takes no part in the clustering and has the topic of the first."""
    texts = [*sentences(ALL, 10), *[text.upper() for text in sentences(ALL, 10)[:3]]]
    found = model_topics(segments(texts), encoder=HashedWords(), settings=SETTINGS, run_id="r")
    assert found.screening.near_duplicates == 3
    joined = found.segments.merge(found.assignments, on="segment_id")
    topics = joined.groupby(joined["text"].str.lower())["topic_id"].nunique()
    assert (topics == 1).all()


def test_unquotable_testimonials_are_not_quoted() -> None:
    """Quotes come from the testimonials that may be quoted, none where there is no such."""
    frame = segments(sentences(ALL, 10))
    allowed = set(frame["testimonial_id"][:10])
    found = model_topics(frame, encoder=HashedWords(), settings=SETTINGS, run_id="r", quotable=allowed)
    source = frame.set_index("segment_id")["testimonial_id"]
    quoted = found.topics["quotes"].dropna().str.split(";").explode()
    assert {source[quote] for quote in quoted} <= allowed
    assert found.topics["quotes"].isna().any()


def test_ids_persist_and_new_subjects_are_born() -> None:
    """With another cohort, topics keep their ids and first run, and a new subject gets a topic of its own."""
    old = sentences(ALL[:3], 25)
    first = model_topics(segments(old), encoder=HashedWords(), settings=SETTINGS, run_id="r1")
    more = [*old, *sentences(ALL, 10, seed=1), *sentences(ALL[3:], 20, seed=2)]
    second = model_topics(
        segments(more), encoder=HashedWords(), settings=SETTINGS, run_id="r2", previous=previous(first)
    )
    changes = second.changes.set_index("topic_id")
    leaves = set(first.assignments["topic_id"])
    assert (changes.loc[sorted(leaves), "change"] == "kept").mean() >= 0.8
    born = changes[changes["change"] == "born"]
    assert len(born) >= 1
    assert (born["share_new"] > 0.6).all()
    assert set(born["cause"]) == {"data"}
    seen = second.topics.set_index("topic_id")["first_seen_run"]
    assert set(seen[[key for key in changes.index if key in leaves and key in seen.index]]) == {"r1"}


def test_same_run_again_changes_nothing() -> None:
    """The same segments against their own topics are all kept, with no cause."""
    frame = segments(sentences(ALL, 20))
    first = model_topics(frame, encoder=HashedWords(), settings=SETTINGS, run_id="r1")
    again = model_topics(frame, encoder=HashedWords(), settings=SETTINGS, run_id="r2", previous=previous(first))
    assert set(again.changes["change"]) == {"kept"}
    assert set(again.changes["cause"]) == {"none"}
    assert again.assignments.equals(first.assignments)


def test_another_encoder_is_a_cause() -> None:
    """With the same texts and another encoder, what changes is put down to the model."""
    frame = segments(sentences(ALL, 20))
    first = model_topics(frame, encoder=HashedWords(), settings=SETTINGS, run_id="r1")
    other = model_topics(
        frame, encoder=HashedWords("hashed-words-2"), settings=SETTINGS, run_id="r2", previous=previous(first)
    )
    assert set(other.changes["cause"]) <= {"model", "none"}
    assert other.changes["similarity"].isna().all()


def test_previous_topics_are_read_from_a_released_run(tmp_path: Path, found) -> None:
    """Tables written as Parquet come back as previous topics; a run without them has none."""
    assert PreviousTopics.read(tmp_path) is None
    for name, table in found.tables().items():
        table.to_parquet(tmp_path / f"{name}.parquet", index=False)
    read = PreviousTopics.read(tmp_path)
    assert read is not None
    assert read.topics["topic_id"].tolist() == found.topics["topic_id"].tolist()


def test_only_new_texts_are_embedded(tmp_path: Path) -> None:
    """A second run embeds what the first did not have, and a damaged cache file costs time but no result."""
    encoder, cache = HashedWords(), EmbeddingCache(tmp_path / "cache")
    texts = sentences(ALL, 10)
    first = model_topics(segments(texts), encoder=encoder, settings=SETTINGS, run_id="r", cache=cache)
    assert encoder.embedded == 40
    model_topics(segments([*texts, "A new pond."]), encoder=encoder, settings=SETTINGS, run_id="r", cache=cache)
    assert encoder.embedded == 41
    for path in (tmp_path / "cache").rglob("*.npz"):
        path.write_bytes(path.read_bytes()[:50])
    again = model_topics(segments(texts), encoder=encoder, settings=SETTINGS, run_id="r", cache=cache)
    assert encoder.embedded == 81
    assert again.assignments.equals(first.assignments)
    without = model_topics(segments(texts), encoder=encoder, settings=SETTINGS, run_id="r")
    assert without.assignments.equals(first.assignments)
