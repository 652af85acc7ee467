"""Voices from below, and the needs made of them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "sozialraum.planning.needs"
    label = "needs"

    def ready(self) -> None:
        from sozialraum.planning.messages.personal import Column, name_columns
        from sozialraum.planning.messages.queries import offer_link
        from sozialraum.planning.needs import actions  # noqa: F401  (names its acts)
        from sozialraum.planning.needs.queries import here
        from sozialraum.planning.needs.queries.receipts import link_of
        from sozialraum.planning.situation.queries.offered import offer_section

        offer_link("contribution", link_of)
        offer_section("needs/parts/here.html", here.section)

        the_plan = _("dauerhaft, als Teil der Planung")
        the_way = _("so lange wie der Vorgang")
        nobody = _("niemand; das Programm bei der Suche")
        everybody, manager = _("alle, sobald der Bedarf beraten wird"), _("das Planungsraummanagement am Ort")
        name_columns(
            [
                Column("needs.Contribution.text", _("was gesagt wurde, geschwärzt"), the_plan, everybody),
                Column(
                    "needs.Contribution.sealed_text",
                    _("was vor der Schwärzung dastand, verschlüsselt"),
                    the_way,
                    manager,
                ),
                Column(
                    "needs.Contribution.on_behalf_of",
                    _("für wen gesprochen wurde"),
                    _("bis zur Löschung auf Wunsch"),
                    manager,
                ),
                Column(
                    "needs.Contribution.account",
                    _("wer es meldete"),
                    _("bis zur Löschung auf Wunsch"),
                    _("die Person selbst"),
                ),
                Column("needs.Contribution.heard_by", _("wer es aufnahm"), the_plan, manager),
                Column("needs.Contribution.area", _("wo es ist"), the_plan, manager),
                Column(
                    "needs.Contribution.code_print",
                    _("der Meldecode (nur als Prüfwert)"),
                    the_plan,
                    _("niemand"),
                ),
                Column("needs.Need.title", _("worum es geht"), the_plan, everybody),
                Column("needs.Need.wording", _("Wortlaut für die Beratung"), the_plan, everybody),
                Column("needs.FormerWording.title", _("wie es früher hieß"), the_plan, manager),
                Column("needs.FormerWording.wording", _("früherer Wortlaut"), the_plan, manager),
                Column(
                    "needs.Need.said", _("worin gesucht wird: das Gesagte, geschwärzt"), the_plan, everybody
                ),
                Column(
                    "needs.Word.lexeme",
                    _("Stämme der Wörter, für die Suche"),
                    _("bis sie in keinem Text mehr stehen"),
                    nobody,
                ),
                Column(
                    "needs.Word.word",
                    _("einzelne Wörter, damit die Suche Tippfehler versteht"),
                    _("bis sie in keinem Text mehr stehen"),
                    _("niemand; das Programm bei der Suche"),
                ),
                Column(
                    "needs.Attachment.digest",
                    _("Bild, ohne Ort und Gerät"),
                    the_way,
                    _("alle, wenn es freigegeben ist"),
                ),
                Column(
                    "needs.Attachment.description",
                    _("was auf dem Bild zu sehen ist"),
                    the_way,
                    _("alle, wenn es freigegeben ist"),
                ),
                Column(
                    "needs.Support.mark",
                    _("nur einmal zustimmen (Zufallszahl, nur als Prüfwert)"),
                    the_way,
                    _("niemand"),
                ),
                Column(
                    "needs.Repair.failure",
                    _("warum ein Schaden bei der Stelle nicht ankam; kann den Wortlaut enthalten"),
                    the_way,
                    manager,
                ),
                Column("needs.Repair.notice", _("was die Stelle dazu sagt"), the_way, manager),
                Column(
                    "needs.Repair.said",
                    _("was die Stelle zur Erledigung schreibt"),
                    the_way,
                    _("wer es gemeldet hat, und das Planungsraummanagement am Ort"),
                ),
                Column("needs.ListeningStep.note", _("Notiz zum Zuhören vor Ort"), the_way, manager),
                Column("needs.Objection.text", _("warum jemand widersprach"), the_way, _("die Konferenz")),
            ]
        )
