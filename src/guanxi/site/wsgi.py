"""The application as a WSGI server wants it; the door that serves it makes the database ready first."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanxi.site.settings")
application = get_wsgi_application()
