"""The list of doors: one line an address, one line a library."""

from tests.house.doors import CMS, HIDDEN, LOGIN, OPEN, REFUSED, SHUT, Door, house, own, personal, public

DOORS = {
    "health": Door(OPEN | {503}, OPEN | {503}, OPEN | {503}),
    "was": public(),
    "robots": public(),
    "sitemap": public(),
    "set_language": public(),
    # --- Accounts -----------------------------------------------------------------------------------------------
    "accounts:brokers": public(),
    # --- Portal -------------------------------------------------------------------------------------------------
    "portal:start": personal(),
    "portal:account": personal(),
    "portal:find": public(),
    "portal:profile": public(public_id="organisation"),
    "portal:find_csv": public(),
    "portal:sorting": public(),
    "portal:sources": public(),
    "portal:components": public(),
    "portal:outbox": personal(),
    "portal:job": Door(LOGIN, HIDDEN, (HIDDEN, OPEN), {"public_id": "job"}),  # who asked for it, and operators
    # --- Memberships and invitations ---------------------------------------------------------------------------
    "organisations:invitation": public(),
    "organisations:invitation_renew": own(public_id="invitation"),
    "organisations:invitation_revoke": own(public_id="invitation"),
    "organisations:members": own(public_id="organisation"),
    "organisations:invite": own(public_id="organisation"),
    "organisations:membership_end": own(public_id="membership"),
    "organisations:membership_leave": Door(LOGIN, HIDDEN, HIDDEN | REFUSED, {"public_id": "membership"}),
    "organisations:people": house(),
    "organisations:close_account": personal(),
    # --- Organisations ------------------------------------------------------------------------------------------
    "organisations:organisation_list": house(),
    "organisations:organisation_new": house(),
    "organisations:import": house(),
    "organisations:import_batch": house(public_id="batch"),
    "organisations:import_load": house(public_id="batch"),
    "organisations:import_discard": house(public_id="batch"),
    "organisations:waiting": house(),
    "organisations:waiting_row": house(public_id="row"),
    "organisations:merge": own(public_id="organisation"),
    "organisations:strike": own(public_id="organisation"),
    "organisations:merge_undo": own(public_id="merge"),
    "organisations:mine": Door(LOGIN, OPEN | SHUT, OPEN | SHUT),
    "organisations:own": own(public_id="organisation"),
    "organisations:own_edit": own(public_id="organisation"),
    "organisations:alias_new": own(public_id="organisation"),
    "organisations:alias_remove": own(public_id="organisation"),
    "organisations:unit_new": own(public_id="organisation"),
    "organisations:department_new": own(public_id="organisation"),
    "organisations:offer_new": own(public_id="organisation"),
    "organisations:unit_edit": own(public_id="unit"),
    "organisations:department_edit": own(public_id="department"),
    "organisations:department_heads": own(public_id="department"),
    "organisations:offer_edit": own(public_id="offer"),
    "organisations:offer_deactivate": own(public_id="offer"),
    "organisations:offer_activate": own(public_id="offer"),
    # --- Entries ------------------------------------------------------------------------------------------------
    "entries:list": house(),
    "entries:find": house(),
    "entries:record": house(kind="organisation", public_id="organisation"),
    "entries:detail": house(public_id="entry"),
    "entries:renew": house(public_id="entry"),
    "entries:suspend": house(public_id="entry"),
    "entries:lift": house(public_id="entry"),
    "entries:withdraw": house(public_id="entry"),
    "entries:correct": house(public_id="period"),
    "entries:annul": house(public_id="period"),
    # --- Pages --------------------------------------------------------------------------------------------------
    "pages:search": public(),
}

# Libraries, by the start of the name; the first that fits counts.
LIBRARIES = [
    ("wagtailadmin_login", Door(LOGIN, REFUSED, REFUSED)),
    ("wagtailadmin_javascript_catalog", Door(LOGIN, OPEN, OPEN)),
    ("wagtailadmin_sprite", Door(LOGIN | OPEN, OPEN, OPEN)),
    ("wagtailadmin_password_reset", Door(LOGIN, OPEN, OPEN)),
    ("wagtail_serve", public()),
    ("wagtaildocs_serve", public()),
    ("wagtaildocs_authenticate", Door(LOGIN | OPEN, OPEN, OPEN)),
    ("wagtailimages_serve", public()),
    ("wagtailcore_", Door(LOGIN | OPEN, OPEN, OPEN)),
    ("wagtail", CMS),
    ("code_list:", CMS),
    ("code_file:", CMS),
    ("code:", CMS),
    ("account_", Door(LOGIN | OPEN, OPEN, OPEN)),
    ("mfa_", Door(LOGIN | OPEN, OPEN, OPEN)),
    ("socialaccount_", Door(LOGIN | OPEN | {401}, LOGIN | OPEN | {401}, LOGIN | OPEN | {401})),
    ("openid_connect_", Door(LOGIN | OPEN, OPEN, OPEN)),
    ("usersessions_", Door(LOGIN, OPEN, OPEN)),
    ("v1:", public()),
]

__all__ = ["DOORS", "HIDDEN", "LIBRARIES", "REFUSED", "SHUT", "house", "own"]
