"""Dated code lists with their source: places, industries, procurement codes, legal forms, services."""
