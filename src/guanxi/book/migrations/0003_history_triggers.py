"""Field history of the book: the triggers that write it, silent during a load."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    """Made by makemigrations."""

    dependencies = [("book", "0002_history")]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="made_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_account_event" ("account_id", "closed_on", "currency", "customer_id", "deputy_id", "end_balance", "limit", "matures_on", "opened_on", "owner_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rate", "unit_id") VALUES (NEW."account_id", NEW."closed_on", NEW."currency", NEW."customer_id", NEW."deputy_id", NEW."end_balance", NEW."limit", NEW."matures_on", NEW."opened_on", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'made\', NEW."account_id", NEW."product_id", NEW."rate", NEW."unit_id"); RETURN NULL;',
                    hash="9fbfb314e2b960f417eef6f667344415be3ba720",
                    operation="INSERT",
                    pgid="pgtrigger_made_insert_fb403",
                    table="book_account",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_account_event" ("account_id", "closed_on", "currency", "customer_id", "deputy_id", "end_balance", "limit", "matures_on", "opened_on", "owner_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rate", "unit_id") VALUES (NEW."account_id", NEW."closed_on", NEW."currency", NEW."customer_id", NEW."deputy_id", NEW."end_balance", NEW."limit", NEW."matures_on", NEW."opened_on", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', NEW."account_id", NEW."product_id", NEW."rate", NEW."unit_id"); RETURN NULL;',
                    hash="e038d3448b50269431ff7cac86ba8811a7e46b5c",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_e0793",
                    table="book_account",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_account_event" ("account_id", "closed_on", "currency", "customer_id", "deputy_id", "end_balance", "limit", "matures_on", "opened_on", "owner_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rate", "unit_id") VALUES (OLD."account_id", OLD."closed_on", OLD."currency", OLD."customer_id", OLD."deputy_id", OLD."end_balance", OLD."limit", OLD."matures_on", OLD."opened_on", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'removed\', OLD."account_id", OLD."product_id", OLD."rate", OLD."unit_id"); RETURN NULL;',
                    hash="90268176308e8742f2c8450a48e17322a4db522b",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_bdbe0",
                    table="book_account",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="made_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_customer_event" ("address", "born_on", "closed_on", "customer_id", "deputy_id", "email", "id_number", "industry", "kind", "name", "opened_on", "owner_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "referred_by", "region", "risk_grade", "size", "source", "unit_id") VALUES (NEW."address", NEW."born_on", NEW."closed_on", NEW."customer_id", NEW."deputy_id", NEW."email", NEW."id_number", NEW."industry", NEW."kind", NEW."name", NEW."opened_on", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'made\', NEW."customer_id", NEW."phone", NEW."referred_by", NEW."region", NEW."risk_grade", NEW."size", NEW."source", NEW."unit_id"); RETURN NULL;',
                    hash="e5175df0c583f4f279ef4972ebafc5219222c9a7",
                    operation="INSERT",
                    pgid="pgtrigger_made_insert_a9187",
                    table="book_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_customer_event" ("address", "born_on", "closed_on", "customer_id", "deputy_id", "email", "id_number", "industry", "kind", "name", "opened_on", "owner_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "referred_by", "region", "risk_grade", "size", "source", "unit_id") VALUES (NEW."address", NEW."born_on", NEW."closed_on", NEW."customer_id", NEW."deputy_id", NEW."email", NEW."id_number", NEW."industry", NEW."kind", NEW."name", NEW."opened_on", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', NEW."customer_id", NEW."phone", NEW."referred_by", NEW."region", NEW."risk_grade", NEW."size", NEW."source", NEW."unit_id"); RETURN NULL;',
                    hash="7a4d4cf12507635abf7bcf1c810b6aedfcfcbf6f",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_2c02d",
                    table="book_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_customer_event" ("address", "born_on", "closed_on", "customer_id", "deputy_id", "email", "id_number", "industry", "kind", "name", "opened_on", "owner_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "referred_by", "region", "risk_grade", "size", "source", "unit_id") VALUES (OLD."address", OLD."born_on", OLD."closed_on", OLD."customer_id", OLD."deputy_id", OLD."email", OLD."id_number", OLD."industry", OLD."kind", OLD."name", OLD."opened_on", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'removed\', OLD."customer_id", OLD."phone", OLD."referred_by", OLD."region", OLD."risk_grade", OLD."size", OLD."source", OLD."unit_id"); RETURN NULL;',
                    hash="ddb47965fec3a8497e4dd66dc1bb53bfa145b40c",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_c35fc",
                    table="book_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="link",
            trigger=pgtrigger.compiler.Trigger(
                name="made_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_link_event" ("from_id", "from_on", "id", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "to_id", "to_on") VALUES (NEW."from_id", NEW."from_on", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'made\', NEW."id", NEW."share", NEW."to_id", NEW."to_on"); RETURN NULL;',
                    hash="7ebc65e3d618f3e1f5de84e5599c3787a37737eb",
                    operation="INSERT",
                    pgid="pgtrigger_made_insert_a825a",
                    table="book_link",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="link",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_link_event" ("from_id", "from_on", "id", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "to_id", "to_on") VALUES (NEW."from_id", NEW."from_on", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', NEW."id", NEW."share", NEW."to_id", NEW."to_on"); RETURN NULL;',
                    hash="53eb16cd26d4228bc58a4f0747495293acec6c49",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_bcb87",
                    table="book_link",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="link",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_link_event" ("from_id", "from_on", "id", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "share", "to_id", "to_on") VALUES (OLD."from_id", OLD."from_on", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'removed\', OLD."id", OLD."share", OLD."to_id", OLD."to_on"); RETURN NULL;',
                    hash="16b1ade2a9becd481d8a7cb5f3aed3e34b275767",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_9b568",
                    table="book_link",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staff",
            trigger=pgtrigger.compiler.Trigger(
                name="made_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_staff_event" ("hired_on", "left_on", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "staff_id", "unit_id", "yearly_cost") VALUES (NEW."hired_on", NEW."left_on", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'made\', NEW."staff_id", NEW."role", NEW."staff_id", NEW."unit_id", NEW."yearly_cost"); RETURN NULL;',
                    hash="30d7821e900d736b8a4eb9c2096cf33386fe867d",
                    operation="INSERT",
                    pgid="pgtrigger_made_insert_37f7d",
                    table="book_staff",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staff",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_staff_event" ("hired_on", "left_on", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "staff_id", "unit_id", "yearly_cost") VALUES (NEW."hired_on", NEW."left_on", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', NEW."staff_id", NEW."role", NEW."staff_id", NEW."unit_id", NEW."yearly_cost"); RETURN NULL;',
                    hash="5f518985d581b2b8f7426bce776eec9a19ee43f4",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_bc12c",
                    table="book_staff",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staff",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_staff_event" ("hired_on", "left_on", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "staff_id", "unit_id", "yearly_cost") VALUES (OLD."hired_on", OLD."left_on", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'removed\', OLD."staff_id", OLD."role", OLD."staff_id", OLD."unit_id", OLD."yearly_cost"); RETURN NULL;',
                    hash="14b6ed77e6ac19354467542b9fc2a96840431a3d",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_62ec1",
                    table="book_staff",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="made_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_unit_event" ("depth", "kind", "name", "parent_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "unit_id") VALUES (NEW."depth", NEW."kind", NEW."name", NEW."parent_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'made\', NEW."unit_id", NEW."region", NEW."unit_id"); RETURN NULL;',
                    hash="a602f2b79cce8389e02f302aad0b25f5c2b5958b",
                    operation="INSERT",
                    pgid="pgtrigger_made_insert_df4de",
                    table="book_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.* AND current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_unit_event" ("depth", "kind", "name", "parent_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "unit_id") VALUES (NEW."depth", NEW."kind", NEW."name", NEW."parent_id", NEW."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', NEW."unit_id", NEW."region", NEW."unit_id"); RETURN NULL;',
                    hash="0d658d4672f41d6fce3ac76d9292bea81fbcb20e",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_0d0f7",
                    table="book_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (current_setting('guanxi.loading', true) IS DISTINCT FROM 'on')",
                    func='INSERT INTO "book_unit_event" ("depth", "kind", "name", "parent_id", "path", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "unit_id") VALUES (OLD."depth", OLD."kind", OLD."name", OLD."parent_id", OLD."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'removed\', OLD."unit_id", OLD."region", OLD."unit_id"); RETURN NULL;',
                    hash="56635e89c8994bcea323ef62a9185c6650891475",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_a2c83",
                    table="book_unit",
                    when="AFTER",
                ),
            ),
        ),
    ]
