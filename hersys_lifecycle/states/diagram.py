"""The table of legal moves as a picture: a Mermaid state diagram."""

from hersys_lifecycle.states.moves import FINAL, INITIAL, LEGAL_MOVES


def mermaid() -> str:
    """Return the state diagram of :data:`LEGAL_MOVES` in Mermaid's language, a line each move, ending in a newline."""
    moves = (
        f"    {row.source.value} --> {row.target.value}: {row.move.value} ({row.citation.clause})"
        for row in LEGAL_MOVES
    )
    lines = ("stateDiagram-v2", f"    [*] --> {INITIAL.value}", *moves, f"    {FINAL.value} --> [*]")
    return "\n".join(lines) + "\n"
