"""Addresses of the organisations room; under the language prefix."""

from django.urls import path

from registry.organisations.views import invitation, membership

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

urlpatterns = [*people]
