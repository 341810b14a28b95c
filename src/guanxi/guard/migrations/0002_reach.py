"""People, trail, sessions and the tables of other parts: what the application and each reach may do with them."""

from django.db import migrations

from guanxi.guard import fences

ALL = "SELECT, INSERT, UPDATE, DELETE"
OWN_CHOICES = "language, rise_is_red, password, last_login"
MANAGERS = ("guanxi_app", "guanxi_none", "guanxi_work")
SHARED = ("django_session", "guard_cache")
SIGN_ON = (
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
)
READ_ONLY = (
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    "guard_person_groups",
    "guard_person_user_permissions",
    "django_migrations",
)
MY_VIEWS = "person_id = nullif(current_setting('guanxi.person', true), '')::bigint"

CACHE = """
CREATE TABLE guard_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX guard_cache_expires ON guard_cache (expires);
"""

QUEUE = f"""
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename ^@ 'procrastinate_' LOOP
        EXECUTE format('GRANT {ALL} ON %I TO {", ".join(fences.EVERYBODY)}', name);
    END LOOP;
END $$;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {", ".join(fences.EVERYBODY)};
"""

SQL = [
    CACHE,
    QUEUE,
    *(fences.grant(ALL, table, *fences.EVERYBODY) for table in SHARED),
    *(fences.grant(ALL, table, "guanxi_app") for table in SIGN_ON),
    *(fences.grant("SELECT", table, *fences.EVERYBODY) for table in (*READ_ONLY, "guard_person")),
    fences.grant("INSERT, UPDATE", "guard_person", *MANAGERS),
    fences.grant(f"UPDATE ({OWN_CHOICES})", "guard_person", *fences.EVERYBODY),
    fences.grant("INSERT, SELECT (id)", "guard_entry", *fences.EVERYBODY),
    fences.grant("SELECT", "guard_entry", "guanxi_bank", "guanxi_none", "guanxi_work"),
    "ALTER TABLE guard_view ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE guard_view FORCE ROW LEVEL SECURITY",
    *(
        f"CREATE POLICY {role}_reads ON guard_view FOR SELECT TO {role} USING ({condition})"
        for role, condition in {
            **dict.fromkeys(fences.WRITERS, MY_VIEWS),
            **dict.fromkeys(("guanxi_bank", "guanxi_none", "guanxi_work"), "true"),
        }.items()
    ),
    f"CREATE POLICY adds ON guard_view FOR INSERT TO {', '.join(fences.READERS)} WITH CHECK ({MY_VIEWS})",
    fences.grant("INSERT, SELECT", "guard_view", *fences.READERS),
    fences.grant("SELECT", "guard_view", "guanxi_work"),
]


class Migration(migrations.Migration):
    """Nobody but the owner of the tables can change or remove an entry of the trail."""

    dependencies = [
        ("guard", "0001_initial"),
        ("sessions", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [migrations.RunSQL(";\n".join(SQL), migrations.RunSQL.noop)]
