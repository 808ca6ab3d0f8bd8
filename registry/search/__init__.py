"""Finding: what is searched, how it is refreshed, how it is counted and in which order it is shown."""
