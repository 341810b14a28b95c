"""The SQL of row-level security (行级安全策略), as migrations put it on the tables with customer rows.

One policy per database role, so that each stays a plain comparison an index can answer: a policy that asked
"which role is this?" for every row could use none. Migrations of the past call these functions: add to them,
do not change what they return.
"""

READERS = ("guanxi_own", "guanxi_unit", "guanxi_root", "guanxi_bank", "guanxi_none")
SYSTEM = "guanxi_work"
APPLICATION = "guanxi_app"
EVERYBODY = (APPLICATION, *READERS, SYSTEM)
WRITERS = ("guanxi_own", "guanxi_unit", "guanxi_root")

STAFF = "nullif(current_setting('guanxi.staff', true), '')"
UNITS = "string_to_array(current_setting('guanxi.units', true), ',')"

CUSTOMER_REACH = {
    # the first test of deputy_id says nothing new, but lets the index of the few filled ones answer
    "guanxi_own": f"owner_id = {STAFF} OR (deputy_id <> '' AND deputy_id = {STAFF})",
    "guanxi_unit": f"unit_id = ANY ({UNITS})",
    "guanxi_root": "true",
    "guanxi_bank": "true",
}


def close(table: str) -> list[str]:
    """Return the SQL that shuts a table for everybody but the system and the owner's own migrations."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY system ON {table} TO {SYSTEM} USING (true)",
        f"CREATE POLICY owner ON {table} TO CURRENT_USER USING (true)",
    ]


def show(table: str, reach: dict[str, str]) -> list[str]:
    """Return the SQL that lets each role read the rows of its condition, and the others none."""
    policies = [
        f"CREATE POLICY {role.removeprefix('guanxi_')}_reads ON {table} FOR SELECT TO {role} USING ({condition})"
        for role, condition in reach.items()
    ]
    return [*policies, grant("SELECT", table, *EVERYBODY)]


def write(table: str, command: str, reach: dict[str, str]) -> list[str]:
    """Return the SQL of the policies for ``INSERT`` or ``UPDATE``; the rights are granted separately."""
    name = {"INSERT": "adds", "UPDATE": "changes"}[command]
    clause = {"INSERT": "WITH CHECK ({0})", "UPDATE": "USING ({0}) WITH CHECK ({0})"}[command]
    return [
        f"CREATE POLICY {role.removeprefix('guanxi_')}_{name} ON {table} FOR {command} TO {role} "
        + clause.format(condition)
        for role, condition in reach.items()
    ]


def grant(rights: str, table: str, *roles: str) -> str:
    """Return the SQL that grants rights on a table."""
    return f"GRANT {rights} ON {table} TO {', '.join(roles)}"


def work(*tables: str) -> list[str]:
    """Return the SQL that gives the system all it needs on tables, ``ANALYZE`` after a load too."""
    return [grant("SELECT, INSERT, UPDATE, DELETE, MAINTAIN", table, SYSTEM) for table in tables]
