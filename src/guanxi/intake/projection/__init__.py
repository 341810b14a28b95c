"""From accepted rows to the book (入册): units, staff, customers, links, products, accounts, all by COPY."""

from guanxi.intake.projection.copying import Copy, put
from guanxi.intake.projection.grams import Beside, beside
from guanxi.intake.projection.preparing import prepare

__all__ = ["Beside", "Copy", "beside", "prepare", "put"]
