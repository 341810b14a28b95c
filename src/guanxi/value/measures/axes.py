"""Four axes of classification (分类四维): region, industry, size, preference.

Region: the customer's own, else the unit's. Industry: the section of GB/T 4754 or NACE, the first letter of the
code. Size: the delivered code. Preference: the channel used most in twelve months, the earlier named one when
equal. Source: the deck's 地区、行业、规模、客户偏好.
"""

from typing import Any

import ibis

from guanxi.contracts.movements import CHANNELS


def axes(row: Any, unit_region: Any) -> dict[str, Any]:
    """Return axis_region, axis_industry, axis_size, axis_preference of a customer with its twelve-month counts."""
    most = ibis.greatest(*[row[f"{c}_12m"] for c in CHANNELS])
    used = [((most > 0) & (row[f"{c}_12m"] == most), c) for c in CHANNELS]
    return {
        "axis_region": ibis.coalesce(row.region, unit_region),
        "axis_industry": row.industry.substr(0, 1).upper(),
        "axis_size": row["size"],
        "axis_preference": ibis.cases(*used, else_=ibis.null("string")),
    }
