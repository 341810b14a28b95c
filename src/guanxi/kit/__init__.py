"""Money, periods, calendars, refusals: tiny parts that know nothing of banking or Django."""
