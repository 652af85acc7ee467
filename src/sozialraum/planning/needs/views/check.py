"""/bedarfe/pruefen/: the formal check, one need after the other. Never a no on the merits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.needs.actions import attaching, bundling, checking, repairing
from sozialraum.planning.needs.forms import checking as asked_for
from sozialraum.planning.needs.forms.bundling import MergeForm
from sozialraum.planning.needs.models import Attachment, Contribution, Kind, Need
from sozialraum.planning.needs.queries import check, queue, repairs, review
from sozialraum.planning.needs.queries.queue import Asked
from sozialraum.planning.needs.queries.similar import Similar, similar
from sozialraum.planning.needs.states import MANAGER, State
from sozialraum.planning.people.rules import NotAllowed, Refused, acting, required
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.views.published import published
from sozialraum.planning.statistics.words import said

carried = required(MANAGER)
QUEUED, PER_PAGE, ALIKE = 25, 50, 5  # lines of the queue, voices of a need, similar needs


@require_safe
@carried
@published
def queue_list(request: HttpRequest) -> HttpResponse:
    """What waits in one's places, the oldest first."""
    asked = Asked.of(request.GET)
    page = Paginator(queue.waiting(request.user, asked), QUEUED).get_page(request.GET.get("seite"))
    dimensions = current().catalogue.dimensions
    context = {
        "page_of_needs": page,
        "rows": queue.rows(list(page)),
        "load": queue.load_of(request.user),
        "unread": queue.unread(request.user),
        "wishes": queue.wishes(request.user),
        "review": review.load_of(request.user),
        "asked": asked,
        "is_narrowed": asked != Asked(),
        "keep": _kept(request),
        "spaces": [("", _("alle")), *queue.spaces_waiting(request.user)],
        "dimensions": [("", _("alle")), *((key, said(one.title)) for key, one in dimensions.items())],
        "kinds": [("", _("alle")), *Kind.choices],
        "waits": [("", _("alle")), (queue.OVERDUE, _("nur überfällige"))],
        "trail": [(_("Bedarfe"), reverse("needs:needs")), (_("Prüfen"), None)],
    }
    return render(request, "needs/check_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@carried
@published
def check_need(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One need: what was said, what to look at, and what can be done; after an act the next one opens."""
    need = get_object_or_404(Need.objects.select_related("merged_into"), pk=pk)
    acting(request.user, MANAGER, *need.scopes)
    step = _Step(request, need)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        done = act(step) if act else None
        if done is not None:
            return done
    return _page(step)


@dataclass
class _Step:
    """One act on one need, and the form that was not in order."""

    request: HttpRequest
    need: Need
    wrong: forms.Form | None = None
    key: str = ""

    def form(self, key: str, made: forms.Form) -> forms.Form:
        """The form of an act: the one that was sent, where it was this one."""
        return self.wrong if self.wrong is not None and self.key == key else made

    def tried(self, key: str, form: forms.Form, act: Callable[[], object], said_: str) -> bool:
        """Do it where the form is in order; what is refused is said in the form."""
        if form.is_valid():
            try:
                act()
            except (Refused, NotAllowed) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(self.request, said_)
                return True
        self.wrong, self.key = form, key
        return False

    def onward(self) -> HttpResponse:
        """The next one in the queue, or the queue where there is none."""
        following = queue.next_after(self.request.user, self.need, Asked.of(self.request.GET))
        kept = _kept(self.request)
        if following is None:
            return redirect(reverse("needs:queue"))
        return redirect(reverse("needs:check", args=[following.pk]) + kept)

    def again(self) -> HttpResponse:
        """The same one, as it is now."""
        return redirect(reverse("needs:check", args=[self.need.pk]) + _kept(self.request))


def _accept(step: _Step) -> HttpResponse | None:
    form, seen = asked_for.AcceptForm(step.request.POST, prefix="annehmen"), step.request.POST.get("seen", "")
    done = step.tried(
        "annehmen", form, lambda: checking.accept(by=step.request.user, need=step.need, seen=seen),
        _("%(need)s ist jetzt in der Beratung.") % {"need": step.need.number},
    )  # fmt: skip
    return step.onward() if done else None


def _give_back(step: _Step) -> HttpResponse | None:
    form = asked_for.GiveBackForm(step.request.POST, prefix="zurueck")
    done = step.tried(
        "zurueck", form,
        lambda: checking.give_back(by=step.request.user, need=step.need, reason=form.reason(_language(step.need))),
        _("%(need)s ist zurückgegeben. Der Grund ist unterwegs.") % {"need": step.need.number},
    )  # fmt: skip
    return step.onward() if done else None


def _redirect(step: _Step) -> HttpResponse | None:
    form = asked_for.RedirectForm(step.request.POST, prefix="weiter")

    def act() -> None:
        checking.redirect(
            by=step.request.user, need=step.need, service=form.named, reason=form.reason(_language(step.need)),
            reference=form.cleaned_data["reference"].strip(), defect=form.cleaned_data["defect"],
            seen=step.request.POST.get("seen", ""),
        )  # fmt: skip

    by_itself = form.is_valid() and form.cleaned_data["defect"]
    said_ = (
        _("%(need)s ist weitergeleitet und wird der Stelle übermittelt.")
        if by_itself
        else _(
            "%(need)s ist weitergeleitet. Das Programm schreibt der Stelle nicht: Bitte geben Sie ihr selbst Bescheid."
        )
    )
    done = step.tried("weiter", form, act, said_ % {"need": step.need.number})
    return step.onward() if done else None


def _merge(step: _Step) -> HttpResponse | None:
    form = MergeForm(step.request.POST, prefix="zusammen", similar=_goals(similar(step.need, limit=ALIKE)))

    def act() -> None:
        bundling.merge(
            by=step.request.user, need=step.need, into=form.into, reason=form.cleaned_data["reason"]
        )

    said_ = _(
        "%(need)s steht jetzt bei dem anderen Bedarf. War es falsch, lösen Sie die Meldung dort wieder heraus."
    )
    done = step.tried("zusammen", form, act, said_ % {"need": step.need.number})
    return step.onward() if done else None


def _black_out(step: _Step) -> HttpResponse | None:
    asked = step.request.POST.get("contribution", "")
    found = check.said(check.to_read(step.need).filter(pk=int(asked) if asked.isdecimal() else 0))
    if not found:
        return step.again()
    voice = found[0]
    form = asked_for.BlackOutForm(
        step.request.POST, contribution=voice.contribution, found=[part.span for part in voice.found]
    )
    act = lambda: checking.black_out(by=step.request.user, contribution=voice.contribution, spans=form.places)  # noqa: E731
    key = f"schwaerzen{voice.contribution.pk}"
    told = (
        _("Geschwärzt und gelöscht. Wer darum gebeten hat, liest es unter dem Meldecode.")
        if voice.contribution.to_blacken
        else _("Geschwärzt. Das Original ist versiegelt.")
    )
    return step.again() if step.tried(key, form, act, told) else None


def _wish_done(step: _Step) -> HttpResponse:
    """Whoever asked to be blacked out in their text is told that nothing (more) is to be done."""
    asked = step.request.POST.get("contribution", "")
    voice = check.to_read(step.need).filter(pk=int(asked) if asked.isdecimal() else 0).first()
    if voice is not None:
        try:
            checking.wish_done(by=step.request.user, contribution=voice)
        except Refused as refusal:
            messages.warning(step.request, str(refusal))
        else:
            messages.success(
                step.request, _("Erledigt. Wer darum gebeten hat, liest es unter dem Meldecode.")
            )
    return step.again()


def _try(step: _Step, act: Callable[[], object], said_: str) -> None:
    """An act without a form: what is refused is told as a notice."""
    try:
        act()
    except Refused as refusal:
        messages.warning(step.request, str(refusal))
    else:
        messages.success(step.request, said_)


def _read(step: _Step) -> HttpResponse:
    """What came to a public need after its check: read, and from now on everybody's."""
    asked, letters = step.request.POST.get("contribution", ""), step.request.POST.get("letters", "")
    voice = check.voices_of(step.need).filter(pk=int(asked) if asked.isdecimal() else 0).first()
    if voice is not None and letters.isdecimal():
        act = partial(checking.read_words, by=step.request.user, contribution=voice, letters=int(letters))
        _try(step, act, _("Gelesen. Alle können es jetzt lesen."))
    return step.again()


def _picture(step: _Step) -> HttpResponse | None:
    asked = step.request.POST.get("attachment", "")
    kept = Attachment.objects.filter(
        contribution__need=step.need, pk=int(asked) if asked.isdecimal() else 0
    ).first()
    if kept is None:
        return step.again()
    if "remove" not in step.request.POST:
        told = _("Das Bild sehen alle, sobald der Bedarf in der Beratung ist.")
        _try(step, lambda: attaching.show(by=step.request.user, attachment=kept), told)
        return step.again()
    form = asked_for.ReasonForm(step.request.POST, prefix=f"bild{kept.pk}")
    act = lambda: attaching.remove(by=step.request.user, attachment=kept, reason=form.cleaned_data["reason"])  # noqa: E731
    return step.again() if step.tried(f"bild{kept.pk}", form, act, _("Das Bild ist entfernt.")) else None


def _repair(step: _Step) -> HttpResponse | None:
    """What the manager does with a report that did not get through."""
    stuck = repairs.of_need(step.need)
    if stuck is None:
        return step.again()
    form = asked_for.RepairForm(step.request.POST, prefix="stelle")
    if "again" in step.request.POST:
        act, told = (
            (lambda: repairing.send_again(by=step.request.user, repair=stuck)),
            _("Es wird noch einmal versucht."),
        )
    else:
        act = lambda: repairing.pass_by_hand(by=step.request.user, repair=stuck, **form.cleaned_data)  # noqa: E731
        told = _("Festgehalten: Sie haben es von Hand weitergegeben.")
    return step.again() if step.tried("stelle", form, act, told) else None


ACTS: dict[str, Callable[[_Step], HttpResponse | None]] = {
    "annehmen": _accept, "zurueck": _give_back, "weiter": _redirect, "zusammen": _merge, "schwaerzen": _black_out,
    "bild": _picture, "gelesen": _read, "stelle": _repair, "bitte": _wish_done,
}  # fmt: skip


def _page(step: _Step) -> HttpResponse:
    request, need = step.request, step.need
    found = check.checked(need)
    voices = Paginator(check.to_read(need), PER_PAGE).get_page(request.GET.get("seite"))
    waits, alike = need.state == State.REGISTERED, similar(need, limit=ALIKE)
    context: dict[str, Any] = {
        "need": need,
        "check": found,
        "waits": waits,
        "left": queue.waiting(request.user, Asked.of(request.GET)).count(),
        "next": queue.next_after(request.user, need, Asked.of(request.GET)),
        "keep": _kept(request),
        "similar": alike,
        "wrong": step.key,
        "refused": step.wrong.non_field_errors() if step.wrong is not None and not waits else (),
        "page_of_voices": voices,
        "voices": [_voice(step, one) for one in check.said(voices)],
        "services": check.services(),
        "repair": repairs.of_need(need),
        "in_review": review.on_need(need),
        "repair_form": step.form("stelle", asked_for.RepairForm(prefix="stelle")),
        "trail": [
            (_("Bedarfe"), reverse("needs:needs")),
            (_("Prüfen"), reverse("needs:queue")),
            (need.number, None),
        ],
    }
    if waits:
        context |= {
            "accept": step.form("annehmen", asked_for.AcceptForm(prefix="annehmen")),
            "give_back": step.form("zurueck", asked_for.GiveBackForm(prefix="zurueck")),
            "redirect": step.form("weiter", asked_for.RedirectForm(prefix="weiter")),
            "merge": step.form("zusammen", MergeForm(prefix="zusammen", similar=_goals(alike))),
        }
    return render(request, "needs/check.html", context, status=422 if step.wrong is not None else 200)


def _goals(alike: Sequence[Similar]) -> list[Need]:
    return [one.need for one in alike]


def _voice(step: _Step, voice: check.Said) -> dict[str, Any]:
    pk = voice.contribution.pk
    spans = [part.span for part in voice.found]
    form = step.form(f"schwaerzen{pk}", asked_for.BlackOutForm(contribution=voice.contribution, found=spans))
    pictures = [
        (one, step.form(f"bild{one.pk}", asked_for.ReasonForm(prefix=f"bild{one.pk}")))
        for one in voice.pictures
    ]
    return {"voice": voice, "form": form, "pictures": pictures}


def _language(need: Need) -> str:
    """The language of whoever began the need: the reason is written for them."""
    return need.contributions.values_list("language", flat=True).first() or "de"


def _kept(request: HttpRequest) -> str:
    """What the queue is narrowed down to, so that the next one comes from the same."""
    query = request.GET.copy()
    query.pop("seite", None)
    return f"?{query.urlencode()}" if query else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@carried
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The sealed words: opened by a POST with a reason, which the journal keeps; looking at the form opens nothing."""
    contribution = get_object_or_404(Contribution.objects.select_related("need"), pk=pk)
    acting(request.user, MANAGER, *contribution.need.scopes)
    form, text = asked_for.ReasonForm(request.POST or None), ""
    if form.is_valid():
        try:
            text = checking.read_original(by=request.user, contribution=contribution, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    need = contribution.need
    context = {
        "contribution": contribution, "need": need, "form": form, "text": text,
        "trail": [
            (_("Prüfen"), reverse("needs:queue")), (need.number, reverse("needs:check", args=[need.pk])),
            (_("Original"), None),
        ],
    }  # fmt: skip
    return render(request, "needs/check_original.html", context, status=422 if form.errors else 200)
