"""Columns of the full blocks of a form, joined and kept in this process: a block that is full never changes.

A look at a million submissions reads their thirty megabytes once in each process, and afterwards only what came
since. What an edit corrected is asked for anew each time.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import Final
from uuid import UUID

from saksama.checklists.counting import columns
from saksama.checklists.counting.columns import Column
from saksama.checklists.models import AnswerColumn

MOST_BYTES: Final = 128 * 1024 * 1024
"""Of codes, in each process; the form looked at longest ago is dropped first."""
_TOGETHER: Final = 32
"""Blocks read at once: some megabytes, however many there are."""

Block = tuple[int, UUID]
"""Number and mark of a block; the mark is never given twice."""
Held = tuple[tuple[UUID, ...], Column]


class Joined:
    """``of(form, blocks, paths)``: one column for each path over all ``blocks``, in their order."""

    def __init__(self) -> None:
        self._forms: OrderedDict[tuple[str, int], dict[str, Held]] = OrderedDict()
        self._lock = Lock()

    def of(
        self, form: tuple[str, int], blocks: Sequence[Block], paths: Iterable[str]
    ) -> Mapping[str, Column]:
        """Columns of ``form`` (event and version). Paths that no block knows are left out."""
        with self._lock:
            known = self._forms.setdefault(form, {})
            self._forms.move_to_end(form)
            wanted, marks = sorted(set(paths)), tuple(mark for _number, mark in blocks)
            by_start: dict[int, list[str]] = {}
            for path in wanted:
                by_start.setdefault(_start(known.get(path), marks), []).append(path)
            for start, some in by_start.items():
                if start < len(blocks):
                    self._extend(known, blocks, marks, start, some)
            self._trim()
            return {path: known[path][1] for path in wanted if path in known and known[path][0] == marks}

    @staticmethod
    def _extend(
        known: dict[str, Held], blocks: Sequence[Block], marks: tuple[UUID, ...], start: int, paths: list[str]
    ) -> None:
        """Read the blocks from ``start`` on; what was held of the earlier ones stays at the front."""
        parts: dict[str, list[Column]] = {path: [known[path][1]] if start else [] for path in paths}
        for first in range(start, len(blocks), _TOGETHER):
            numbers = [number for number, _mark in blocks[first : first + _TOGETHER]]
            rows = AnswerColumn.objects.filter(block__in=numbers, path__in=paths).order_by("block_id")
            for path, data in rows.values_list("path", "data"):
                parts[path].append(columns.unpack(data))
        for path, told in parts.items():
            if len(told) == len(blocks) - start + bool(start):
                known[path] = (marks, columns.joined(*told))

    def _trim(self) -> None:
        """The form asked for now is the last to go."""
        sizes = {
            form: sum(column.codes.nbytes for _m, column in held.values())
            for form, held in self._forms.items()
        }
        while sum(sizes.values()) > MOST_BYTES and len(self._forms) > 1:
            oldest, _held = self._forms.popitem(last=False)
            del sizes[oldest]


def _start(held: Held | None, marks: tuple[UUID, ...]) -> int:
    """How many of the blocks are held already; 0 when others are, or more than are wanted."""
    return len(held[0]) if held and held[0] == marks[: len(held[0])] else 0


joined: Final = Joined()
