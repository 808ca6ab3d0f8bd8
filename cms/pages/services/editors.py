"""Who may edit."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

EDITORS = "Editors"
PAGE_VERBS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
COLLECTION_VERBS = ("add", "change", "choose")


@transaction.atomic
def sync_editor_group() -> Group:
    """Give the editors what their work needs: every page, picture, document and word, publishing and translating.

    Run again it changes nothing. Sites, locales, users and groups stay with the administrators.
    """
    group, _created = Group.objects.get_or_create(name=EDITORS)
    root = Page.get_first_root_node()
    verbs = Permission.objects.filter(
        content_type__app_label="wagtailcore",
        content_type__model="page",
        codename__in=[f"{verb}_page" for verb in PAGE_VERBS],
    )
    for permission in verbs:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)

    collection = Collection.get_first_root_node()
    for model in (Image, Document):
        files = Permission.objects.filter(
            content_type__app_label=model._meta.app_label,
            content_type__model=model._meta.model_name,
            codename__in=[f"{verb}_{model._meta.model_name}" for verb in COLLECTION_VERBS],
        )
        for permission in files:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)

    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin"),
        *Permission.objects.filter(content_type__app_label="wagtail_localize", codename="submit_translation"),
        *Permission.objects.filter(content_type__app_label="pages", content_type__model="term"),
        *Permission.objects.filter(content_type__app_label="wagtailredirects"),
    )
    return group
