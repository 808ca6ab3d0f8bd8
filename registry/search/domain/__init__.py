"""Pure rules of finding: words, areas, facets and turns; no clock, no database."""
