"""What is wrong with arrays of questions; nothing of them has been answered."""

from hersys_lifecycle.errors import LifecycleError


class ArrayTypeError(LifecycleError, TypeError):
    """An array that holds something other than whole numbers, or lacks some of them."""

    def __init__(self, array: str, found: str, remedy: str) -> None:
        super().__init__(array, found, remedy)
        self.array, self.found, self.remedy = array, found, remedy

    def __str__(self) -> str:
        return f"{self.array} holds {self.found}: {self.remedy}"


class ArrayShapeError(LifecycleError, ValueError):
    """Arrays that do not go together, by their names."""

    def __init__(self, shapes: dict[str, tuple[int, ...]]) -> None:
        super().__init__(shapes)
        self.shapes = shapes

    def __str__(self) -> str:
        shapes = ", ".join(f"{array} {shape}" for array, shape in self.shapes.items())
        return f"the shapes do not go together: {shapes}; give arrays of one length, or one value for all"


class ArrayValueError(LifecycleError, ValueError):
    """An element that names nothing, or makes no question with the others at its index; the first there is.

    ``index`` is that in the arrays as broadcast: one number for each of their dimensions.
    """

    def __init__(self, array: str, index: tuple[int, ...], value: int, reason: str) -> None:
        super().__init__(array, index, value, reason)
        self.array, self.index, self.value, self.reason = array, index, value, reason

    def __str__(self) -> str:
        where = f"[{', '.join(map(str, self.index))}]" if self.index else ""
        return f"{self.array}{where} = {self.value}: {self.reason}"
