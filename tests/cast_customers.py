"""The customers of the little bank and what they hold (客户与账户)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Known:
    """A customer of the cast; averages and lines of a year in yuan."""

    number: str
    kind: str
    name: str
    unit: str
    owner: str
    deputy: str
    deposits: int
    loans: int
    fees: int
    serve_cost: int
    relationship_cost: int
    expected_loss: int
    growth: float
    families: str
    level: int
    tier: str
    grade: str
    phone: str
    industry: str = ""
    size: str = ""
    source: str = "walk_in"
    opened_on: date = date(2020, 5, 6)
    closed_on: date | None = None
    born_on: date | None = None
    last_contact_on: date | None = date(2026, 5, 20)


C, P = "company", "person"
CUSTOMERS = (
    Known("C01", C, "华川精密机械有限公司", "B1", "S01", "S02",
          82_000_000, 40_000_000, 620_000, 38_000, 21_000, 96_000, 0.78,
          "current payments payroll term_deposit working_capital", 5, "blue_chip", "full",
          "01065001001", "C34", "medium", "sought_out", born_on=date(2003, 4, 1)),
    Known("C02", C, "北方钢铁集团股份有限公司", "B1", "S01", "",
          210_000_000, 320_000_000, 900_000, 61_000, 30_000, 2_150_000, 1.10,
          "bill current term_loan trade working_capital", 4, "world", "full",
          "01065001002", "C31", "large", "sought_out"),
    Known("C03", C, "Harbour Trading Ltd", "B1", "S01", "S03",
          12_500_000, 3_000_000, 240_000, 29_000, 9_000, 14_000, 1.30,
          "current fx trade", 3, "mid", "priority", "01065001003", "F51", "small", "referral"),
    Known("C04", P, "林雪", "B1", "S01", "",
          1_800_000, 0, 6_200, 1_400, 800, 0, 1.02,
          "card current term_deposit wealth", 3, "mid", "priority", "13800010004", born_on=date(1984, 8, 12)),
    Known("C05", C, "天成餐饮管理有限公司", "B1", "S02", "S01",
          640_000, 900_000, 11_000, 42_000, 6_000, 9_500, 0.95,
          "current payments", 2, "small", "general", "01065001005", "H62", "micro"),
    Known("C06", P, "张伟", "B1", "S02", "",
          95_000, 1_250_000, 900, 1_900, 500, 2_100, 1.01,
          "card current mortgage", 3, "small", "general", "13800010006", born_on=date(1990, 1, 30)),
    Known("C07", C, "晨光电子科技有限公司", "B1", "S02", "",
          26_000_000, 0, 85_000, 12_000, 7_000, 0, 0.60,
          "current term_deposit", 2, "mid", "priority",
          "01065001007", "C39", "small", "campaign", last_contact_on=date(2025, 12, 1)),
    Known("C08", P, "Maria Lopez", "B1", "", "",
          310_000, 0, 700, 900, 0, 0, 1.00,
          "current structured", 2, "small", "unique",
          "13800010008", born_on=date(1975, 3, 3), last_contact_on=None),
    Known("C09", C, "东海物流有限公司", "B2", "S03", "",
          18_000_000, 22_000_000, 310_000, 55_000, 12_000, 120_000, 1.05,
          "current payments payroll working_capital", 4, "mid", "full",
          "01066002009", "G54", "medium", "sought_out"),
    Known("C10", P, "Peter Brown", "B2", "S03", "",
          5_600_000, 0, 41_000, 2_100, 1_500, 0, 1.08,
          "current fx insurance wealth", 4, "mid", "priority",
          "13800010010", source="referral", born_on=date(1969, 11, 9)),
    Known("C11", C, "万合置业有限公司", "B2", "S03", "",
          2_100_000, 60_000_000, 12_000, 31_000, 9_000, 1_420_000, 0.40,
          "current term_loan", 2, "mid", "general", "01066002011", "K70", "medium"),
    Known("C12", P, "刘洋", "B2", "", "",
          8_000, 0, 20, 640, 0, 0, 1.00,
          "current", 1, "small", "unique", "13800010012", born_on=date(2001, 6, 18), last_contact_on=None),
    Known("C13", C, "旧城百货商店", "B2", "S03", "",
          0, 0, 0, 350, 0, 0, 0.00,
          "", 1, "small", "unique",
          "01066002013", "F52", "micro", closed_on=date(2026, 2, 10), last_contact_on=date(2025, 11, 3)),
)  # fmt: skip

# number, name, family, side, tenor in months
PRODUCTS = (
    ("D10", "单位活期存款", "current", "liability", None),
    ("D11", "个人活期存款", "current", "liability", None),
    ("D20", "定期存款一年", "term_deposit", "liability", 12),
    ("D30", "结构性存款", "structured", "liability", 6),
    ("L10", "流动资金贷款", "working_capital", "asset", 12),
    ("L20", "项目贷款", "term_loan", "asset", 60),
    ("L30", "住房按揭", "mortgage", "asset", 240),
    ("L40", "银行承兑汇票", "bill", "asset", 6),
    ("L50", "信用卡", "card", "asset", None),
    ("S10", "代发工资", "payroll", "service", None),
    ("S20", "理财", "wealth", "service", None),
    ("S30", "外汇买卖", "fx", "service", None),
    ("S40", "支付结算", "payments", "service", None),
)

R = Decimal
# number, customer, product, rate, opened, matures, limit, month-end balance
ACCOUNTS = (
    ("A0101", "C01", "D10", R("0.0035"), date(2016, 3, 1), None, None, R(42_100_000)),
    ("A0102", "C01", "D20", R("0.0150"), date(2025, 7, 15), date(2026, 7, 15), None, R(40_000_000)),
    ("A0103", "C01", "L10", R("0.0435"), date(2026, 1, 20), date(2027, 1, 20), R(60_000_000), R(40_000_000)),
    ("A0104", "C01", "S10", None, date(2018, 9, 1), None, None, None),
    ("A0201", "C02", "D10", R("0.0035"), date(2012, 6, 1), None, None, R(205_000_000)),
    ("A0202", "C02", "L20", R("0.0410"), date(2023, 5, 5), date(2028, 5, 5), R(400_000_000), R(320_000_000)),
    ("A0203", "C02", "L40", None, date(2026, 4, 1), date(2026, 10, 1), R(80_000_000), R(12_000_000)),
    ("A0301", "C03", "D10", R("0.0035"), date(2021, 2, 8), None, None, R(12_900_000)),
    ("A0302", "C03", "S30", None, date(2021, 2, 8), None, None, None),
    ("A0401", "C04", "D11", R("0.0010"), date(2019, 5, 5), None, None, R(300_000)),
    ("A0402", "C04", "D20", R("0.0165"), date(2025, 8, 1), date(2026, 8, 1), None, R(1_500_000)),
    ("A0403", "C04", "S20", None, date(2022, 1, 1), None, None, None),
    ("A0501", "C05", "D10", R("0.0035"), date(2022, 4, 4), None, None, R(610_000)),
    ("A0502", "C05", "L10", R("0.0490"), date(2025, 9, 9), date(2026, 9, 9), R(1_000_000), R(900_000)),
    ("A0601", "C06", "D11", R("0.0010"), date(2020, 5, 6), None, None, R(90_000)),
    ("A0602", "C06", "L30", R("0.0320"), date(2022, 6, 1), date(2042, 6, 1), None, R(1_245_000)),
    ("A0701", "C07", "D10", R("0.0035"), date(2023, 3, 3), None, None, R(25_800_000)),
    ("A0801", "C08", "D30", R("0.0180"), date(2026, 2, 1), date(2026, 8, 1), None, R(310_000)),
    ("A0901", "C09", "D10", R("0.0035"), date(2018, 8, 8), None, None, R(17_500_000)),
    ("A0902", "C09", "L10", R("0.0450"), date(2025, 12, 1), date(2026, 12, 1), R(30_000_000), R(22_000_000)),
    ("A1001", "C10", "D11", R("0.0010"), date(2020, 5, 6), None, None, R(5_700_000)),
    ("A1101", "C11", "D10", R("0.0035"), date(2020, 5, 6), None, None, R(2_000_000)),
    ("A1102", "C11", "L20", R("0.0330"), date(2024, 1, 1), date(2029, 1, 1), R(60_000_000), R(60_000_000)),
    ("A1201", "C12", "D11", R("0.0010"), date(2020, 5, 6), None, None, R(8_000)),
    ("A1301", "C13", "D10", R("0.0035"), date(2020, 5, 6), None, None, R(0)),
)

LINKS = (
    ("C02", "C01", "supplies", None),
    ("C04", "C01", "controls", R("0.510000")),
    ("C11", "C09", "owns", R("0.200000")),
)
