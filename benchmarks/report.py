"""One table for all benchmarks: each figure beside its reference, measured in the same run."""

import json
import platform
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """One measured quantity. ``samples`` and ``reference`` share ``unit``; ``budget`` is for the p95 (or the median
    where more is better)."""

    name: str
    unit: str
    samples: Sequence[float]
    reference_name: str
    reference: Sequence[float]
    budget: float | None = None
    more_is_better: bool = False

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    @property
    def p95(self) -> float:
        return percentile(self.samples, 95)

    @property
    def holds(self) -> bool | None:
        """Whether the budget holds; None where there is none."""
        if self.budget is None:
            return None
        return self.median >= self.budget if self.more_is_better else self.p95 <= self.budget


def percentile(samples: Sequence[float], percent: float) -> float:
    """The value that ``percent`` of the samples do not exceed (nearest rank)."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, max(0, round(percent / 100 * len(ordered)) - 1))]


def timed(call: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of ``times`` calls."""
    spans = []
    for _ in range(times):
        start = perf_counter()
        call()
        spans.append((perf_counter() - start) * 1000)
    return spans


def show(figures: Sequence[Figure]) -> None:
    """Print the table."""
    print(f"{'what':<52}{'median':>12}{'p95':>12}  {'budget':>12}  {'':4} reference (median)")
    for figure in figures:
        sign = {None: "", True: "ok", False: "OVER"}[figure.holds]
        budget = "" if figure.budget is None else f"{'≥' if figure.more_is_better else '≤'} {figure.budget:,.4g}"
        print(
            f"{figure.name:<52}{figure.median:>12,.4g}{figure.p95:>12,.4g}  {budget:>12}  {sign:<4} "
            f"{figure.reference_name}: {statistics.median(figure.reference):,.4g} {figure.unit}"
        )


def write(figures: Sequence[Figure], file: Path) -> None:
    """Write everything measured as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    document = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "system": platform.system(),
        "figures": [{**asdict(f), "median": f.median, "p95": f.p95, "holds": f.holds} for f in figures],
    }
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(measure: Callable[[], list[Figure]]) -> None:
    """Run one benchmark file: a table on the terminal, or JSON lines for the collector with ``--json``."""
    figures = measure()
    if "--json" in sys.argv:
        print(json.dumps([asdict(figure) for figure in figures]))
    else:
        show(figures)
