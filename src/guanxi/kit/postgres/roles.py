"""The database roles: an owner for migrations, an application role, and one role per reach (数据库角色).

The reach roles log in nowhere. The application takes one on for a transaction (``SET LOCAL ROLE``) and has
no rights of them otherwise (``INHERIT FALSE``), so that the bare application role sees no customer.
"""

import psycopg
from psycopg import sql

OWNER = "guanxi_owner"
APPLICATION = "guanxi_app"
REACH = ("guanxi_own", "guanxi_unit", "guanxi_root", "guanxi_bank", "guanxi_none", "guanxi_work")
WORK = "guanxi_work"
DATABASE = "guanxi"
_PLAIN = sql.SQL("NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION")


def make(address: str, *, owner_password: str, application_password: str) -> None:
    """Make roles and database where missing, and set the passwords; ``address`` is the superuser's."""
    with psycopg.connect(address, autocommit=True) as connection:
        roles = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for name, password in ((OWNER, owner_password), (APPLICATION, application_password)):
            verb = sql.SQL("ALTER" if name in roles else "CREATE")
            login = sql.SQL("{} ROLE {} LOGIN {} PASSWORD {}")
            connection.execute(login.format(verb, sql.Identifier(name), _PLAIN, sql.Literal(password)))
        for name in REACH:
            if name not in roles:
                connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN {}").format(sql.Identifier(name), _PLAIN))
            grant = sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE")
            connection.execute(grant.format(sql.Identifier(name), sql.Identifier(APPLICATION)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            create(connection, DATABASE)
        _let_work_stage(connection, DATABASE)


def create(connection: "psycopg.Connection[tuple[object, ...]]", database: str, template: str = "template0") -> None:
    """Make a database that belongs to the owner and that nobody else may connect to but the application."""
    name = sql.Identifier(database)
    made = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
    connection.execute(made.format(name, sql.Identifier(OWNER), sql.Identifier(template)))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(APPLICATION)))
    _let_work_stage(connection, database)


def _let_work_stage(connection: "psycopg.Connection[tuple[object, ...]]", database: str) -> None:
    """Let the system's own role copy into temporary tables: ``COPY`` cannot pass row-level security."""
    granted = sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}")
    connection.execute(granted.format(sql.Identifier(database), sql.Identifier(WORK)))
