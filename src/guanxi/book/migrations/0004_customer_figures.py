"""Figures of customers in two slots: a run fills and indexes one while pages read the other.

No right is given on the partitions but to add rows (``COPY`` cannot pass row-level security); indexes stand on
the partitions alone, so that those of the slot being filled can be dropped.
"""

from django.db import migrations

TABLE = """
CREATE TABLE book_customer_figure (
    slot smallint NOT NULL,
    customer_id varchar(40) NOT NULL,
    unit_id varchar(40) NOT NULL,
    owner_id varchar(40) NOT NULL DEFAULT '',
    deputy_id varchar(40) NOT NULL DEFAULT '',
    kind varchar(20) NOT NULL,
    deposit_margin_12m numeric(18,2) NOT NULL,
    loan_margin_12m numeric(18,2) NOT NULL,
    fees_12m numeric(18,2) NOT NULL,
    serve_cost_12m numeric(18,2) NOT NULL,
    relationship_cost_12m numeric(18,2) NOT NULL,
    expected_loss_12m numeric(18,2) NOT NULL,
    deposit_margin_prior numeric(18,2) NOT NULL,
    loan_margin_prior numeric(18,2) NOT NULL,
    fees_prior numeric(18,2) NOT NULL,
    serve_cost_prior numeric(18,2) NOT NULL,
    relationship_cost_prior numeric(18,2) NOT NULL,
    expected_loss_prior numeric(18,2) NOT NULL,
    profit_12m numeric(18,2) NOT NULL,
    profit_prior numeric(18,2) NOT NULL,
    revenue_12m numeric(18,2) NOT NULL,
    capital_average numeric(18,2) NOT NULL,
    economic_profit_12m numeric(18,2) NOT NULL,
    raroc_rate double precision,
    deposit_average numeric(18,2) NOT NULL,
    deposit_average_12m numeric(18,2) NOT NULL,
    deposit_average_prior numeric(18,2) NOT NULL,
    deposit_end numeric(18,2) NOT NULL,
    loan_average numeric(18,2) NOT NULL,
    loan_average_12m numeric(18,2) NOT NULL,
    loan_average_prior numeric(18,2) NOT NULL,
    loan_end numeric(18,2) NOT NULL,
    rank_number integer NOT NULL,
    rank_rate double precision NOT NULL,
    families varchar(200) NOT NULL,
    family_count integer NOT NULL,
    account_count integer NOT NULL,
    active_months integer NOT NULL,
    level integer NOT NULL,
    level_step varchar(20) NOT NULL,
    potential_12m numeric(18,2) NOT NULL,
    tier varchar(20) NOT NULL,
    grade varchar(20) NOT NULL,
    wallet_amount numeric(18,2) NOT NULL,
    customer_share double precision,
    departure varchar(20) NOT NULL DEFAULT '',
    departed_on date,
    axis_region varchar(40) NOT NULL DEFAULT '',
    axis_industry varchar(40) NOT NULL DEFAULT '',
    axis_size varchar(40) NOT NULL DEFAULT '',
    axis_preference varchar(20) NOT NULL DEFAULT '',
    last_contact_on date,
    contacts_12m integer NOT NULL,
    outflow_1m numeric(18,2) NOT NULL,
    counter_events_12m integer NOT NULL,
    events_12m integer NOT NULL,
    lifetime_value_deck numeric(18,2) NOT NULL,
    winning_cost numeric(18,2) NOT NULL,
    worth_rate double precision,
    profit_months bigint[] NOT NULL,
    deposit_months bigint[] NOT NULL,
    loan_months bigint[] NOT NULL,
    PRIMARY KEY (slot, customer_id)
) PARTITION BY LIST (slot);
CREATE TABLE book_customer_figure_0 PARTITION OF book_customer_figure FOR VALUES IN (0);
CREATE TABLE book_customer_figure_1 PARTITION OF book_customer_figure FOR VALUES IN (1);
"""

INDEX = """
CREATE FUNCTION guanxi_index_figures(wanted integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET maintenance_work_mem = '256MB' AS $$
DECLARE
    place text := format('book_customer_figure_%s', wanted);
BEGIN
    EXECUTE format('CREATE INDEX IF NOT EXISTS %1$s_profit ON %1$I (profit_12m DESC, customer_id)', place);
    EXECUTE format('CREATE INDEX IF NOT EXISTS %1$s_unit ON %1$I (unit_id, profit_12m DESC, customer_id)', place);
    EXECUTE format('CREATE INDEX IF NOT EXISTS %1$s_owner ON %1$I (owner_id, profit_12m DESC)', place);
    EXECUTE format('CREATE INDEX IF NOT EXISTS %1$s_deputy ON %1$I (deputy_id) WHERE deputy_id <> %2$L', place, '');
    EXECUTE format('CREATE INDEX IF NOT EXISTS %1$s_rank ON %1$I (rank_number)', place);
    EXECUTE format('ANALYZE %I', place);
END $$
"""

STAGE = """
CREATE FUNCTION guanxi_stage_figures(wanted integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    place text := format('book_customer_figure_%s', wanted);
    suffix text;
BEGIN
    IF EXISTS (SELECT FROM book_run WHERE is_current AND slot = wanted) THEN
        RAISE EXCEPTION 'slot % is shown to people and cannot be filled', wanted USING ERRCODE = 'object_in_use';
    END IF;
    EXECUTE format('TRUNCATE %I', place);
    FOREACH suffix IN ARRAY ARRAY['profit', 'unit', 'owner', 'deputy', 'rank'] LOOP
        EXECUTE format('DROP INDEX IF EXISTS %I', place || '_' || suffix);
    END LOOP;
END $$
"""

ONLY_SYSTEM = """
REVOKE ALL ON FUNCTION guanxi_stage_figures(integer), guanxi_index_figures(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guanxi_stage_figures(integer), guanxi_index_figures(integer) TO guanxi_work;
GRANT INSERT ON book_customer_figure_0, book_customer_figure_1 TO guanxi_work;
SELECT guanxi_index_figures(0), guanxi_index_figures(1);
"""

UNDO = """
DROP FUNCTION guanxi_stage_figures(integer);
DROP FUNCTION guanxi_index_figures(integer);
DROP TABLE book_customer_figure;
"""


class Migration(migrations.Migration):
    """The table in partitions, and the two functions by which the system refills one."""

    dependencies = [("book", "0003_history_triggers")]
    operations = [migrations.RunSQL([TABLE, INDEX, STAGE, ONLY_SYSTEM], UNDO)]
