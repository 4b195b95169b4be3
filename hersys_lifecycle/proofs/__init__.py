"""What is always true, proved by going through every edge."""

from hersys_lifecycle.proofs.proving import Proof, Theorem, prove

__all__ = ["Proof", "Theorem", "prove"]
