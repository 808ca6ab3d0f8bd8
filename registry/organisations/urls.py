"""Addresses of the organisations room; under the language prefix."""

from django.urls import path

from registry.organisations.views import desk, importing, invitation, membership, offers, own, places

app_name = "organisations"

people = [
    path("invitation/<str:secret>/", invitation.invitation, name="invitation"),
    path("invitationer/<uuid:public_id>/send-igen/", membership.invitation_renew, name="invitation_renew"),
    path("invitationer/<uuid:public_id>/traek-tilbage/", membership.invitation_revoke, name="invitation_revoke"),
    path("konto/luk/", membership.close_account, name="close_account"),
    path("organisation/<uuid:public_id>/medarbejdere/", membership.member_list, name="members"),
    path("organisation/<uuid:public_id>/medarbejdere/inviter/", membership.invite, name="invite"),
    path("roller/<uuid:public_id>/afslut/", membership.membership_end, name="membership_end"),
    path("roller/<uuid:public_id>/forlad/", membership.membership_leave, name="membership_leave"),
    path("sekretariat/brugere/", membership.people, name="people"),
]

secretariat = [
    path("sekretariat/organisationer/", desk.organisation_list, name="organisation_list"),
    path("sekretariat/organisationer/ny/", desk.organisation_new, name="organisation_new"),
    path("sekretariat/organisationer/import/", importing.import_upload, name="import"),
    path("sekretariat/organisationer/import/<uuid:public_id>/", importing.import_batch, name="import_batch"),
    path("sekretariat/organisationer/import/<uuid:public_id>/indlaes/", importing.import_load, name="import_load"),
    path("sekretariat/organisationer/import/<uuid:public_id>/kasser/", importing.import_discard, name="import_discard"),
    path("sekretariat/organisationer/venter/", importing.waiting, name="waiting"),
    path("sekretariat/organisationer/venter/<uuid:public_id>/", importing.waiting_row, name="waiting_row"),
    path("sekretariat/organisationer/<uuid:public_id>/laeg-sammen/", desk.merge, name="merge"),
    path("sekretariat/organisationer/<uuid:public_id>/slet-personoplysninger/", desk.strike, name="strike"),
    path("sekretariat/sammenlaegninger/<uuid:public_id>/fortryd/", desk.merge_undo, name="merge_undo"),
]

own_pages = [
    path("min-organisation/", own.mine, name="mine"),
    path("min-organisation/<uuid:public_id>/", own.own, name="own"),
    path("min-organisation/<uuid:public_id>/ret/", own.own_edit, name="own_edit"),
    path("min-organisation/<uuid:public_id>/navne/nyt/", own.alias_new, name="alias_new"),
    path("min-organisation/<uuid:public_id>/navne/fjern/", own.alias_remove, name="alias_remove"),
    path("min-organisation/<uuid:public_id>/arbejdssteder/nyt/", places.unit_new, name="unit_new"),
    path("min-organisation/<uuid:public_id>/afdelinger/ny/", places.department_new, name="department_new"),
    path("min-organisation/<uuid:public_id>/ydelser/ny/", offers.offer_new, name="offer_new"),
    path("arbejdssteder/<uuid:public_id>/ret/", places.unit_edit, name="unit_edit"),
    path("afdelinger/<uuid:public_id>/ret/", places.department_edit, name="department_edit"),
    path("afdelinger/<uuid:public_id>/ansatte/", places.department_heads, name="department_heads"),
    path("ydelser/<uuid:public_id>/ret/", offers.offer_edit, name="offer_edit"),
    path("ydelser/<uuid:public_id>/tag-af/", offers.offer_deactivate, name="offer_deactivate"),
    path("ydelser/<uuid:public_id>/saet-paa/", offers.offer_activate, name="offer_activate"),
]

urlpatterns = [*people, *secretariat, *own_pages]
