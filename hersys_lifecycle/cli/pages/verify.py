"""The theorems and their proofs, as data and for people."""

from collections.abc import Sequence

from hersys_lifecycle.audit import Head
from hersys_lifecycle.checks import Language
from hersys_lifecycle.cli.heads import head_of
from hersys_lifecycle.cli.pages.layout import BAD, GOOD, Page, blank, columns, heading, indented, paragraph
from hersys_lifecycle.proofs import Proof
from hersys_lifecycle.wording import asking


def to_dict(proofs: Sequence[Proof], chain: Head | None) -> dict[str, object]:
    """Return proofs as JSON values.

    ``holds``: whether all do; ``theorems``: the name of each ``theorem``, how many ``cases`` held, whether it
    ``holds``, and ``counterexample``, ``null`` or the decision that refutes it, as ``check --json`` gives it;
    ``chain``: the last ``position`` and its ``digest``, up to which the record is as it was recorded (``null``: no
    record was asked).
    """
    return {
        "holds": all(proofs),
        "theorems": [
            {
                "theorem": each.theorem.value,
                "cases": each.cases,
                "holds": bool(each),
                "counterexample": None if each.counterexample is None else each.counterexample.to_dict(),
            }
            for each in proofs
        ],
        "chain": chain and chain._asdict(),
    }


def page(proofs: Sequence[Proof], chain: Head | None, language: Language) -> Page:
    """Yield each theorem with its cases and whether it holds, the counterexamples, the verdict, and the chain."""
    head = (asking.RESULT.in_(language), asking.CASES.in_(language), asking.THEOREM.in_(language))
    yield columns([_row(each, language) for each in proofs], head)
    for each in proofs:
        if each.counterexample is not None:
            yield blank()
            yield heading(asking.COUNTEREXAMPLE.in_(language).format(each.theorem.text.in_(language)), BAD)
            yield paragraph(each.counterexample.explain(language))
    yield blank()
    if failed := sum(not each for each in proofs):
        yield heading(asking.SOME_FAIL.in_(language).format(len(proofs), failed), BAD)
    else:
        cases = sum(each.cases for each in proofs)
        yield heading(asking.ALL_HOLD.in_(language).format(len(proofs), cases), GOOD)
    if chain is not None:
        yield paragraph(asking.CHAIN_HOLDS.in_(language))
        yield indented(paragraph(head_of(chain)))


def _row(proof: Proof, language: Language) -> tuple[str, str, str]:
    result = asking.HOLDS if proof else asking.FAILS
    return result.in_(language), f"{proof.cases:>7,}", proof.theorem.text.in_(language)
