"""The words around what a scenario of a test shows where it does not hold."""

from typing import Final

from hersys_lifecycle.checks import Text

BOTH: Final = "{0.en}（{0.ja}）"
"""A word or a heading over what is in neither language, or in both."""

EXPECTED: Final = Text("期待", "expected")
FOUND: Final = Text("実際", "found")
AROUND: Final = Text("その時刻の前後", "Around that instant")
BEHIND: Final = Text("根拠となった記録", "The recorded events behind it")
CHANGED: Final = Text("変わる回答：", "The answers that change:")
NOTHING: Final = Text("なし", "none")
MORE: Final = Text("ほか{0}件", "and {0} more")
NOT_EMPTY: Final = Text(
    "既に{0}件が記録されています。採用できるのは、まだ何も記録されていないときだけです。",
    "{0} events are recorded already: a notice is adopted only where nothing is.",
)
