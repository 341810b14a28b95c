"""A small delivery that passes every check, to be spoilt by the tests one thing at a time (小交付)."""

from collections.abc import Mapping
from pathlib import Path

FILES: Mapping[str, str] = {
    "units.csv": (
        "unit_id,parent_id,name,kind,region\n"
        "HQ,,总行,bank,\nB1,HQ,东城支行,sub_branch,110101\nB2,HQ,西城支行,sub_branch,\n"
    ),
    "staff.csv": (
        "staff_id,unit_id,name,role,yearly_cost\n"
        "S01,B1,陈立,relationship_manager,100000.00\nS02,B2,周敏,relationship_manager,\n"
    ),
    "customers.csv": (
        "customer_id,kind,name,unit_id,owner_id,deputy_id,opened_on,phone\n"
        "C1,company,华川精密机械有限公司,B1,S01,S02,2019-05-06,010-62345678\n"
        'C2,person,"Li, Na",B1,S01,,2020-01-31,13800001111\n'
        "C3,person,王芳,B2,,,20210228,\n"
    ),
    "products.csv": ("product_id,name,family,side,tenor\nCUR,活期,current,liability,\nTL,贷款,term_loan,asset,36\n"),
    "accounts.csv": (
        "account_id,customer_id,product_id,unit_id,currency,rate,opened_on,limit\n"
        "A1,C1,CUR,B1,CNY,0.0035,2019-05-06,\n"
        "A2,C1,TL,B1,CNY,0.045,2022-03-01,500000.00\n"
        "A3,C2,CUR,B1,CNY,,2020-01-31,\n"
    ),
    "balances_2026-05.csv": (
        "account_id,period,average_balance,end_balance,fees\n"
        "A1,2026-05,1000.10,1200.20,3.5\nA2,2026-05,400000,390000,0\nA3,2026-05,50.05,0.00,\n"
    ),
    "balances_2026-06.csv": (
        "account_id,period,average_balance,end_balance,fees\n"
        "A1,2026-06,1100.00,1300.30,3.5\nA2,2026-06,380000,370000,0\nA3,2026-06,10,20.25,\n"
    ),
}


def write(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the delivery with some files changed, added, or left out (``None``)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **(changes or {})}.items():
        if text is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def more(name: str, *lines: str) -> str:
    """Return a file of the delivery with lines added."""
    return FILES[name] + "".join(f"{line}\n" for line in lines)
