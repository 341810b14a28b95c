"""Forms of the guard's pages (表单): they check shape; the verbs check sense."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from guanxi.book.units import Unit
from guanxi.guard.roles import Role


class RoleForm(forms.Form):
    """A role and a unit that exists."""

    role = forms.ChoiceField(label=_("Role"), choices=Role, widget=forms.Select(attrs={"class": "form-select"}))
    unit_id = forms.CharField(
        label=_("Unit number"), required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )

    def clean_unit_id(self) -> str:
        """Accept only a unit of the bank."""
        number = str(self.cleaned_data["unit_id"]).strip()
        if number and not Unit.objects.filter(pk=number).exists():
            raise forms.ValidationError(_("There is no unit with this number."))
        return number


class PersonForm(RoleForm):
    """Everything needed to let somebody sign in; without a password only through the bank's identity server."""

    login = forms.CharField(label=_("Login"), max_length=150, widget=forms.TextInput(attrs={"class": "form-control"}))
    full_name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    staff_id = forms.CharField(
        label=_("Staff number"), max_length=40, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    password = forms.CharField(
        label=_("First password"),
        required=False,
        help_text=_("Leave empty when the person signs in through the bank's identity server."),
        widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "new-password"}),
    )
    field_order = ["login", "full_name", "staff_id", "role", "unit_id", "password"]

    def clean_password(self) -> str:
        """Hold the bank's rules for passwords."""
        password = str(self.cleaned_data["password"])
        if password:
            validate_password(password)
        return password
