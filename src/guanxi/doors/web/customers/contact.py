"""Logging a contact (记录联系): the form checks shape, the verb checks sense."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guanxi.contracts.figures import REASONS
from guanxi.contracts.records import CONTACT_CHANNELS, OUTCOMES, STARTERS
from guanxi.desk import contacts
from guanxi.desk.worklist import WorkItem
from guanxi.doors.web.customers import shown as showing
from guanxi.doors.web.customers.shown import Shown
from guanxi.guard import reach
from guanxi.guard.rules import Action
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words

MISSING = {"required": gettext_lazy("This is needed."), "invalid_choice": gettext_lazy("Choose one from the list.")}


class ContactForm(forms.Form):
    """The shape of a contact."""

    channel = forms.ChoiceField(label=gettext_lazy("How"), widget=forms.RadioSelect, error_messages=MISSING)
    started_by = forms.ChoiceField(label=gettext_lazy("Started by"), widget=forms.RadioSelect, error_messages=MISSING)
    outcome = forms.ChoiceField(label=gettext_lazy("What came of it"), widget=forms.RadioSelect, error_messages=MISSING)
    on = forms.DateField(
        label=gettext_lazy("On"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages=MISSING | {"invalid": gettext_lazy("Write the day as year-month-day.")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control", "min": 0, "max": contacts.LONGEST_MINUTES}),
        error_messages={"invalid": gettext_lazy("Write whole minutes.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
        error_messages={"max_length": gettext_lazy("A note holds up to 4,000 characters.")},
    )
    item = forms.ChoiceField(label=gettext_lazy("Done with it"), required=False, error_messages=MISSING)

    def __init__(self, *args: Any, items: list[WorkItem], **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, codes in (("channel", CONTACT_CHANNELS), ("started_by", STARTERS), ("outcome", OUTCOMES)):
            self._offer(name, [(code, _told(pair)) for code, pair in codes.items()])
        lines = [(str(item.pk), _told(REASONS[item.reason])) for item in items]
        self._offer("item", [("", _("nothing on the work list")), *lines])
        self.fields["item"].widget.attrs["class"] = "form-select"

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, customer_id: str) -> HttpResponse:
    """Show the form, or write the contact down and go to where it stands."""
    shown = showing.find(request, customer_id, "contact")
    reach.require(shown.person, Action.LOG_CONTACT, shown.customer)
    if request.method == "GET":
        first = {"on": timezone.localdate(), "started_by": "bank", "item": request.GET.get("item", "")}
        return _page(request, shown, ContactForm(initial=first, items=shown.items))
    form = ContactForm(request.POST, items=shown.items)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    try:
        _log(shown, form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.words.in_(get_language() or "en"))
        return _page(request, shown, form, status=refusal.status)
    messages.success(request, _("The contact is written down."))
    address = reverse("customers:activity", args=[shown.customer.pk])
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _log(shown: Shown, asked: dict[str, Any]) -> None:
    item = next((item for item in shown.items if str(item.pk) == asked["item"]), None)
    contacts.log(
        shown.customer,
        by=shown.person,
        on=asked["on"],
        channel=asked["channel"],
        started_by=asked["started_by"],
        outcome=asked["outcome"],
        minutes=asked["minutes"],
        note=asked["note"],
        work_item=item,
        today=shown.today,
    )


def _page(request: HttpRequest, shown: Shown, form: ContactForm, status: int = 200) -> HttpResponse:
    return render(request, "customers/contact.html", {"customer": shown.customer, "form": form}, status=status)


def _told(pair: tuple[str, str]) -> str:
    return Words(*pair).in_(get_language() or "en")
