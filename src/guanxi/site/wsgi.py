"""The application as a WSGI server wants it; the door that serves it makes the database ready first."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

#: How many objects are made between two looks for cycles: a page makes some thousands that hold each other in none.
COLLECTED_AFTER = 10_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanxi.site.settings")
application = get_wsgi_application()
# the code of all pages, before the first is asked for
get_resolver().url_patterns  # noqa: B018
# what is there now stays: looking through it for cycles would hold up a page by a quarter of a second
gc.collect()
gc.freeze()
gc.set_threshold(COLLECTED_AFTER, *gc.get_threshold()[1:])
