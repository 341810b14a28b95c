"""Saved views of the customer list (保存的视图): filters, order and columns under a name, one's own or the unit's."""

from django.db import models, transaction
from django.utils import timezone

from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.kit.refusals import NotAllowed, Refused
from guanxi.kit.words import Words

LONGEST_QUERY = 2000
MOST_OWN = 50


class SavedView(models.Model):
    """A list to come back to; a shared one is offered to everybody of the unit, under their own reach."""

    person_id = models.BigIntegerField()
    person_name = models.CharField(max_length=150)
    unit_id = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    is_shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "desk_saved_view"
        constraints = [models.UniqueConstraint(fields=["person_id", "name"], name="one_view_of_a_name")]
        indexes = [models.Index(fields=["unit_id"], name="view_shared", condition=models.Q(is_shared=True))]

    def __str__(self) -> str:
        return self.name


class NeedsName(Refused):
    """A view is found again by its name."""

    words = Words("Give the view a name of up to 80 characters.", "请为视图命名(不超过80个字)。")


class TooLong(Refused):
    """The filters do not fit."""

    words = Words(
        "This view holds too many filter values to be kept. Take some away and save again.",
        "该视图的筛选条件过多，无法保存。请减少筛选值后再保存。",
    )


class TooMany(Refused):
    """A long list of views helps nobody."""

    status = 409
    words = Words(
        "You keep 50 views already. Delete one that you no longer use and save again.",
        "您已保存50个视图，请先删除不再使用的视图。",
    )


@transaction.atomic
def save(*, by: Person, name: str, query: str, is_shared: bool = False) -> SavedView:
    """Keep a list under a name; the same name again replaces what it stood for."""
    reach.require(by, Action.VIEW_CUSTOMERS)
    name = " ".join(name.split())
    if not name or len(name) > 80:
        raise NeedsName
    if len(query) > LONGEST_QUERY:
        raise TooLong
    mine = SavedView.objects.filter(person_id=by.pk)
    if mine.exclude(name=name).count() >= MOST_OWN:
        raise TooMany
    facts = {"person_name": by.full_name or by.username, "unit_id": by.unit_id, "query": query, "is_shared": is_shared}
    view, _ = SavedView.objects.update_or_create(
        person_id=by.pk, name=name, defaults=facts | {"saved_at": timezone.now()}
    )
    trail.record(by, "view.saved", view, is_shared=is_shared)
    return view


@transaction.atomic
def delete(view: SavedView, *, by: Person) -> None:
    """Forget a view of one's own."""
    if view.person_id != by.pk:
        raise NotAllowed
    trail.record(by, "view.deleted", view)
    view.delete()


def of(person: Person) -> list[SavedView]:
    """Return a person's views, then those the unit shares."""
    mine = models.Q(person_id=person.pk)
    shared = models.Q(is_shared=True, unit_id=person.unit_id)
    views = SavedView.objects.filter(mine | shared).order_by("name", "pk")
    return sorted(views, key=lambda view: view.person_id != person.pk)
