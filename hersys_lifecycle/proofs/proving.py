"""Proof by going through every edge: the domain is finite, so a theorem is true or has a counterexample."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import NamedTuple, Self

from hersys_lifecycle.checks import Decision, Text
from hersys_lifecycle.proofs import theorems
from hersys_lifecycle.proofs.theorems import Cases, Subject, probes

Statement = Callable[[Subject, tuple[datetime, ...]], Cases]


class Theorem(Enum):
    """What is to be proved. Its value is its name in reports; ``text`` says it in Japanese and English."""

    text: Text
    cases: Statement

    UPDATES_NEVER_RETURN = (
        "updates_never_return",
        Text(
            "登録・編集・削除は停止後に再開しない", "registration, editing and deletion never return after their stop"
        ),
        theorems.updates_never_return,
    )
    LOCKOUT_DENIES_EVERYTHING = (
        "lockout_denies_everything",
        Text("メンテナンス中は何も使用できない", "a lockout denies everything"),
        theorems.lockout_denies_everything,
    )
    NOTHING_AFTER_THE_END = (
        "nothing_after_the_end",
        Text("運用終了後は何も使用できず、再開もしない", "nothing is allowed after the end and nothing revives"),
        theorems.nothing_after_the_end,
    )
    BULK_EXPORT_IN_WINDOWS_ONLY = (
        "bulk_export_in_windows_only",
        Text(
            "一括ダウンロードは、割り当てられた期間又は予備期間に、使用できる者だけができる",
            "bulk download only in a slot or reserve period and only for entitled roles",
        ),
        theorems.bulk_export_in_windows_only,
    )
    EVERY_PREFECTURE_HAS_A_WINDOW = (
        "every_prefecture_has_a_window",
        Text(
            "すべての都道府県に一括ダウンロードができる期間がある", "every prefecture has a window of positive length"
        ),
        theorems.every_prefecture_has_a_window,
    )
    SEGMENTS_ARE_LEGAL = (
        "segments_are_legal",
        Text("段階は途切れず順に並び、定められた順序で移る", "segments are gapless, ordered and legal"),
        theorems.segments_are_legal,
    )

    def __new__(cls, name: str, text: Text, cases: Statement) -> Self:
        """Make a member of one row."""
        member = object.__new__(cls)
        member._value_ = name
        member.text, member.cases = text, cases
        return member


class Proof(NamedTuple):
    """A theorem that was gone through: how many cases held, and the first that did not, if any; true if all did."""

    theorem: Theorem
    cases: int
    counterexample: Decision | None

    @property
    def holds(self) -> bool:
        """Whether the theorem is true."""
        return self.counterexample is None

    def __bool__(self) -> bool:
        return self.holds


def prove(subject: Subject) -> tuple[Proof, ...]:
    """Go through every case of every theorem; of a false one, the first counterexample is kept."""
    instants = probes(subject.state)
    return tuple(_prove(theorem, subject, instants) for theorem in Theorem)


def _prove(theorem: Theorem, subject: Subject, instants: tuple[datetime, ...]) -> Proof:
    number = 0
    for case in theorem.cases(subject, instants):
        if not case.holds:
            wrong = subject.check(
                case.capability, case.prefecture, role=case.role, authority=case.authority, at=case.at
            )
            return Proof(theorem, number, wrong)
        number += 1
    return Proof(theorem, number, None)
