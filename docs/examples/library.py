"""The engine as a library: ``python docs/examples/library.py FOLDER [CUSTOMERS]`` makes a bank and two pictures."""

import json
import sys
from datetime import date
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from guanxi.demo import bank
from guanxi.value import figures, load_assumptions, run, take_extracts, why

AS_OF = date(2026, 10, 31)


def main(folder: Path, customers: int) -> None:
    """Make a bank, run the engine on it, and draw what came out."""
    bank.generate(folder / "extracts", customers=customers, months=26, seed=7, as_of=AS_OF)
    parts = take_extracts(folder / "extracts", folder / "store")

    snapshot = run(parts, as_of=AS_OF, store=folder / "store", scratch=folder / "scratch")
    [top] = [row for row in figures(snapshot, "concentration").to_pylist() if row["scope"] == "bank"]
    print(f"{top['customers']} customers, net profit {top['net_profit'] / 100:,.2f}")
    print(f"the best fifth make {top['top20_gross_rate']:.1%} of the gross profit")
    print(why("concentration.top20_gross_rate").formula.en)

    draw_curve(json.loads(top["curve"]), folder / "concentration.png")

    # a dearer bank: the same months, other assumptions
    dearer = load_assumptions(AS_OF).changed({"risk.tax": 0.30, "risk.hurdle": 0.13})
    other = run(
        [*parts, *snapshot.new_parts],
        as_of=AS_OF,
        store=folder / "store",
        scratch=folder / "what-if",
        assumptions=dearer,
    )
    now, then = (figures(one, "customer_figures").to_pandas() for one in (snapshot, other))
    before, after = (one["economic_profit_12m"].sum() / 100 for one in (now, then))
    print(f"economic profit {before:,.2f} → {after:,.2f}")
    draw_levels(now, folder / "levels.png")


def draw_curve(points: list[list[float]], path: Path) -> None:
    """Draw who makes the profit and who loses it: customers best first, profit added up over the gross profit."""
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    axes.plot([0, *(place for place, *_ in points)], [0, *(height for _, height, *_ in points)], color="black")
    axes.axhline(1, color="grey", linewidth=0.8, linestyle="--")
    axes.set(title="Who makes the profit?", xlabel="share of customers, best first", ylabel="of gross profit")
    figure.savefig(path, dpi=110)
    plt.close(figure)


def draw_levels(customers, path: Path) -> None:  # type: ignore[no-untyped-def]
    """Draw what a customer of each level brings: the median profit of twelve months."""
    middle = customers.groupby("level")["profit_12m"].median() / 100
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    axes.bar(middle.index.astype(str), middle, color="grey", edgecolor="black")
    axes.set(
        title="What does a customer of each level bring?",
        xlabel="product relation level",
        ylabel="median profit, 12 months",
    )
    figure.savefig(path, dpi=110)
    plt.close(figure)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
