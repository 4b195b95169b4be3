"""The laws of instants on whole microseconds: what the library says, beside what the rules say.

An instant is a whole number here, microseconds since 1970-01-01T00:00Z, and what the rules say of it is written out in
comparisons of whole numbers; it shares no step with the library. So a solver can follow both readings, and find the one
microsecond in which they differ, which nobody would draw.
"""

from tests.laws.admission import OF_ADMISSION
from tests.laws.drawn import OF_DRAWN_FACTS
from tests.laws.notice import UNDER_THE_NOTICE
from tests.laws.reading import FAULTS, Law, wrong

LAWS = UNDER_THE_NOTICE | OF_DRAWN_FACTS | OF_ADMISSION

__all__ = ["FAULTS", "LAWS", "Law", "wrong"]
