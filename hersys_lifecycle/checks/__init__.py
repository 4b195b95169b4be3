"""What may be done: the policy as data, and the answer to every question at every instant."""

from hersys_lifecycle.checks.answers import (
    ASKING,
    GENERAL,
    GRANTED,
    REFUSED,
    ROWS,
    Answers,
    compile_answers,
    compile_rulings,
    deciding,
    misuse,
)
from hersys_lifecycle.checks.checking import check, find
from hersys_lifecycle.checks.decision import Decision
from hersys_lifecycle.checks.policy import ENTITLED, POLICY, Verdict
from hersys_lifecycle.checks.reasons import Reason
from hersys_lifecycle.checks.ruling import Ruling
from hersys_lifecycle.checks.schedule import Schedule
from hersys_lifecycle.checks.worded import read_worded
from hersys_lifecycle.checks.wording import LANGUAGES, WORDING, Language, Text, say, written

__all__ = [
    "ASKING",
    "ENTITLED",
    "GENERAL",
    "GRANTED",
    "LANGUAGES",
    "POLICY",
    "REFUSED",
    "ROWS",
    "WORDING",
    "Answers",
    "Decision",
    "Language",
    "Reason",
    "Ruling",
    "Schedule",
    "Text",
    "Verdict",
    "check",
    "compile_answers",
    "compile_rulings",
    "deciding",
    "find",
    "misuse",
    "read_worded",
    "say",
    "written",
]
