"""The lifecycle: what is recorded, compiled into the answer to every question. The object a service holds."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache, cached_property, reduce
from itertools import starmap
from typing import TYPE_CHECKING, Any

import attrs

from hersys_lifecycle.authorities import HealthAuthority
from hersys_lifecycle.capabilities import Capability, Role
from hersys_lifecycle.checks import ROWS, Answers, Decision, check, compile_answers, find
from hersys_lifecycle.events import Event
from hersys_lifecycle.instants import EPOCH, JST, Span, not_an_instant, subtract
from hersys_lifecycle.notice import official_events
from hersys_lifecycle.prefectures import Prefecture, prefecture_names
from hersys_lifecycle.states import LifecycleState, Phase, admit, initial
from hersys_lifecycle.timeline import Segment, Steps, compile_timeline

if TYPE_CHECKING:
    from hersys_lifecycle.columnar.arrays import Integers
    from hersys_lifecycle.columnar.grids import Bools, Grid
    from hersys_lifecycle.columnar.tables import Table
    from hersys_lifecycle.proofs import Proof


@attrs.frozen(repr=False)
class Lifecycle:
    """An immutable history of events, in log order, with every answer under it; equal to another of equal events.

    Make one with :func:`official_lifecycle`, :meth:`from_events` or :meth:`apply`. Instants given must be
    timezone-aware, in any time zone; instants returned are in Japan time.

    Whoever asks a question gets a ``NotAMemberError`` for anything but a member of the enumerations, an
    ``AuthorityOutsidePrefectureError`` for an authority that is not in the prefecture, a ``PrefectureRequiredError``
    for bulk export with neither, and a ``NaiveInstantError`` or ``NotAnInstantError`` for what is no instant.
    """

    events: tuple[Event, ...]
    state: LifecycleState = attrs.field(eq=False)
    _phases: Steps[Phase] = attrs.field(init=False, eq=False)
    schedules: Answers = attrs.field(init=False, eq=False)
    _allowed: tuple[Steps[bool], ...] = attrs.field(init=False, eq=False)
    _changes: Steps[datetime | None] = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        timeline = compile_timeline(self.state)
        answers = compile_answers(self.state, timeline)
        phases = timeline.mapped(lambda standing: standing.phase)
        edges = sorted(set(phases.edges).union(*(each.reasons.edges for each in answers)))
        object.__setattr__(self, "_phases", phases)
        object.__setattr__(self, "schedules", answers)
        object.__setattr__(self, "_changes", Steps(edges, (*edges, None)))
        object.__setattr__(self, "_allowed", tuple(each.allowed.searchable() for each in answers))

    def __reduce__(self) -> tuple[type["Lifecycle"], tuple[tuple[Event, ...], LifecycleState]]:
        return Lifecycle, (self.events, self.state)  # the answers follow from these

    def __repr__(self) -> str:
        return f"Lifecycle.from_events({list(self.events)})"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: ANN401, FBT001  # the protocol of IPython
        # Hypothesis follows it too. An event a line: in one line nobody would read them.
        with printer.group(4, "Lifecycle.from_events([", "])"):
            for event in self.events:
                printer.break_()
                printer.text(f"{event},")

    @classmethod
    def from_events(cls, events: Iterable[Event]) -> "Lifecycle":
        """Return the lifecycle of a log, admitting its events one after the other.

        Raises:
            InadmissibleEventError: an event contradicts those before it (rules, section 6).
            IllegalMoveError: the history asks for a change of phase that is not legal (rules, section 3).
        """
        log = tuple(events)
        return cls(log, reduce(admit, log, initial()))

    def apply(self, event: Event) -> "Lifecycle":
        """Return the lifecycle with one more event; this one stays as it is. Raises as :meth:`from_events`."""
        return Lifecycle((*self.events, event), admit(self.state, event))

    def allows(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> bool:
        """Tell whether something is allowed at an instant: the fast path, equal to ``check(...).allowed``."""
        try:
            # Written out in one piece, because on this path a call more is felt. See Steps on the three sorts of edges.
            allowed = self._allowed[ROWS[role][capability][prefecture, authority]]
            zone = at.tzinfo
            if zone is UTC:
                return allowed.values[bisect_right(allowed.utc, at)]
            if zone is JST:
                return allowed.values[bisect_right(allowed.edges, at)]
            return allowed.values[bisect_right(allowed.elapsed, subtract(at, EPOCH))]
        except (KeyError, TypeError, AttributeError, NotImplementedError):
            find(self.schedules, capability, prefecture, role, authority)
            raise not_an_instant(at) from None

    def answers(self) -> "Table":
        """Return the answer to every question at every instant as a ``pyarrow.Table``, for any engine to join.

        One row for each question and each step in which nothing about its answer changes, ordered by question and
        time. The steps of a question are gapless and disjoint, so an instant in ``[start, end)`` meets exactly one.

        ==========  ==================  ==============================================================================
        question    int32               what is asked, as numbered by :func:`hersys_lifecycle.columnar.questions`
        start, end  timestamp[us, UTC]  half-open ``[start, end)``; an open start is written as 0001-01-02 and an open
                                        end as 9999-12-31, 00:00, so that a join needs no case for them
        allowed     bool                the answer
        reason      string              the first reason that applies (rules, section 5)
        phase       string              the phase (rules, section 3)
        basis       list<struct>        the clauses it rests on: document, clause, grade
        positions   list<int32>         the recorded events that made it so, by their position in the log, from 1
        ==========  ==================  ==============================================================================

        There are 14,476 questions and 167 different answers to them at most, for most capabilities look neither at the
        place nor at the role (rules, section 4). So this table holds the 167: about 1,300 rows under the notice where a
        row for each question and step would make 88,000, and some 300,000 instead of 27 million with a thousand events
        of maintenance. The table of questions, the same for every lifecycle, leads to them. Engines that read files get
        both as Parquet::

            pyarrow.parquet.write_table(lifecycle.answers(), "answers.parquet")
            pyarrow.parquet.write_table(hersys_lifecycle.columnar.questions(), "questions.parquet")

        and joined with a log of accesses::

            SELECT log.*, answers.allowed, answers.reason
            FROM log
            LEFT JOIN questions ON questions.capability = log.capability
                AND questions.prefecture IS NOT DISTINCT FROM log.prefecture
                AND questions.authority IS NOT DISTINCT FROM log.authority
                AND questions.role = log.role
            LEFT JOIN answers ON answers.question = questions.question
                AND answers.start <= log."at" AND log."at" < answers."end"

        Raises:
            MissingExtraError: pyarrow is not installed.
        """
        from hersys_lifecycle import columnar  # noqa: PLC0415  # it is for an extra

        return columnar.answers(self.schedules)

    def allows_many(
        self,
        capability_codes: "Integers",
        prefecture_codes: "Integers",
        micros: "Integers",
        *,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> "Bools":
        """Tell for whole arrays whether something is allowed: ``allows`` of each element, as a NumPy array of bool.

        Args:
            capability_codes: the codes of ``hersys_lifecycle.columnar.CAPABILITY_CODES``: 0 for ``login`` to 9 for
                ``bulk_export``, in the order of :class:`Capability`.
            prefecture_codes: JIS X 0401 codes as numbers, 1 to 47; 0 names no prefecture.
            micros: instants as microseconds since 1970-01-01T00:00Z. Instants in UTC that NumPy holds become such by
                ``astype("datetime64[us]").astype("int64")``; mind that nanoseconds as they are would be other instants.
            role: for whom it is asked; one for all elements.
            authority: who asks; one for all elements, in the prefecture that an element names, if it names one.

        Shapes: any that broadcast together, such as three arrays of one length, or one capability for all; so is the
        result. Whole numbers of any width will do. If an element cannot be answered, nothing is.

        Raises:
            ArrayTypeError: an array holds something other than whole numbers, such as floats, or has masked elements.
            ArrayShapeError: the arrays do not broadcast together.
            ArrayValueError: the first element that names no capability or prefecture, asks for bulk export of nobody or
                of a prefecture that is not the authority's, or is no instant (``NaT``) of the years 1 to 9999.
            NotAMemberError: ``role`` or ``authority`` is no member of its enumeration.
            MissingExtraError: numpy is not installed.
        """
        return self._grid.allows(capability_codes, prefecture_codes, micros, role, authority)

    @cached_property
    def _grid(self) -> "Grid":
        from hersys_lifecycle import columnar  # noqa: PLC0415  # it is for an extra

        return columnar.grid(self.schedules)

    def check(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> Decision:
        """Return the decision on a question at an instant, with its reason and all that it rests on.

        A prefecture alone is asked for its own body, an authority alone in its own prefecture. The role counts for
        bulk export only (N5).
        """
        return check(self.schedules, capability, prefecture, role, authority, at)

    def next_allowed(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        at: datetime,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> datetime | None:
        """Return the first instant, ``at`` or later, at which something is allowed, or ``None`` if there is none."""
        return self.check(capability, prefecture, at=at, role=role, authority=authority).next_allowed

    def windows(
        self,
        capability: Capability,
        prefecture: Prefecture | None = None,
        *,
        role: Role = Role.PREFECTURE,
        authority: HealthAuthority | None = None,
    ) -> tuple[Span, ...]:
        """Return exactly the instants at which something is allowed, as ordered, disjoint spans that do not touch."""
        return find(self.schedules, capability, prefecture, role, authority).windows()

    def matrix(self, at: datetime, *, role: Role = Role.PREFECTURE) -> Mapping[tuple[Capability, Prefecture], Decision]:
        """Return every capability x prefecture at one instant, by prefecture within capability: 470 decisions."""
        return {
            (capability, prefecture): self.check(capability, prefecture, at=at, role=role)
            for capability in Capability
            for prefecture in Prefecture
        }

    def phase_at(self, at: datetime) -> Phase:
        """Return the phase at an instant (rules, section 3)."""
        return self._phases.at(at)

    @property
    def timeline(self) -> tuple[Segment, ...]:
        """The phases with their spans: ordered and gapless, from no start to no end, neighbours different."""
        return tuple(starmap(Segment, self._phases.spans()))

    def next_change(self, at: datetime) -> datetime | None:
        """Return the first instant after ``at`` at which the phase or the answer to any question changes, if any."""
        return self._changes.at(at)

    def verify(self) -> tuple["Proof", ...]:
        """Return the theorems of :class:`Theorem`, each proved over every edge or refuted by a counterexample.

        Every recorded instant, one microsecond before and after it, for every capability, prefecture and role.
        """
        from hersys_lifecycle.proofs import prove  # noqa: PLC0415  # services that only check need not load it

        return prove(self)

    def slot(self, prefecture: Prefecture) -> Span | None:
        """Return the period in which a prefecture is asked to download, or ``None`` if it has none (N4, N10).

        Raises:
            NotAMemberError: ``prefecture`` is no member of Prefecture.
        """
        if not isinstance(prefecture, Prefecture):
            raise prefecture_names().stranger(prefecture)
        slot = dict(self.state.slots).get(prefecture)
        return slot.value if slot else None


@cache
def official_lifecycle() -> Lifecycle:
    """Return the lifecycle that the Ministry's notice announces; built at the first call, then the same object."""
    return Lifecycle.from_events(official_events())
