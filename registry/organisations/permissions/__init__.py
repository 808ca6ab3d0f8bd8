"""Who may do what in this room: one policy a model."""

from registry.organisations.permissions.roles import RolePolicy as RolePolicy
