"""A budget as a file, and whether it is to be loaded or only looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.intake.budget import Budget, entry_of, read_entry
from sozialraum.intake.errors import RecipeError
from sozialraum.intake.recipe import Recipe, read_recipe
from sozialraum.recipes import recipe_folder
from sozialraum.warehouse.version import Version

LARGEST = 20 * 2**20


class BudgetForm(forms.Form):
    """The file; read by the city's own recipe."""

    file = forms.FileField(
        label=gettext_lazy("Datei"), help_text=gettext_lazy("CSV, wie die Kämmerei sie veröffentlicht.")
    )
    load = forms.BooleanField(label=gettext_lazy("Gleich übernehmen, wenn nichts fehlt"), required=False)

    def __init__(self, *given: Any, version: Version) -> None:
        super().__init__(*given)
        self.version = version
        self.read: Budget

    def clean_file(self) -> Any:
        """Read it; what is wrong inside is told by its issues."""
        file, recipe = self.cleaned_data["file"], self._recipe()
        if file.size > LARGEST:
            raise forms.ValidationError(_("Die Datei ist größer als 20 MB. Bitte teilen Sie sie."))
        entry = entry_of(recipe, file.name)
        if entry is None:
            names = ", ".join(str(one["file"]).rpartition("/")[2] for one in recipe.budgets) or "–"
            raise forms.ValidationError(
                _(
                    "Wie diese Datei zu lesen ist, steht nicht in der Rezeptur der Stadt. Sie kennt: %(names)s."
                )
                % {"names": names}
            )
        self.read = read_entry(recipe, entry, file.name, file.read(), self.version.editions())
        return file

    def _recipe(self) -> Recipe:
        try:
            return read_recipe(recipe_folder(str(self.version.settings["key"])))
        except (FileNotFoundError, RecipeError) as error:
            raise forms.ValidationError(
                _("Die Rezeptur der Stadt lässt sich nicht lesen. Lesen Sie den Haushalt mit dem Befehl ein.")
            ) from error
