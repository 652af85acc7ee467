"""The application that a web server runs: `granian --interface wsgi sozialraum.site.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sozialraum.site.settings")
application = get_wsgi_application()
