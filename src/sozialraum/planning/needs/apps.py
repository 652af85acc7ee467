"""Voices from below, and the needs made of them."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "sozialraum.planning.needs"
    label = "needs"

    def ready(self) -> None:
        from sozialraum.planning.messages.personal import Column, Purpose, name_columns, name_erasures
        from sozialraum.planning.messages.queries import offer_link
        from sozialraum.planning.needs import actions
        from sozialraum.planning.needs.queries import here, told_words
        from sozialraum.planning.needs.queries.receipts import link_of
        from sozialraum.planning.people.actions import rename_too
        from sozialraum.planning.situation.queries.offered import offer_section

        offer_link("contribution", link_of)
        offer_link(
            "need",
            lambda number: reverse("needs:need", args=[number]),
            lambda _number: gettext("Zum Bedarf:"),
        )
        offer_section("needs/parts/here.html", here.section)
        told_words.offer_all()
        rename_too(by="needs", renaming=actions.renaming.rename_department)

        name_erasures(
            {
                "needs.author_erased": _("Konto und Kontakt an einer Meldung, für wen gesprochen wurde"),
                "needs.blackout_done": _("Was im Text die Person erkennen ließ, die ihn schrieb"),
                "needs.picture_removed": _("Bild zu einer Meldung"),
            },
            wished=("needs.author_erased", "needs.blackout_done"),
        )
        voices, bringing, repairs, search = Purpose.VOICES, Purpose.BRINGING, Purpose.REPAIRS, Purpose.SEARCH
        the_plan, the_way = _("dauerhaft, als Teil der Planung"), _("so lange wie der Vorgang")
        until_wish, until_word = _("bis zur Löschung auf Wunsch"), _("bis sie in keinem Text mehr stehen")
        everybody, manager = _("alle, sobald der Bedarf beraten wird"), _("das Planungsraummanagement am Ort")
        once_shown, search_only = _("alle, wenn es freigegeben ist"), _("niemand; das Programm bei der Suche")
        nobody, author = _("niemand"), _("wer den Meldecode hat")
        author_and_manager = _("wer den Meldecode hat; das Planungsraummanagement am Ort")
        rounded = _("alle, auf etwa hundert Meter gerundet; genau, wer den Meldecode hat")
        name_columns(
            [
                Column("needs.Contribution.text", _("Was gesagt wurde, geschwärzt"), voices, the_plan, everybody, True),
                Column(
                    "needs.Contribution.sealed_text", _("Was vor der Schwärzung dastand, verschlüsselt"), voices,
                    _("so lange wie der Vorgang; auf Wunsch der Person kürzer"),
                    _("wer den Meldecode hat; das Planungsraummanagement am Ort mit einem Grund"), True,
                ),
                Column("needs.Contribution.longitude", _("Wo es ist: geographische Länge"), voices, the_plan, rounded),
                Column("needs.Contribution.latitude", _("Wo es ist: geographische Breite"), voices, the_plan, rounded),
                Column("needs.Contribution.area", _("Wo es ist: gezeichnete Fläche"), voices, the_plan, rounded),
                Column(
                    "needs.Contribution.groups", _("Für wen etwas gesagt wurde, etwa Menschen mit Behinderung"), voices,
                    the_plan, author, True,
                ),
                Column("needs.Need.title", _("Worum es geht"), voices, the_plan, everybody),
                Column("needs.Need.wording", _("Wortlaut für die Beratung"), voices, the_plan, everybody, True),
                Column("needs.Need.longitude", _("Wo der Bedarf ist: geographische Länge"), voices, the_plan, rounded),
                Column("needs.Need.latitude", _("Wo der Bedarf ist: geographische Breite"), voices, the_plan, rounded),
                Column(
                    "needs.Need.groups", _("Für wen der Bedarf ist, etwa Menschen mit Behinderung"), voices, the_plan,
                    everybody, True,
                ),
                Column("needs.FormerWording.title", _("Wie es früher hieß"), voices, the_plan, manager),
                Column("needs.FormerWording.wording", _("Früherer Wortlaut"), voices, the_plan, manager, True),
                Column("needs.Attachment.digest", _("Bild, ohne Ort und Gerät"), voices, the_way, once_shown),
                Column("needs.Attachment.description", _("Was auf dem Bild zu sehen ist"), voices, the_way, once_shown),
                Column(
                    "needs.Support.mark", _("Prüfwert einer Zufallszahl oder eines Kontos: zustimmen geht nur einmal"),
                    voices, the_way, nobody,
                ),
                Column(
                    "needs.Support.group", _("Für wen jemand zustimmte"), voices, the_way,
                    _("niemand einzeln; gezählt alle"), True,
                ),
                Column(
                    "needs.Objection.text", _("Warum jemand widersprach"), voices, the_way, _("die Konferenz"), True
                ),
                Column(
                    "needs.Objection.answer", _("Was die Konferenz auf einen Widerspruch antwortete"), voices, the_way,
                    author,
                ),
                Column("needs.ListeningStep.note", _("Notiz zum Zuhören vor Ort"), voices, the_way, manager),
                Column("needs.Contribution.code_print", _("Prüfwert des Meldecodes"), bringing, the_plan, nobody),
                Column(
                    "needs.Contribution.on_behalf_of", _("Für wen gesprochen wurde"), bringing, until_wish,
                    author_and_manager, True,
                ),
                Column("needs.Contribution.account", _("Wer es meldete"), bringing, until_wish, _("die Person selbst")),
                Column("needs.Contribution.heard_by", _("Wer es aufnahm"), bringing, the_plan, manager),
                Column(
                    "needs.Repair.failure",
                    _("Warum ein Schaden bei der Stelle nicht ankam; kann den Wortlaut enthalten"), repairs, the_way,
                    manager,
                ),
                Column("needs.Repair.notice", _("Was die Stelle dazu sagt"), repairs, the_way, manager),
                Column(
                    "needs.Repair.said", _("Was die Stelle zur Erledigung schreibt"), repairs, the_way,
                    author_and_manager,
                ),
                Column(
                    "needs.Need.said", _("Das Gesagte, geschwärzt, worin gesucht wird"), search, the_plan, everybody
                ),
                Column("needs.Word.lexeme", _("Stämme der Wörter"), search, until_word, search_only),
                Column(
                    "needs.Word.word", _("Einzelne Wörter, damit die Suche Tippfehler versteht"), search, until_word,
                    search_only,
                ),
            ]
        )  # fmt: skip
