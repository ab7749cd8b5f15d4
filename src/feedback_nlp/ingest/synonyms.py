"""How survey tools and people call the columns of an export.

Knows nothing of files. Patterns are searched in folded headers (lower case, no diacritics, no punctuation), the most
telling first; they cover EUSurvey, LimeSurvey, Microsoft Forms and Google Forms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedback_nlp.settings import ColumnField

_PLACE = r"(?:city|town|municipality|local authority|commune|village)"


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Headers of one field.

    Attributes:
        patterns: Regular expressions, the most telling first.
        never: Headers that match it mean something else.
    """

    patterns: tuple[re.Pattern[str], ...]
    never: re.Pattern[str] | None = None

    def rank(self, folded: str) -> int | None:
        """Return how telling a folded header is, 0 is best; None where it is not of this field."""
        if self.never is not None and self.never.search(folded):
            return None
        return next((rank for rank, pattern in enumerate(self.patterns) if pattern.search(folded)), None)


def _synonyms(*patterns: str, never: str | None = None) -> Synonyms:
    return Synonyms(tuple(map(re.compile, patterns)), re.compile(never) if never else None)


METADATA: dict[ColumnField, Synonyms] = {
    "learner": _synonyms(
        r"^(?:learner|learner (?:place|city|name)|learning city)$",
        rf"^(?:your |name of (?:your |the )?)?{_PLACE}(?: name)?$",
        r"^(?:gemeinde|stadt|ville|ciudad|municipio|citta|comune|cidade|gmina|miasto|mesto|kommun)$",
        rf"\b(?:which|what|name of|your)\b.*\b{_PLACE}\b",
        rf"\b{_PLACE}\b.*\b(?:represent|work|come from|based|respondent|participant)",
        rf"^(?:\w+ ){{0,2}}{_PLACE}(?: \w+){{0,3}}$",
        r"^(?:your |name of (?:your |the )?)?(?:organisation|organization|institution|affiliation)(?: name)?$",
        never=r"\b(?:inspir|learn(?!er|ing city)|lead|led\b|host|present|mission|other|exampl|sourc|peer|best|most|"
        r"next|did\b|take|took|plan|use\b|chang|replicat|apply|size|population|mentor|will\b|would\b|do\b(?! you))",
    ),
    "country": _synonyms(
        r"^(?:your )?country(?: name| code)?$",
        r"^(?:land|pays|pais|paese|kraj|drzava|tara)$",
        r"\b(?:which|what|your)\b.*\bcountry\b",
        r"^country\b",
        r"^learner country$",
    ),
    "session": _synonyms(
        r"^session(?: id| name| title| attended)?$",
        r"\b(?:which|what)\b.*\b(?:session|workshop|webinar|discussion group|group|visit)\b",
        r"\b(?:session|workshop|webinar|discussion group|thematic group)\b",
        never=r"useful|rat(?:e|ing)|satisf|recommend|opinion|feedback|number of",
    ),
    "cohort": _synonyms(r"^cohort\b", r"\bcohort\b", r"^(?:programme )?(?:edition|wave|round|intake)$"),
    "submitted_on": _synonyms(
        r"^(?:submitted(?: on| at| date)?|submit ?date|date submitted|submission (?:date|time)(?: utc)?)$",
        r"^(?:completion time|completed(?: on| at)?|end ?(?:date|time))$",
        r"^(?:time ?stamp|date ?stamp|horodateur|zeitstempel|marca temporal)$",
        r"^(?:creation date|created(?: on| at)?|recorded ?date|response date|answered on|date of (?:response|answer))$",
        r"^(?:last (?:update|change)|updated(?: on| at)?|date last action)$",
        r"^(?:date|datum|fecha|data)(?: time)?$",
        r"^(?:start ?(?:time|date)|date started)$",
    ),
    "consent": _synonyms(
        r"^consent\b|\bconsent\b",
        r"^(?:how )?(?:may|can) (?:we|your|the)\b.*\b(?:quote|publish|use|share)",
        r"\b(?:agree|allow|permission|permit)\b.*\b(?:quot|publi|use|share)",
        r"^(?:publication|privacy)\b|\bpublication privacy\b|^(?:publish|quotable|quote)$",
    ),
    "respondent": _synonyms(
        r"^(?:respondent|participant|user|member|person)(?: id| code| number| key)?$|^(?:token|invitation number)$",
        r"\be ?mail\b|^mail$|^user ?name$",
        r"^(?:contribution|response|submission|answer|record|case|form) (?:id|number|code|no)$",
        r"^(?:id|uuid|guid|nr|no|number)$",
    ),
}
"""Fields whose values are short, in the order in which they take their columns."""

TEXT_NAMES = re.compile(
    r"^(?:testimonial|feedback|text|free text|open answer|answer|response|comments?|remarks?|reflections?|statement|"
    r"message|content|body|story|your (?:testimonial|feedback|answer|story|comments?)|lessons? learn(?:ed|t)|"
    r"take ?aways?|key take ?aways?)(?: text)?(?: \d+)?$"
)
"""Headers of free text that need no look at the values."""

TEXT_CUES = re.compile(
    r"testimonial|feedback|comment|remark|suggestion|describe|explain|tell us|in your own words|open answer|free text|"
    r"lessons? learn|take ?aways?|what (?:did|do|have|has|will|would|was|were|is|are|could|can|else|stands?)\b|"
    r"how (?:did|do|will|would|has|have|could|can)\b|which (?:measure|practice|idea|solution|action|lesson|example)|"
    r"anything else|any other|reflection|experience|impact|inspir|\b(?:learn|learned|learnt|replicate|barrier)\b"
)
"""Words of questions that are answered in free text; the values must read like prose."""

CLOSED_CUES = re.compile(
    r"^(?:which|what) (?:city|cities|session|sessions|cohort|country|group|date|language)\b|"
    r"^(?:what (?:is|s|are) |please (?:state|give|enter|indicate) )?your (?:full |first |last |job |current )?"
    r"(?:name|role|position|title|function|department|unit|organisation|organization|institution|city|country|age)\b"
)
"""Questions that ask for a name, however the answers read."""

PERSONAL = re.compile(
    r"\b(?:name|surname|forename|e ?mail|mail|phone|telephone|mobile number|ip|ip ?addr(?:ess)?|address|contact|"
    r"linkedin|job title|position|gender|age|birth)\b|^ipaddr$"
)
"""Headers of data about persons, which are never carried on."""
