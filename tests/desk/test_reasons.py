"""The words of a reason: figures in bold, both languages, nothing invented when a figure is missing."""

from datetime import date

import pytest

from guanxi.contracts.figures import REASONS
from guanxi.desk import reasons
from guanxi.desk.worklist import WorkItem

TODAY = date(2026, 11, 24)


def item(reason: str, **evidence: object) -> WorkItem:
    return WorkItem(reason=reason, evidence=evidence)


def told(reason: str, language: str, **evidence: object) -> str:
    return reasons.sentence(item(reason, **evidence), language, today=TODAY)


OUTFLOW = {"outflow_1m": 2_140_000_000, "outflow_rate": 0.41, "deposit_end": 1_390_000_000}


def test_an_outflow_is_told_with_its_figures() -> None:
    assert told("large_outflow", "zh-hans", **OUTFLOW) == (
        "上月净流出他行 <b>2,140万</b>，占近一年日均存款的 <b>41%</b>。月末仅余 <b>1,390万</b>。"
    )
    assert told("large_outflow", "en", **OUTFLOW) == (
        "Last month <b>21.40 m</b> net went to other banks, <b>41 %</b> of the usual deposits. <b>13.90 m</b> is left."
    )


def test_a_part_without_its_figure_is_left_out() -> None:
    assert told("large_outflow", "zh-hans", outflow_1m=2_140_000_000) == "上月净流出他行 <b>2,140万</b>。"


def test_a_customer_never_contacted_is_told_so() -> None:
    words = told("no_contact", "zh-hans", last_contact_on=None, days_since=None, grade="priority", cadence_days=92)
    assert words == "尚无联系记录。“优先产品服务”要求每 <b>92</b> 天联系一次。"


def test_who_is_likely_to_leave_is_told_with_what_speaks_for_it() -> None:
    facts = {"leave_risk": 0.34, "because": "trend:1", "besides": "price:1", "profit_12m": 1_200_000}
    assert told("leaving", "zh-hans", **facts) == (
        "三个月内流失概率 <b>34%</b>。主要成因：余额降至不足三成；近三个月价格变动对客户不利。近12月利润 <b>1.2万</b>。"
    )
    assert told("leaving", "en", **facts | {"besides": None}) == (
        "Leaves within three months with a chance of <b>34 %</b>. "
        "What speaks for it: balances fell to less than a third. Earns <b>12.0 k</b> a year."
    )


def test_days_without_contact_count_up_to_today() -> None:
    assert "<b>55</b>" in told("no_contact", "en", last_contact_on="2026-09-30", days_since=31)


@pytest.mark.parametrize("reason", REASONS)
def test_without_evidence_the_name_of_the_reason_remains(reason: str) -> None:
    assert told(reason, "zh-hans") in (f"{REASONS[reason][1]}。", "尚无联系记录。")


def test_what_the_evidence_holds_is_escaped() -> None:
    words = told("maturing", "en", amount=100, family="<b>x</b>", matures_on="2026-12-02")
    assert "<b>x</b>" not in words and "&lt;b&gt;x" in words


def test_the_evidence_is_named_and_written_out() -> None:
    found = reasons.evidence(item("large_outflow", **OUTFLOW), "zh-hans", today=TODAY)
    assert ("上月净流出他行", "2,140万") in found
    assert ("流出占日均存款", "41%") in found
