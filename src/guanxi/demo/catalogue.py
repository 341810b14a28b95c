"""What the invented bank sells (产品目录): rates, who holds what, and how much.

The eight figures of ``held`` and ``size`` stand for the segments in their order: share of the segment that holds the
product, and the typical amount in yuan (a month's fees for services). Rates are the present list rates of deposits,
and for loans the spread above the one-year transfer rate.
"""

from dataclasses import dataclass, field

import numpy as np

from guanxi.demo.columns import Column, chosen, fraction, whole
from guanxi.demo.draws import Floats
from guanxi.demo.writing import Delivery

SEGMENTS = ("mass", "comfortable", "wealthy", "elderly", "micro", "small", "medium", "large")
SEGMENT_SHARES = (44.0, 20.0, 6.0, 12.0, 9.5, 6.0, 2.1, 0.4)
PERSONS = 4
STEEPNESS = (0.45, 0.42, 0.40, 0.40, 0.60, 0.52, 0.45, 0.40)

Eight = tuple[float, float, float, float, float, float, float, float]


@dataclass(frozen=True)
class Product:
    """One product with its terms and its place in the segments."""

    code: str
    name: str
    family: str
    side: str
    held: Eight
    size: Eight
    rate: float = 0.0
    tenor: int = 0
    repricing: int = 0
    pull: float = 1.0  # how strongly the amount follows the customer's means
    unsteady: float = 0.0  # spread of the monthly movement
    pd: float = 0.0
    lgd: float = 0.0
    weight: float = 0.0
    currency: str = "CNY"
    needs: str = ""
    events: dict[tuple[str, str], float] = field(default_factory=dict)


_PURSE = {
    ("counter", "deposit"): 0.10, ("counter", "withdrawal"): 0.12, ("atm", "withdrawal"): 0.7,
    ("mobile", "transfer"): 2.2, ("phone", "enquiry"): 0.04,
}  # fmt: skip
_TILL = {
    ("counter", "deposit"): 0.5, ("counter", "transfer"): 0.5, ("online", "transfer"): 9.0,
    ("online", "statement"): 0.6, ("phone", "enquiry"): 0.12,
}  # fmt: skip
_SERVICED = {("mobile", "loan_service"): 0.12, ("counter", "loan_service"): 0.02}
_HANDLED = {("counter", "loan_service"): 0.12, ("online", "loan_service"): 0.5}
_SWIPED = {("mobile", "card_payment"): 4.0}
_NONE: Eight = (0, 0, 0, 0, 0, 0, 0, 0)

PRODUCTS: tuple[Product, ...] = (
    Product("P101", "个人活期存款", "current", "liability", (1, 1, 1, 1, 0, 0, 0, 0),
            (54_000, 108_000, 210_000, 28_000, 0, 0, 0, 0), 0.0005, unsteady=0.16, needs="日常收付", events=_PURSE),
    Product("P111", "整存整取三个月", "term_deposit", "liability", (0.03, 0.05, 0.05, 0.10, 0, 0, 0, 0),
            (30_000, 80_000, 300_000, 35_000, 0, 0, 0, 0), 0.0085, 3, 3, needs="保值"),
    Product("P112", "整存整取六个月", "term_deposit", "liability", (0.03, 0.06, 0.05, 0.08, 0, 0, 0, 0),
            (35_000, 100_000, 360_000, 40_000, 0, 0, 0, 0), 0.0105, 6, 6, needs="保值"),
    Product("P113", "整存整取一年", "term_deposit", "liability", (0.12, 0.26, 0.30, 0.36, 0, 0, 0, 0),
            (80_000, 170_000, 400_000, 60_000, 0, 0, 0, 0), 0.0115, 12, 12, needs="保值"),
    Product("P114", "整存整取三年", "term_deposit", "liability", (0.04, 0.14, 0.18, 0.26, 0, 0, 0, 0),
            (80_000, 200_000, 560_000, 80_000, 0, 0, 0, 0), 0.0170, 36, 36, needs="保值 养老"),
    Product("P121", "安享结构性存款", "structured", "liability", (0.01, 0.08, 0.30, 0.03, 0, 0, 0, 0),
            (50_000, 200_000, 900_000, 70_000, 0, 0, 0, 0), 0.0135, 6, 6, needs="增值"),
    Product("P131", "云汀信用卡", "card", "asset", (0.30, 0.55, 0.60, 0.03, 0, 0, 0, 0),
            (9_000, 16_000, 30_000, 4_000, 0, 0, 0, 0), 0.042, pull=0.4, unsteady=0.25, pd=0.020, lgd=0.75, weight=0.75,
            needs="消费 周转", events=_SWIPED),
    Product("P141", "消费易贷", "consumer_loan", "asset", (0.13, 0.08, 0.02, 0, 0, 0, 0, 0),
            (80_000, 120_000, 220_000, 0, 0, 0, 0, 0), 0.044, 36, 12, pull=0.4, pd=0.030, lgd=0.65, weight=0.75,
            needs="消费", events=_SERVICED),
    Product("P151", "住房按揭贷款", "mortgage", "asset", (0.09, 0.22, 0.16, 0, 0, 0, 0, 0),
            (420_000, 640_000, 1_300_000, 0, 0, 0, 0, 0), 0.0135, 240, 12, pull=0.25, pd=0.004, lgd=0.20, weight=0.5,
            needs="安居", events={("mobile", "loan_service"): 0.08}),
    Product("P161", "个人理财", "wealth", "service", (0.05, 0.26, 0.66, 0.05, 0, 0, 0, 0),
            (12, 60, 320, 15, 0, 0, 0, 0), needs="增值 养老"),
    Product("P171", "代发工资", "payroll", "service", (0.34, 0.40, 0.16, 0.02, 0, 0, 0, 0), _NONE,
            needs="收入入账"),
    Product("P181", "代缴费", "payments", "service", (0.30, 0.40, 0.30, 0.30, 0, 0, 0, 0),
            (0.5, 0.8, 1, 0.5, 0, 0, 0, 0), needs="省时"),
    Product("P191", "代理保险", "insurance", "service", (0.04, 0.14, 0.30, 0.08, 0, 0, 0, 0),
            (6, 18, 90, 10, 0, 0, 0, 0), needs="保障"),
    Product("P201", "外币活期", "current", "liability", (0.004, 0.02, 0.08, 0, 0, 0, 0, 0),
            (500, 2_500, 12_000, 0, 0, 0, 0, 0), 0.0010, currency="USD", unsteady=0.1, needs="出境"),
    Product("C101", "单位活期存款", "current", "liability", (0, 0, 0, 0, 1, 1, 1, 1),
            (0, 0, 0, 0, 70_000, 170_000, 400_000, 1_500_000), 0.0010, unsteady=0.24, needs="结算", events=_TILL),
    Product("C111", "单位定期一年", "term_deposit", "liability", (0, 0, 0, 0, 0.05, 0.14, 0.34, 0.5),
            (0, 0, 0, 0, 80_000, 260_000, 800_000, 2_500_000), 0.0120, 12, 12, needs="保值"),
    Product("C112", "单位定期三个月", "term_deposit", "liability", (0, 0, 0, 0, 0.03, 0.08, 0.2, 0.3),
            (0, 0, 0, 0, 60_000, 200_000, 600_000, 2_000_000), 0.0090, 3, 3, needs="保值"),
    Product("C121", "单位结构性存款", "structured", "liability", (0, 0, 0, 0, 0.01, 0.05, 0.2, 0.4),
            (0, 0, 0, 0, 100_000, 300_000, 1_000_000, 3_500_000), 0.0150, 6, 6, needs="增值"),
    Product("C141", "流动资金贷款", "working_capital", "asset", (0, 0, 0, 0, 0.28, 0.36, 0.5, 0.6),
            (0, 0, 0, 0, 340_000, 900_000, 1_900_000, 6_000_000), 0.0165, 12, 12, pull=0.45, pd=0.020, lgd=0.50,
            weight=1.0, needs="周转", events=_HANDLED),
    Product("C151", "项目贷款", "term_loan", "asset", (0, 0, 0, 0, 0.01, 0.04, 0.16, 0.34),
            (0, 0, 0, 0, 500_000, 1_200_000, 3_000_000, 10_000_000), 0.0145, 60, 12, pull=0.4, pd=0.012, lgd=0.45,
            weight=1.0, needs="扩产", events=_HANDLED),
    Product("C161", "票据贴现", "bill", "asset", (0, 0, 0, 0, 0.03, 0.10, 0.3, 0.4),
            (0, 0, 0, 0, 120_000, 400_000, 1_200_000, 4_000_000), 0.0020, 6, 6, pull=0.5, pd=0.006, lgd=0.30,
            weight=1.0, needs="周转"),
    Product("C171", "贸易融资", "trade", "asset", (0, 0, 0, 0, 0.02, 0.07, 0.22, 0.4),
            (0, 0, 0, 0, 150_000, 500_000, 1_400_000, 4_500_000), 0.0095, 6, 6, pull=0.5, pd=0.008, lgd=0.35,
            weight=1.0, needs="进出口", events={("counter", "loan_service"): 0.2}),
    Product("C181", "结售汇", "fx", "service", (0, 0, 0, 0, 0.02, 0.08, 0.28, 0.45),
            (0, 0, 0, 0, 25, 100, 500, 2_000), needs="进出口"),
    Product("C191", "现金管理", "payments", "service", (0, 0, 0, 0, 0.34, 0.5, 0.7, 0.8),
            (0, 0, 0, 0, 18, 50, 200, 700), needs="结算 省时"),
    Product("C192", "代发工资服务", "payroll", "service", (0, 0, 0, 0, 0.16, 0.4, 0.62, 0.7),
            (0, 0, 0, 0, 10, 35, 160, 800), needs="发薪", events={("online", "transfer"): 1.2}),
    Product("C193", "单位理财", "wealth", "service", (0, 0, 0, 0, 0.02, 0.08, 0.3, 0.5),
            (0, 0, 0, 0, 20, 80, 400, 1_600), needs="增值"),
    Product("C194", "资产托管", "custody", "service", (0, 0, 0, 0, 0, 0.01, 0.05, 0.2),
            (0, 0, 0, 0, 0, 120, 500, 2_000), needs="安全"),
    Product("C201", "单位外币活期", "current", "liability", (0, 0, 0, 0, 0.01, 0.05, 0.2, 0.35),
            (0, 0, 0, 0, 6_000, 25_000, 160_000, 900_000), 0.0015, currency="USD", unsteady=0.2, needs="进出口"),
    Product("C202", "单位欧元活期", "current", "liability", (0, 0, 0, 0, 0, 0.01, 0.04, 0.1),
            (0, 0, 0, 0, 0, 20_000, 90_000, 400_000), 0.0010, currency="EUR", unsteady=0.2, needs="进出口"),
    Product("C203", "单位港币活期", "current", "liability", (0, 0, 0, 0, 0, 0.01, 0.05, 0.1),
            (0, 0, 0, 0, 0, 80_000, 500_000, 2_000_000), 0.0010, currency="HKD", unsteady=0.2, needs="进出口"),
)  # fmt: skip
PLACE = {product.code: place for place, product in enumerate(PRODUCTS)}
SIDES = np.array([("asset", "liability", "service").index(p.side) for p in PRODUCTS])
ASSET, LIABILITY, SERVICE = 0, 1, 2


def of(attribute: str) -> Floats:
    """Return a number of every product as an array."""
    return np.array([getattr(p, attribute) for p in PRODUCTS], dtype=float)


def write(to: Delivery) -> None:
    """Write the products."""
    assets = SIDES == ASSET
    every = np.arange(len(PRODUCTS))

    def texts(attribute: str) -> Column:
        return chosen([getattr(p, attribute) for p in PRODUCTS], every)

    termed = of("tenor") > 0
    to.write(
        "products",
        {
            "product_id": texts("code"),
            "name": texts("name"),
            "family": texts("family"),
            "side": texts("side"),
            "tenor": whole(of("tenor").astype(int), termed),
            "repricing": whole(of("repricing").astype(int), of("repricing") > 0),
            "ftp_method": chosen(("pool", "matched"), termed.astype(int), SIDES != SERVICE),
            "risk_weight": fraction(of("weight"), 2, assets),
            "lgd": fraction(of("lgd"), 2, assets),
            "needs": texts("needs"),
        },
    )
