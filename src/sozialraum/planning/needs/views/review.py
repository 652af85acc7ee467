"""/bedarfe/nachrichten/: letters that are read before they go out, the longest waiting first."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sozialraum.planning.needs.actions import reviewing
from sozialraum.planning.needs.forms.review import LetterForm
from sozialraum.planning.needs.queries import review
from sozialraum.planning.needs.states import MANAGER
from sozialraum.planning.people.rules import NotAllowed, Refused, acting, required
from sozialraum.planning.statistics.views.published import published

carried = required(MANAGER)
PER_PAGE = 25


@require_safe
@carried
@published
def review_list(request: HttpRequest) -> HttpResponse:
    """What waits in one's places."""
    page = Paginator(review.waiting_for(request.user), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page_of_letters": page,
        "rows": review.rows(page),
        "load": review.load_of(request.user),
        "trail": [(_("Bedarfe"), reverse("needs:needs")), (_("Nachrichten vor dem Versand"), None)],
    }
    return render(request, "needs/review_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@carried
@published
def review_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter; released, the next one opens."""
    found = review.one(pk)
    if found is None:
        messages.info(request, _("Diese Nachricht ist schon freigegeben: Jemand war schneller."))
        return redirect("needs:reviews")
    acting(request.user, MANAGER, *found.need.scopes)
    given = {"title": found.title, "body": found.body}
    form = LetterForm(request.POST or None, initial=given, language=found.language)
    if form.is_valid():
        try:
            count = reviewing.release(by=request.user, number=pk, **form.cleaned_data)
        except (Refused, NotAllowed) as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext(
                "%(count)s Nachricht ist freigegeben.", "%(count)s Nachrichten sind freigegeben.", count
            )
            messages.success(request, said % {"count": count})
            following = review.waiting_for(request.user).first()
            return redirect("needs:review", following["first"]) if following else redirect("needs:reviews")
    context = {
        "letter": found, "form": form,
        "trail": [
            (_("Bedarfe"), reverse("needs:needs")), (_("Nachrichten vor dem Versand"), reverse("needs:reviews")),
            (found.need.number, None),
        ],
    }  # fmt: skip
    return render(request, "needs/review.html", context, status=422 if form.errors else 200)
