"""PostgreSQL for Guanxi: the server named by ``DATABASE_URL``, or one of our own in the data folder (数据库).

``ensure`` is the one call the doors and the tests make before anything touches the database.
"""

from guanxi.kit.postgres.server import Addresses, admin, ensure, stop

__all__ = ["Addresses", "admin", "ensure", "stop"]
