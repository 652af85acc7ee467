"""What was published when. The figures themselves lie in the warehouse and never here."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Publication(models.Model):
    """A data version that became the current one. `version` is its id in the warehouse."""

    version = models.CharField(max_length=40)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.version
