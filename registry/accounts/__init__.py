"""Who may log in. An app of its own with no Wagtail import: Wagtail's tables point at it."""
