"""Specifications of acts that grow and win (增长与争取类动作的规格)."""

from datetime import date

from guanxi.kit.words import Words
from guanxi.value.measures.suggestions import dormant_balance, idle_wallet, next_product, worth_winning
from guanxi.value.specs.spec import Small, Spec

ON = date(2026, 1, 5)
HOME = {"unit_id": "string", "owner_id": "string"}

DORMANT_BALANCE = Spec(
    "dormant_balance",
    Words("Large balance lies still", "大额资金沉睡"),
    Words(
        "Over some months deposits never lay more than the spread below their height, no month was active and all "
        "of it is large enough: what lies on current accounts × margin rate is at stake, never below 0.",
        "若干月内存款低于最高值不超过允许幅度、无任何活跃且金额足够大：活期余额 × 利差率为所涉金额，不低于 0。",
    ),
    {
        "profiles": Small(
            "customer_id: string, still_low: int64, still_high: int64, still_active: int64, own_current: int64, "
            "deposit_margin_12m: int64, deposit_average_12m: int64",
            [
                ("C1", 98_000_00, 100_000_00, 0, 80_000_00, 1_000_00, 100_000_00),
                ("C2", 97_999_99, 100_000_00, 0, 80_000_00, 1_000_00, 100_000_00),
                ("C3", 98_000_00, 100_000_00, 1, 80_000_00, 1_000_00, 100_000_00),
                ("C4", 49_999_99, 50_000_00, 0, 50_000_00, 500_00, 50_000_00),
                ("C5", 98_000_00, 100_000_00, 0, 0, 1_000_00, 100_000_00),
                ("C6", 50_000_00, 50_000_00, 0, 50_000_00, -10_00, 50_000_00),
            ],
        )
    },
    lambda t, a: dormant_balance.suggested(t["profiles"], ON, a),
    Small(
        "customer_id: string, kind: string, stake: int64, chance: float64, urgency: float64",
        [("C1", "grow", 800_00, 0.4, 0.8), ("C6", "grow", 0, 0.4, 0.8)],
    ),
    {"worklist.dormant_spread": 0.02, "worklist.dormant_least": 50_000_00, "worklist.dormant_chance": 0.4},
    {"profiles": HOME | {"deposit_average": "int64"}},
)

IDLE_WALLET = Spec(
    "idle_wallet",
    Words("Most of the wallet lies elsewhere", "钱包空间大"),
    Words(
        "A customer with an account whose share lies below the threshold and whose wallet is large enough: what the "
        "wallet would bring in a year beyond what is held here is at stake. Without a known share nothing is said.",
        "有账户、份额低于阈值且钱包足够大的客户：钱包一年可带来的收入与本行已有收入之差为所涉金额。份额未知则不提示。",
    ),
    {
        "profiles": Small(
            "customer_id: string, customer_share: float64, wallet_amount: int64, account_count: int64, "
            "wallet_value: float64, own_value: float64",
            [
                ("C1", 0.1, 1_000_000_00, 2, 11_000_00.0, 1_000_00.0),
                ("C2", 0.0, 500_000_00, 1, 5_000_00.0, 0.0),
                ("C3", 0.25, 1_000_000_00, 2, 12_000_00.0, 3_000_00.0),
                ("C4", None, 1_000_000_00, 2, 12_000_00.0, 0.0),
                ("C5", 0.1, 499_999_99, 2, 11_000_00.0, 1_000_00.0),
                ("C6", 0.0, 1_000_000_00, 0, 11_000_00.0, 0.0),
            ],
        )
    },
    lambda t, a: idle_wallet.suggested(t["profiles"], ON, a),
    Small(
        "customer_id: string, kind: string, stake: int64, chance: float64, urgency: float64",
        [("C1", "grow", 10_000_00, 0.05, 0.9), ("C2", "grow", 5_000_00, 0.05, 0.9)],
    ),
    {"worklist.idle_share": 0.25, "worklist.idle_least": 500_000_00, "worklist.idle_chance": 0.05},
    {"profiles": HOME},
)

NEXT_PRODUCT = Spec(
    "next_product",
    Words("Next product to talk about", "建议推介的下一个产品"),
    Words(
        "The first of the next products: what holders like this customer earn with it in a year is at stake, with "
        "the chance that it is opened within twelve months. Without a product that fits and pays nothing is said.",
        "下一个产品中的首选：同类持有者一年的收入为所涉金额，概率为十二个月内开立的概率。"
        "没有合适且合算的产品则不提示。",
    ),
    {
        "profiles": Small("customer_id: string", [("C1",), ("C2",)]),
        "next_products": Small(
            "customer_id: string, next_product: string, next_product_chance: float64, next_gain: int64",
            [("C1", "wealth", 0.2, 500_00), ("C2", None, None, None), ("C9", "wealth", 0.2, 500_00)],
        ),
    },
    lambda t, a: next_product.suggested(t["profiles"], t["next_products"], ON, a),
    Small(
        "customer_id: string, kind: string, stake: int64, chance: float64, urgency: float64, due_on: date",
        [("C1", "grow", 500_00, 0.2, 0.8, date(2026, 2, 4))],
    ),
    {},
    {"profiles": HOME | {"families": "string"}},
)

WORTH_WINNING = Spec(
    "worth_winning",
    Words("Worth winning", "值得争取的客户"),
    Words(
        "On level 1, with at most one product family, and the gap between potential and revenue is at least so many "
        "times the bank's cost of winning: the gap is at stake, with a better chance for a referral. Without a cost "
        "of winning nothing is said.",
        "产品关系等级为 1、持有不超过一类产品，且潜力与收入之差达到全行获致成本的规定倍数：差额为所涉金额，"
        "转介客户概率较高。没有获致成本则不提示。",
    ),
    {
        "profiles": Small(
            "customer_id: string, level: int64, family_count: int64, potential_12m: int64, revenue_12m: int64, "
            "source: string",
            [
                ("C1", 1, 1, 6_100_00, 100_00, "referral"),
                ("C2", 1, 1, 6_099_99, 100_00, "referral"),
                ("C3", 2, 1, 9_000_00, 0, "walk_in"),
                ("C4", 1, 2, 9_000_00, 0, "walk_in"),
                ("C5", 1, 0, 9_000_00, -50_00, None),
            ],
        ),
        "acquisition": Small(
            "dimension: string, winning_cost: int64", [("bank", 2_000_00), ("unit", 9_000_00), ("unit", None)]
        ),
    },
    lambda t, a: worth_winning.suggested(t["profiles"], t["acquisition"], ON, a),
    Small(
        "customer_id: string, kind: string, stake: int64, chance: float64, urgency: float64",
        [("C1", "win", 6_000_00, 0.15, 1.0), ("C5", "win", 9_050_00, 0.05, 1.0)],
    ),
    {"worklist.win_worth": 3, "worklist.win_chance": 0.05, "worklist.referral_chance": 0.15},
    {"profiles": HOME},
)

SPECS = (DORMANT_BALANCE, IDLE_WALLET, NEXT_PRODUCT, WORTH_WINNING)
