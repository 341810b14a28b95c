"""How long texts may be, so that an accepted row fits into the book (文本长度上限)."""

from collections.abc import Mapping

from django.db import models

from guanxi.book.accounts import Account, Product
from guanxi.book.customers import Customer, Link
from guanxi.book.units import Staff, Unit

BOOK: Mapping[str, type[models.Model]] = {
    "units": Unit,
    "staff": Staff,
    "customers": Customer,
    "links": Link,
    "products": Product,
    "accounts": Account,
}

#: contract → column → longest text.
LONGEST: Mapping[str, Mapping[str, int]] = {
    name: {
        str(field.attname): field.max_length
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and field.max_length
    }
    for name, model in BOOK.items()
}
