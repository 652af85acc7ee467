"""What the server serves; loaded in each of its processes."""

import os
import threading
import time

from django.core.wsgi import get_wsgi_application


def _leave_with_the_program() -> None:
    """End this process when the program that started it was killed: it would keep the port for itself."""
    program = os.getppid()
    while os.getppid() == program:
        time.sleep(0.5)
    os._exit(1)


def _read_ahead() -> None:
    """Read the columns that every profile needs, so that the first visitor doesn't wait for them."""
    from sozialraum.planning.statistics.queries import current
    from sozialraum.warehouse.city import NotPublishedError
    from sozialraum.warehouse.profile import profile

    try:
        version = current()
    except NotPublishedError:
        return
    edition = version.edition()
    profile(version, edition, edition.codes[0])


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sozialraum.site.settings")
application = get_wsgi_application()
threading.Thread(target=_leave_with_the_program, daemon=True).start()
threading.Thread(target=_read_ahead, daemon=True).start()
