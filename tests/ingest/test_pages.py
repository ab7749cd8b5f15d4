from __future__ import annotations

import pytest

from feedback_nlp.ingest.material import Line, Page
from feedback_nlp.ingest.pages import page_answers, place_of_heading
from feedback_nlp.places import Gazetteer

OVERVIEW = """\
Peer Learning Circles

WHAT COHORT 2 TOLD US

The second cohort started in September 2025 and ended in February 2026.

- **PHASE 1**
Getting to know each other

Struga, North Macedonia
We learned from Helsingborg how to run experiments of six weeks.
We will start with two.

210 Participants
from 34 countries

9 Labelled
cities shared their work

& Covering 4 sessions:

- **Innovative financing:** Florence and Malmö
- **Citizen engagement:** Helsingborg and Grenoble-Alpes Métropole

Novo mesto, Slovenia

The session with Pécs and Lund was the most useful one. What we take home:

- a bonus for customers who return cold water
- one page that explains the price

The first point will be tested with the hospital.

Lead cities presented what they **planned and built**, to inspire others.

Kristiansand, Norway

Emission-free building sites. Full stop.

Next steps

A third cohort will be launched in spring.
"""

MARKDOWN = """\
# Feedback

## Cities that took part

- Lahti, Finland
- Leuven, Belgium

### **Valladolid, Spain**

> "Leuven removes asphalt from playgrounds. We *plan* the same in three schools,
> and the water company pays."

### Ústí nad Labem (Czechia)

n/a

### Bergen op Zoom, Netherlands
1. Rain gardens of Lahti
2. Walks, [slides](https://example.org/slides)
3. We already have green roofs

Bergen op Zoom will do the second.

---

Contact: info@example.org
"""

SHORT_LINES = """\
Gjøvik, Norway:
Thank you!
Heat from the sewer (Lund). Want it.
No money yet.

Frankfurt am Main, Germany

The technical sessions were too short.

More time for questions would help.

What participants said
"""


def answers_of(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    """Learner → testimonial of a page."""
    lines = tuple(Line(number, line) for number, line in enumerate(text.splitlines(), start=1))
    return {str(a.learner): a.text for a in page_answers(Page("page.txt", "text", lines), gazetteer)}


def test_programme_text_around_testimonials_is_left_out(gazetteer: Gazetteer) -> None:
    """Key figures, lists of sessions, bold programme text, bare titles and outlooks end a testimonial."""
    assert answers_of(OVERVIEW, gazetteer) == {
        "Struga, North Macedonia": "We learned from Helsingborg how to run experiments of six weeks.\n"
        "We will start with two.",
        "Novo mesto, Slovenia": "The session with Pécs and Lund was the most useful one. What we take home:\n\n"
        "- a bonus for customers who return cold water\n- one page that explains the price\n\n"
        "The first point will be tested with the hospital.",
        "Kristiansand, Norway": "Emission-free building sites. Full stop.",
    }


def test_markdown(gazetteer: Gazetteer) -> None:
    """Marks are dropped, wrapped lines joined, lists kept; a list of cities heads nothing."""
    assert answers_of(MARKDOWN, gazetteer) == {
        "Valladolid, Spain": '"Leuven removes asphalt from playgrounds. We plan the same in three schools, '
        'and the water company pays."',
        "Ústí nad Labem, Czechia": "n/a",
        "Bergen op Zoom, Netherlands": "1. Rain gardens of Lahti\n2. Walks, slides\n3. We already have green roofs\n\n"
        "Bergen op Zoom will do the second.",
    }


def test_testimonials_of_short_lines_and_about_sessions(gazetteer: Gazetteer) -> None:
    """Short lines and remarks on the sessions are testimonials like others."""
    assert answers_of(SHORT_LINES, gazetteer) == {
        "Gjøvik, Norway": "Thank you!\nHeat from the sewer (Lund). Want it.\nNo money yet.",
        "Frankfurt am Main, Germany": "The technical sessions were too short.\n\nMore time for questions would help.",
    }


def test_words_of_the_site_and_page_numbers_within_a_testimonial(gazetteer: Gazetteer) -> None:
    """A page number is passed over, and prose that begins like a link of the site is prose."""
    said = ("Contact with Pécs was easy.", "12", "Page 3 of their plan helped us.", "Contact: a@example.org")
    page = "\n\n".join(("Lund, Sweden", *said))
    assert answers_of(page, gazetteer) == {
        "Lund, Sweden": "Contact with Pécs was easy.\n\nPage 3 of their plan helped us."
    }


@pytest.mark.parametrize(
    "block",
    [
        "180\nParticipants",
        "+90 cities\nin 2 cohorts",
        "**Energy:** Mannheim and Valencia\n**Mobility:** Stockholm",
        "Energy (Mannheim)\n- Trees: Lahti and Leuven\n- Streets: Stockholm",
        "THE NEXT COHORT",
        "The first cohort also included 5 clinics:",
        "Five thematic sessions were held online.",
        "Mission Cities showed what they have built.",
        "© Programme",
        "https://example.org",
        "* * *",
    ],
)
def test_what_ends_a_testimonial(block: str, gazetteer: Gazetteer) -> None:
    """After prose each of these belongs to the page, and so does what follows."""
    page = f"Lund, Sweden\n\nHeat from the sewer is a good idea.\n\n{block}\n\nThe end of it.\n"
    assert answers_of(page, gazetteer) == {"Lund, Sweden": "Heat from the sewer is a good idea."}


@pytest.mark.parametrize(
    "block",
    [
        "3 lessons stay with us.",
        "The technical sessions were too short.",
        "- Leuven: trees in boxes\n- Lahti: a walk with residents",
        "In the first cohort we would not have dared it.",
        "Two hundred trees are ordered.",
        "What stays:\n1. a heat map\n2. a walk",
        "Participants from Lund will go to Pécs in May.",
    ],
)
def test_what_does_not_end_a_testimonial(block: str, gazetteer: Gazetteer) -> None:
    """After prose each of these goes on with the testimonial."""
    page = f"Lund, Sweden\n\nHeat from the sewer is a good idea.\n\n{block}\n"
    assert answers_of(page, gazetteer) == {"Lund, Sweden": f"Heat from the sewer is a good idea.\n\n{block}"}


def test_page_without_testimonials(gazetteer: Gazetteer) -> None:
    """Places named in sentences or without text under them head no testimonial."""
    assert answers_of("A page.\n\nIn Leuven, Belgium, we met.\n\nLund, Sweden\n\nOslo, Norway\n", gazetteer) == {}


def test_rows_are_line_numbers(gazetteer: Gazetteer) -> None:
    """The row of a testimonial is the line of its heading."""
    lines = tuple(Line(number, line) for number, line in enumerate(OVERVIEW.splitlines(), start=1))
    rows = [answer.source_row for answer in page_answers(Page("page.txt", "text", lines), gazetteer)]
    assert [lines[row - 1].text for row in rows] == [
        "Struga, North Macedonia",
        "Novo mesto, Slovenia",
        "Kristiansand, Norway",
    ]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Valongo, Portugal", "Valongo, Portugal"),
        ("  ## **Trușeni, Moldova** ", "Trușeni, Moldova"),
        ("L'Aquila, Italy:", "L'Aquila, Italy"),
        ("Novo mesto, Slovenia", "Novo mesto, Slovenia"),
        ("San Cristóbal de La Laguna (Spain)", "San Cristóbal de La Laguna, Spain"),
        ("Municipality of Sopot, PL", "Municipality of Sopot, PL"),
        ("Villeneuve-d'Ascq, France", "Villeneuve-d'Ascq, France"),
        ("🇵🇹 Valongo, Portugal", "Valongo, Portugal"),
        ("Grenoble – France", "Grenoble, France"),
        ("- Lahti, Finland", None),
        ("– Lahti, Finland", None),
        ("We met in Lahti, Finland", None),
        ("Involving citizens, Portugal", None),
        ("Lahti, a city in Finland", None),
        ("Lahti, Leuven", None),
        ("Finland", None),
        ("14 January 2025, Portugal", None),
        ("", None),
    ],
)
def test_headings(line: str, place: str | None, gazetteer: Gazetteer) -> None:
    """A heading is a name written as one, and a country; nothing else is."""
    assert place_of_heading(line, gazetteer) == place
