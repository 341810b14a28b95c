"""The pages (网页): function views, one template a topic, fragments by htmx."""
