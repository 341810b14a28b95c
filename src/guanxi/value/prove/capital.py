"""Risk weights, RAROC and expected loss (风险权重、风险调整资本回报、预期损失)."""

from collections.abc import Sequence

from guanxi.kit.words import Words
from guanxi.value.measures import losses
from guanxi.value.models import basel, raroc
from guanxi.value.prove import given
from guanxi.value.prove.claims import Claim, Subject, cell, exact
from guanxi.value.prove.published import Folder

WEIGHTS = {0.0003: "14.44", 0.0025: "49.47", 0.01: "92.32", 0.025: "122.16"}


def _basel(files: Folder) -> Sequence[Claim]:
    return [
        cell(f"basel.risk_weight({pd:.2%})", printed, 100 * basel.risk_weight(pd, 0.45, 2.5, turnover=50))
        for pd, printed in WEIGHTS.items()
    ]


def _raroc(files: Folder) -> Sequence[Claim]:
    rate = raroc.raroc(
        income=0.032, funding=0.004, expected_loss=0.02, cost=0.005, capital=0.1, capital_earns=0.014, tax=0.38
    )
    return [cell("raroc.after_tax", "2.73", 100 * (rate or 0.0))]


def _expected_loss(files: Folder) -> Sequence[Claim]:
    columns = {
        "family": "string", "pd": "float64", "lgd": "float64", "stage": "int64", "days_past_due": "int64",
        "matures_on": "date", "month_index": "int64", "exposure": "float64",
    }  # fmt: skip
    row = {"family": "term_loan", "pd": 0.005, "lgd": 0.25, "stage": 1, "month_index": 24312, "exposure": 1_000_000_00}
    table = given.table(columns, [row])
    [found] = given.rows(table.select(yearly=losses.monthly(table, table.exposure, given.assumed()) * 12))
    return [exact("expected_loss.a_million_for_a_year", 1_250, found["yearly"] / 100, 0.005)]


BASEL = Subject(
    "basel", Words("Basel risk weights of companies", "巴塞尔公司风险权重"),
    "Basel Committee, International Convergence (2006)", (), _basel,
)  # fmt: skip
RAROC = Subject("raroc", Words("RAROC of one loan", "单笔贷款 RAROC"), "textbook example", (), _raroc)
EXPECTED_LOSS = Subject("expected_loss", Words("Expected loss", "预期损失"), "IFRS 9", (), _expected_loss)
