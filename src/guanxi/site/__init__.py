"""Settings, addresses and the WSGI entry: the only place where all parts are put together (站点)."""
